package dev.openshiftkafka.cli.preflight;

/**
 * One problem that a check found.
 *
 * @param status {@link Status#WARNING} or {@link Status#FAILURE}
 * @param object full configuration key, or the object of the cluster or of AWS
 * @param problem what is wrong with it, with the value
 * @param action what to do
 */
record Finding(Status status, String object, String problem, String action) {
  /** The finding as one line. */
  String text() {
    return object + ": " + problem + "; " + action;
  }
}

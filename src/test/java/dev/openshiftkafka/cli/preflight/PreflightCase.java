package dev.openshiftkafka.cli.preflight;

import dev.openshiftkafka.cli.preflight.Result.Status;

/**
 * One check under given circumstances, and how it must end.
 *
 * @param check id of the check
 * @param message text that the result must contain
 * @param stack the stack file that the case begins with
 * @param setup makes the circumstances
 */
record PreflightCase(String check, Status expected, String message, String stack, Setup setup) {

  /** Makes the circumstances of a case. */
  @FunctionalInterface
  interface Setup {
    void prepare(World world) throws Exception;
  }

  static PreflightCase ok(String check, String message, Setup setup) {
    return new PreflightCase(check, Status.OK, message, stackOf(check), setup);
  }

  static PreflightCase warning(String check, String message, Setup setup) {
    return new PreflightCase(check, Status.WARNING, message, stackOf(check), setup);
  }

  static PreflightCase failure(String check, String message, Setup setup) {
    return new PreflightCase(check, Status.FAILURE, message, stackOf(check), setup);
  }

  static PreflightCase skipped(String check, String message, Setup setup) {
    return new PreflightCase(check, Status.SKIPPED, message, stackOf(check), setup);
  }

  /** The same case with another stack file. */
  PreflightCase of(String other) {
    return new PreflightCase(check, expected, message, other, setup);
  }

  private static String stackOf(String check) {
    return check.startsWith("aws.") ? "prod" : "dynamic";
  }

  /** Whether it shows that the check finds something. */
  boolean finds() {
    return expected == Status.WARNING || expected == Status.FAILURE;
  }

  @Override
  public String toString() {
    return check + ": " + expected.label() + ": " + message;
  }
}

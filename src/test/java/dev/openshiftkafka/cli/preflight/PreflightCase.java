package dev.openshiftkafka.cli.preflight;

import dev.openshiftkafka.cli.preflight.Result.Status;

/**
 * A check, its preconditions, and its expected result.
 *
 * @param check id of the check
 * @param message text that the result must contain
 * @param stack the stack file of the case
 * @param setup creates the preconditions
 */
record PreflightCase(String check, Status expected, String message, String stack, Setup setup) {

  /** Creates the preconditions of a case. */
  @FunctionalInterface
  interface Setup {
    void prepare(PreflightFixture fixture) throws Exception;
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

  /** Returns the same case with another stack file. */
  PreflightCase of(String other) {
    return new PreflightCase(check, expected, message, other, setup);
  }

  private static String stackOf(String check) {
    return check.startsWith("aws.") ? "prod" : "dynamic";
  }

  /** Whether the check reports a finding. */
  boolean finds() {
    return expected == Status.WARNING || expected == Status.FAILURE;
  }

  @Override
  public String toString() {
    return check + ": " + expected.label() + ": " + message;
  }
}

package dev.openshiftkafka.cli.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The result of one check.
 *
 * @param message what was found to be as it should, or why the check was skipped; empty with
 *     findings
 * @param findings the problems, none unless the status is a warning or a failure
 */
record Result(Status status, String message, List<Finding> findings) {
  static Result ok(String message) {
    return new Result(Status.OK, message, List.of());
  }

  static Result skipped(String reason) {
    return new Result(Status.SKIPPED, reason, List.of());
  }

  static Result failure(String object, String problem, String action) {
    return collect().failure(object, problem, action).orOk("");
  }

  static Result warning(String object, String problem, String action) {
    return collect().warning(object, problem, action).orOk("");
  }

  static Builder collect() {
    return new Builder();
  }

  /** All lines of the result. */
  List<String> lines() {
    return findings.isEmpty() ? List.of(message) : findings.stream().map(Finding::text).toList();
  }

  /** Collects findings; the worst of them decides the status. */
  static final class Builder {
    private final List<Finding> findings = new ArrayList<>();

    Builder failure(String object, String problem, String action) {
      findings.add(new Finding(Status.FAILURE, object, problem, action));
      return this;
    }

    Builder warning(String object, String problem, String action) {
      findings.add(new Finding(Status.WARNING, object, problem, action));
      return this;
    }

    boolean isEmpty() {
      return findings.isEmpty();
    }

    /** The findings, or when there are none, that all is well. */
    Result orOk(String message) {
      return findings.stream()
          .map(Finding::status)
          .max(Status::compareTo)
          .map(worst -> new Result(worst, "", List.copyOf(findings)))
          .orElseGet(() -> ok(message));
    }
  }

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

  /** How a check ended, in the order of severity. */
  enum Status {
    /** The check does not apply, or could not run because another one failed. */
    SKIPPED,
    /** What the stack needs is there. */
    OK,
    /** The stack may work, but somebody should look; also what the caller may not read. */
    WARNING,
    /** The stack cannot work as it is declared. */
    FAILURE;

    /** As it is written in reports. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

package dev.openshiftkafka.cli.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The result of a check.
 *
 * @param message what was found, or why the check was skipped; empty with findings
 * @param findings the problems; empty unless the status is a warning or a failure
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

  /** Returns one line for each finding, or the message. */
  List<String> lines() {
    return findings.isEmpty() ? List.of(message) : findings.stream().map(Finding::text).toList();
  }

  /** Collects findings; the most severe one determines the status. */
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

    /** Returns the findings, or {@code ok} with a message when there are none. */
    Result orOk(String message) {
      return findings.stream()
          .map(Finding::status)
          .max(Status::compareTo)
          .map(worst -> new Result(worst, "", List.copyOf(findings)))
          .orElseGet(() -> ok(message));
    }
  }

  /**
   * A problem that a check found.
   *
   * @param status {@link Status#WARNING} or {@link Status#FAILURE}
   * @param object full configuration key, or the object of the cluster or of AWS
   * @param problem what is wrong, with the value
   * @param action what to do
   */
  record Finding(Status status, String object, String problem, String action) {
    /** Returns the finding as one line. */
    String text() {
      return object + ": " + problem + "; " + action;
    }
  }

  /** The status of a check, in the order of severity. */
  enum Status {
    /** The stack does not need the check, or another check that it depends on failed. */
    SKIPPED,
    /** The condition holds. */
    OK,
    /** The stack may work, but review is needed; also when the caller may not read the object. */
    WARNING,
    /** The stack cannot work as declared. */
    FAILURE;

    /** Returns the status as reports show it. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

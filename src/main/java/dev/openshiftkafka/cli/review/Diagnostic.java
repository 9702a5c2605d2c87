package dev.openshiftkafka.cli.review;

import dev.openshiftkafka.cli.state.Urn;

/**
 * A message of Pulumi, the program or a provider.
 *
 * @param resource kind and name of the resource that it concerns; empty for none
 */
record Diagnostic(Severity severity, String resource, String message) {

  /** Severity of a message. */
  enum Severity {
    ERROR,
    WARNING,
    INFO;

    static Severity of(String text) {
      return switch (text) {
        case "error" -> ERROR;
        case "warning" -> WARNING;
        default -> INFO;
      };
    }
  }

  /** Creates a message without Pulumi's color tags and the escape sequences of terminals. */
  static Diagnostic of(String severity, String urn, String message) {
    String plain =
        message.replaceAll("<\\{%[^%]*%\\}>", "").replaceAll("\u001b\\[[0-9;]*[mK]", "").strip();
    Urn subject = Urn.of(urn);
    String resource =
        urn.isEmpty() || subject.isStack() ? "" : subject.kind() + " " + subject.name();
    return new Diagnostic(Severity.of(severity), resource, plain);
  }

  @Override
  public String toString() {
    return resource.isEmpty() ? message : resource + ": " + message;
  }
}

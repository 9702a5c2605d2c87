package dev.openshiftkafka.guard;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.config.SecurityPhase;
import dev.openshiftkafka.config.StackConfig;
import java.util.Optional;

/** Says at each preview that clients need no credentials, and what the next step is. */
public final class PlainListenersWarning {
  private PlainListenersWarning() {}

  /** The warning; empty when the brokers have no plain listener. */
  public static Optional<String> of(StackConfig config) {
    if (config.isSecured(SecurityPhase.CLOSED)) {
      return Optional.empty();
    }
    return Optional.of(
        "every client that reaches port 9092 of the brokers may read, write and delete everything,"
            + " without encryption; "
            + nextStep(config)
            + " (docs/secure.md)");
  }

  private static String nextStep(StackConfig config) {
    if (config.metadata() == MetadataMode.ZOOKEEPER) {
      return "security requires metadata kraft";
    }
    return "a running stack continues with security.phase " + SecurityGuard.next(config);
  }
}

package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.e2e.Shell;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The volume of one broker is full; writes continue without it, and it returns when the volume has
 * been expanded.
 */
final class FullDisk implements Fault {
  private static final String SMALL = "192m";
  private static final String LARGE = "1g";

  @Override
  public String name() {
    return "full-disk";
  }

  @Override
  public String title() {
    return "disk full on one broker, then grown";
  }

  @Override
  public Optional<Duration> bound(MetadataMode mode) {
    return Optional.empty();
  }

  @Override
  public void inject(FaultContext context) {
    KafkaPod broker = context.anyBroker();
    broker.whileAway(() -> volume("limit", broker, SMALL));
    try {
      context.ledger().awaitInSync();
      KafkaPod.State before = broker.state();
      volume("fill", broker);
      context.ledger().awaitBrokers(FaultContext.BROKERS - 1);
      context.ledger().awaitProgress();
      volume("grow", broker, LARGE);
      broker.awaitRestart(before);
      context.ledger().awaitInSync();
    } finally {
      broker.whileAway(() -> volume("free", broker));
    }
  }

  private static void volume(String action, KafkaPod broker, String... more) {
    String[] command = new String[4 + more.length];
    command[0] = "local/volume";
    command[1] = action;
    command[2] = broker.zone();
    command[3] = "kafka-" + broker.number();
    System.arraycopy(more, 0, command, 4, more.length);
    Shell.run(Duration.ofMinutes(1), Map.of(), command);
  }
}

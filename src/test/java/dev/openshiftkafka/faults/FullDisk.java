package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import java.time.Duration;
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
    broker.whileAway(() -> LocalVolume.of(broker).run("limit", SMALL));
    try {
      context.ledger().awaitInSync();
      KafkaPod.State before = broker.state();
      LocalVolume.of(broker).run("fill");
      context.ledger().awaitBrokers(FaultContext.BROKERS - 1);
      context.ledger().awaitProgress();
      LocalVolume.of(broker).run("grow", LARGE);
      broker.awaitRestart(before);
      context.ledger().awaitInSync();
    } finally {
      broker.whileAway(() -> LocalVolume.of(broker).run("free"));
    }
  }
}

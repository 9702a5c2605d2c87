package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.e2e.Shell;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The volume of one broker is full; writes go on without it, and it returns when that has grown.
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
  public void inject(Scene scene) {
    Member broker = scene.anyBroker();
    broker.whileAway(() -> volume("limit", broker, SMALL));
    try {
      scene.ledger().awaitWhole();
      Member.State before = broker.state();
      volume("fill", broker);
      scene.ledger().awaitBrokers(Scene.BROKERS - 1);
      scene.ledger().awaitProgress();
      volume("grow", broker, LARGE);
      broker.awaitRestart(before);
      scene.ledger().awaitWhole();
    } finally {
      broker.whileAway(() -> volume("free", broker));
    }
  }

  private static void volume(String action, Member broker, String... more) {
    String[] command = new String[4 + more.length];
    command[0] = "local/volume";
    command[1] = action;
    command[2] = broker.zone();
    command[3] = "kafka-" + broker.number();
    System.arraycopy(more, 0, command, 4, more.length);
    Shell.run(Duration.ofMinutes(1), Map.of(), command);
  }
}

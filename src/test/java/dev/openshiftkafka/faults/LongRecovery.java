package dev.openshiftkafka.faults;

import static org.awaitility.Awaitility.await;

import dev.openshiftkafka.config.MetadataMode;
import java.time.Duration;
import java.util.Optional;

/**
 * A broker crashes, and its log recovery takes 25 minutes: its volume takes no writes for that
 * time.
 *
 * <p>The kubelet must not restart the broker meanwhile, because the recovery would begin from the
 * start.
 */
final class LongRecovery implements Fault {
  private static final String SIZE = "2g";
  private static final Duration RECOVERY = Duration.ofMinutes(25);

  @Override
  public String name() {
    return "long-recovery";
  }

  @Override
  public String title() {
    return "broker killed (SIGKILL), and its log recovery takes " + RECOVERY.toMinutes() + " min";
  }

  @Override
  public Optional<Duration> bound(MetadataMode mode) {
    return Bounds.session(mode);
  }

  @Override
  public void inject(FaultContext context) throws InterruptedException {
    KafkaPod broker = context.anyBroker();
    LocalVolume volume = LocalVolume.of(broker);
    broker.whileAway(() -> volume.run("image", SIZE));
    try {
      context.ledger().awaitInSync();
      String crashed = broker.state().containerId();
      broker.processes().signal("KILL");
      String recovering = recover(broker, volume, crashed);
      context.ledger().awaitInSync();
      if (!broker.state().containerId().equals(recovering)) {
        throw new IllegalStateException(broker.pod() + " was restarted during its recovery");
      }
    } finally {
      broker.whileAway(() -> volume.run("free"));
    }
  }

  /** Returns the id of the container that recovers. */
  private static String recover(KafkaPod broker, LocalVolume volume, String crashed)
      throws InterruptedException {
    volume.run("freeze");
    try {
      await("next container of " + broker.pod())
          .until(
              () -> {
                String now = broker.state().containerId();
                return !now.isEmpty() && !now.equals(crashed);
              });
      String recovering = broker.state().containerId();
      Thread.sleep(RECOVERY.toMillis());
      return recovering;
    } finally {
      volume.run("thaw");
    }
  }
}

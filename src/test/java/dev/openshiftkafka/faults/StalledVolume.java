package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The volume of one broker takes no writes for a while, as an EBS volume that stalls: the broker's
 * process and its session live on.
 *
 * <p>The broker has just restarted, so that it leads no partition: leaders wait for it, for as long
 * as it stays in the ISR. How long that is, replica.lag.time.max.ms decides, which the fault sets
 * before. A partition that a stalled broker leads takes no writes until the stall ends, whatever
 * the setting.
 *
 * @param stall length of the stall
 * @param lag value of replica.lag.time.max.ms
 */
record StalledVolume(Duration stall, Duration lag) implements Fault {
  private static final String SIZE = "2g";

  /** Each length with Kafka's default and with the stack's. */
  static List<Fault> all() {
    // The setting changes between two faults only, because a change rolls the brokers.
    return Stream.of(10, 30)
        .flatMap(
            lag ->
                Stream.of(10, 30, 60)
                    .<Fault>map(
                        stall ->
                            new StalledVolume(Duration.ofSeconds(stall), Duration.ofSeconds(lag))))
        .toList();
  }

  @Override
  public String name() {
    return "stall-" + stall.toSeconds() + "-lag-" + lag.toSeconds();
  }

  @Override
  public String title() {
    return "volume of one follower stalled for "
        + stall.toSeconds()
        + " s, replica.lag.time.max.ms "
        + lag.toMillis();
  }

  @Override
  public Optional<Duration> bound(MetadataMode mode) {
    return Optional.empty();
  }

  @Override
  public void inject(FaultContext context) throws InterruptedException {
    context
        .stack()
        .edit(Map.of("kafka/settings/replica.lag.time.max.ms", "" + lag.toMillis()))
        .up();
    KafkaPod broker = context.anyBroker();
    LocalVolume volume = LocalVolume.of(broker);
    broker.whileAway(() -> volume.run("image", SIZE));
    try {
      context.ledger().awaitInSync();
      stall(volume);
      context.ledger().awaitInSync();
    } finally {
      broker.whileAway(() -> volume.run("free"));
    }
  }

  private void stall(LocalVolume volume) throws InterruptedException {
    volume.run("freeze");
    try {
      Thread.sleep(stall.toMillis());
    } finally {
      volume.run("thaw");
    }
  }
}

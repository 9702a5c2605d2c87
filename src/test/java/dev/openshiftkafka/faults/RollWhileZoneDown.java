package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.e2e.Cluster;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * A {@code pulumi up} that rolls the brokers, or the quorum, begins while the node of one zone is
 * down. The node returns while the first pod of the roll waits.
 *
 * <p>The zone is that of the pods with ordinal 1: a roll begins with ordinal 2, and does not look
 * at pods that it has not reached. A stop that does not wait takes the second of three brokers, or
 * the majority of the quorum.
 */
final class RollWhileZoneDown implements Fault {
  private static final String ZONE = "b";

  /** Between the loss of the zone and the roll, beyond the session timeout. */
  private static final Duration BEFORE = Duration.ofSeconds(30);

  /** Between the start of {@code pulumi up} and the return of the zone. */
  private static final Executor AFTER_AWAY =
      CompletableFuture.delayedExecutor(75, TimeUnit.SECONDS);

  private final boolean quorum;

  RollWhileZoneDown(boolean quorum) {
    this.quorum = quorum;
  }

  @Override
  public String name() {
    return quorum ? "roll-quorum-while-zone-down" : "roll-while-zone-down";
  }

  @Override
  public String title() {
    return "`pulumi up` that rolls the "
        + (quorum ? "quorum" : "brokers")
        + " while the node of one zone is down";
  }

  @Override
  public Set<Variant> variants() {
    return quorum ? Set.of(Variant.STACK) : Set.of(Variant.STACK, Variant.UNGUARDED);
  }

  /** That of the lost zone, which may have had the leader of the quorum: the roll adds nothing. */
  @Override
  public Optional<Duration> bound(MetadataMode mode) {
    return Bounds.session(mode).map(bound -> bound.plus(Bounds.ELECTION.orElseThrow()));
  }

  @Override
  public void inject(FaultContext context) throws Exception {
    // An unchanged value would not roll the pods, and a dynamic setting would change without a
    // roll.
    int other = 1 + context.round() % 90;
    // Without the allowance, the update is refused while the zone is down.
    Map<String, Object> edit =
        quorum
            ? Map.of("quorum/heap", (256 + other) + "M", "allowDegradedUpdate", true)
            : Map.of(
                "kafka/settings/queued.max.requests",
                "" + (500 + other),
                "allowDegradedUpdate",
                true);
    Cluster.zone("stop", ZONE);
    try (QuorumWatch watch = new QuorumWatch(context.mode()).without(ZONE)) {
      context.ledger().awaitBrokers(FaultContext.BROKERS - 1);
      context.ledger().awaitTime(BEFORE);
      CompletableFuture<Void> back = CompletableFuture.runAsync(() -> startZone(watch), AFTER_AWAY);
      context.stack().edit(edit).up();
      back.get();
      if (quorum) {
        watch.assertMajority();
      }
    } finally {
      // Without effect on a node that runs.
      Cluster.zone("start", ZONE);
    }
  }

  private static void startZone(QuorumWatch watch) {
    Cluster.zone("start", ZONE);
    watch.allZones();
  }
}

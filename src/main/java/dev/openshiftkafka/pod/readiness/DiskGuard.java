package dev.openshiftkafka.pod.readiness;

import dev.openshiftkafka.pod.readiness.ReadinessMonitor.Log;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBroker;
import org.jspecify.annotations.Nullable;

/**
 * Throttles all producers of the cluster before the volume of a broker is full.
 *
 * <p>A broker whose volume is full stops, and cannot start again, because its log recovery needs
 * space. Replicas are spread evenly, so all brokers would stop together. The guard lowers the
 * default producer quota, which limits no replication, no consumer and no offset commit.
 *
 * <p>The guards of all brokers act on the same quota without talking to one another. Each one
 * lowers it while the volume of its own broker is above the limit. Any of them restores it, when it
 * sees that the volumes of all live brokers are below the lower limit. Between the two limits
 * nothing changes, so no guard restores what another one is about to lower.
 */
final class DiskGuard implements Runnable {
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  /** Longer than the brokers' quota window of 11 s, in which the traffic before still counts. */
  static final Duration STEP = Duration.ofSeconds(15);

  private final NodeConnections connections;
  private final Path settings;
  private final Log log;
  private final Supplier<Duration> clock;
  private @Nullable Long seen;
  private Duration seenSince;
  private String failure = "";

  /**
   * Creates the guard of a broker.
   *
   * @param connections connections to the broker in this pod, and to the others
   * @param settings file with the limits, read at each check
   * @param clock time since an arbitrary fixed moment
   */
  DiskGuard(NodeConnections connections, Path settings, Log log, Supplier<Duration> clock) {
    this.connections = connections;
    this.settings = settings;
    this.log = log;
    this.clock = clock;
    this.seenSince = clock.get();
  }

  @Override
  public void run() {
    try {
      while (true) {
        tryCheck();
        Thread.sleep(INTERVAL.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Checks once, and logs a failure unless it is the last one again. */
  void tryCheck() {
    String message = "";
    try {
      check();
    } catch (IOException | RuntimeException e) {
      message = e.toString();
      if (!message.equals(failure)) {
        println("check failed, next one in " + INTERVAL.toSeconds() + " s: " + message);
      }
    }
    failure = message;
  }

  private void check() throws IOException {
    DiskGuardLimits limits = DiskGuardLimits.read(settings);
    try (var broker = connections.toOwn()) {
      DiskUsage usage = DiskUsage.of(broker);
      var quota = new DefaultProducerQuota(broker);
      Long rate = quota.rate();
      observe(rate);
      if (limits.enabled() && usage.usedPercent() >= limits.throttleAtPercent()) {
        throttle(quota, rate, usage, limits);
      } else if (ThrottleRate.isGuards(rate)) {
        // A guard that has been disabled may have left its quota.
        if (!limits.enabled() || isBelow(limits, usage, broker)) {
          restore(quota, limits);
        }
      }
    }
  }

  private void restore(DefaultProducerQuota quota, DiskGuardLimits limits) throws IOException {
    Long operators = quota.saved();
    quota.set(operators);
    println(
        (limits.enabled()
                ? "all volumes are below " + limits.resumeBelowPercent() + " %"
                : "the guard is disabled")
            + ": default producer quota "
            + (operators == null ? "removed" : "restored to " + operators + " B/s"));
  }

  private void observe(@Nullable Long rate) {
    if (!Objects.equals(rate, seen)) {
      seen = rate;
      seenSince = clock.get();
    }
  }

  private void throttle(
      DefaultProducerQuota quota, @Nullable Long rate, DiskUsage usage, DiskGuardLimits limits)
      throws IOException {
    long next;
    if (rate == null || !ThrottleRate.isGuards(rate)) {
      if (rate != null && rate < ThrottleRate.LOWEST) {
        return;
      }
      next = ThrottleRate.first(usage.usable(), rate);
      quota.replace(rate, next);
    } else {
      next = ThrottleRate.next(rate, usage.usedPercent() >= limits.scarcePercent());
      if (next == rate || clock.get().minus(seenSince).compareTo(STEP) < 0) {
        return;
      }
      quota.set(next);
    }
    println(
        "%.1f %% of the volume are used (limit %s %%): default producer quota set to %d B/s"
            .formatted(usage.usedPercent(), limits.throttleAtPercent(), next));
    List<String> overrides = quota.overrides();
    if (!overrides.isEmpty()) {
      println(
          "these quotas override the default, so their producers are not throttled: "
              + Assessment.summary(overrides)
              + "; lower them with kafka-configs.sh --alter --add-config producer_byte_rate=...");
    }
  }

  /** Whether the volumes of all live brokers are below the lower limit. */
  private boolean isBelow(DiskGuardLimits limits, DiskUsage own, NodeConnection broker)
      throws IOException {
    if (own.usedPercent() >= limits.resumeBelowPercent()) {
      return false;
    }
    MetadataResponseData metadata =
        broker.send(
            new MetadataRequestData().setTopics(List.of()),
            Broker.METADATA_VERSION,
            new MetadataResponseData());
    for (MetadataResponseBroker live : metadata.brokers()) {
      try (var connection = connections.to(live.host(), live.port())) {
        if (DiskUsage.of(connection).usedPercent() >= limits.resumeBelowPercent()) {
          return false;
        }
      }
    }
    return true;
  }

  private void println(String line) {
    log.println("disk guard: " + line);
  }
}

package dev.openshiftkafka.config;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rules for several broker settings together, which a broker checks when it starts, and ends if
 * they are broken: {@code KafkaConfig.validateValues}, {@code GroupCoordinatorConfig.validate} and
 * {@code ShareGroupConfig.validate} of Kafka 3.9 to 4.4. A test compares them with Kafka's own
 * code.
 */
final class StartupRules {
  private static final long BYTES_PER_CLEANER_THREAD = 1024 * 1024;

  /** Kafka takes every negative retention as unlimited, also one that was not meant so. */
  private static final List<String> UNLIMITED_OR_POSITIVE =
      List.of("log.retention.ms", "log.retention.minutes", "log.retention.hours");

  private static final List<String> GROUP_KINDS = List.of("consumer", "share", "streams");

  /** Ids of none, gzip, snappy, lz4 and zstd. */
  private static final List<String> COMPRESSION_IDS =
      List.of(
          "offsets.topic.compression.codec",
          "transaction.state.log.compression.codec",
          "share.coordinator.state.topic.compression.codec");

  private static final String PROTOCOLS = "group.coordinator.rebalance.protocols";
  private static final String PER_IP_OVERRIDES = "max.connections.per.ip.overrides";

  private final Checks checks;
  private final KafkaDefinitions definitions;
  private final Map<String, String> defaults;
  private final Map<String, String> settings;
  private final Set<String> faulty;

  /**
   * Creates the rules.
   *
   * @param defaults the stack's own defaults, which override Kafka's
   * @param faulty names whose values have faults already, which are not checked
   */
  StartupRules(
      Checks checks,
      KafkaDefinitions definitions,
      Map<String, String> defaults,
      Map<String, String> settings,
      Set<String> faulty) {
    this.checks = checks;
    this.definitions = definitions;
    this.defaults = defaults;
    this.settings = settings;
    this.faulty = new HashSet<>(faulty);
  }

  /** Checks all rules, and returns the names with faults, the given ones included. */
  Set<String> run() {
    UNLIMITED_OR_POSITIVE.forEach(
        name ->
            single(
                name, value -> value >= 1 || value == -1, "must be -1 (no limit) or at least 1"));
    single("log.roll.ms", value -> value >= 1, "must be at least 1");
    single("log.roll.jitter.ms", value -> value >= 0, "must be at least 0");
    single("offsets.commit.required.acks", value -> value >= -1, "must be at least -1");
    single("log.cleaner.threads", value -> value >= 1, "must be at least 1");
    cleanerMemory();
    atMost("replica.fetch.wait.max.ms", "replica.socket.timeout.ms");
    atMost("replica.fetch.wait.max.ms", "replica.lag.time.max.ms");
    queuedBytes();
    connectionsPerIp();
    idleConnections();
    localRetention("log.local.retention.ms", "log.retention.ms");
    localRetention("log.local.retention.bytes", "log.retention.bytes");
    GROUP_KINDS.forEach(this::groupLimits);
    atMost("group.share.max.size", "group.share.max.share.sessions");
    atMost("offsets.commit.required.acks", "offsets.topic.replication.factor");
    COMPRESSION_IDS.forEach(
        name -> single(name, value -> value >= 0 && value <= 4, "must be from 0 to 4"));
    groupProtocols();
    return faulty;
  }

  /** A test of a number. */
  private interface NumberCheck {
    boolean passes(long value);
  }

  private void single(String name, NumberCheck check, String problem) {
    Long value = number(name);
    if (settings.containsKey(name) && value != null && !check.passes(value)) {
      fault(name, problem);
    }
  }

  private void atMost(String name, String limit) {
    compare(name, limit, (a, b) -> a <= b, "at most", "at least");
  }

  private void less(String name, String limit) {
    compare(name, limit, (a, b) -> a < b, "less than", "more than");
  }

  /** Reports the setting that the configuration has; when it has both, the first. */
  private void compare(
      String name, String limit, BiPredicate<Long, Long> passes, String below, String above) {
    Long value = number(name);
    Long limitValue = number(limit);
    if (value == null || limitValue == null || passes.test(value, limitValue)) {
      return;
    }
    if (settings.containsKey(name)) {
      fault(name, "must be %s %s (%d); change one of the two".formatted(below, limit, limitValue));
    } else if (settings.containsKey(limit)) {
      fault(limit, "must be %s %s (%d); change one of the two".formatted(above, name, value));
    }
  }

  private void cleanerMemory() {
    Long memory = number("log.cleaner.dedupe.buffer.size");
    Long threads = number("log.cleaner.threads");
    if (memory == null || threads == null || memory / threads > BYTES_PER_CLEANER_THREAD) {
      return;
    }
    anyOf(
        List.of("log.cleaner.threads", "log.cleaner.dedupe.buffer.size"),
        "leaves at most 1 MiB of log.cleaner.dedupe.buffer.size (%d) for each of".formatted(memory)
            + " log.cleaner.threads (%d), which need more; change one of the two"
                .formatted(threads));
  }

  private void queuedBytes() {
    Long queued = number("queued.max.request.bytes");
    if (queued != null && queued > 0) {
      atMost("socket.request.max.bytes", "queued.max.request.bytes");
    }
  }

  private void groupProtocols() {
    String value = text(PROTOCOLS, "classic");
    if (!faulty.contains(PROTOCOLS) && !List.of(value.split("\\s*,\\s*")).contains("classic")) {
      anyOf(List.of(PROTOCOLS), "must contain classic");
    } else if (value.contains("consumer") && definitions.line().equals("3.9")) {
      anyOf(List.of(PROTOCOLS), "must not contain consumer, which requires KRaft");
    }
  }

  private void connectionsPerIp() {
    if (!text(PER_IP_OVERRIDES, "").matches("([^,]+:[0-9]{1,9}(\\s*,\\s*|$))*")) {
      anyOf(List.of(PER_IP_OVERRIDES), "must be a list of host:number, such as 10.1.2.3:100");
    }
    Long most = number("max.connections.per.ip");
    if (most != null && most == 0 && text(PER_IP_OVERRIDES, "").isEmpty()) {
      anyOf(
          List.of("max.connections.per.ip"),
          "refuses all connections; set max.connections.per.ip.overrides as well, or at least 1");
    }
  }

  private void idleConnections() {
    Long idle = number("connections.max.idle.ms");
    if (idle != null && idle >= 0) {
      less("connection.failed.authentication.delay.ms", "connections.max.idle.ms");
    }
  }

  /** Checked when the value changes in a running broker; -2 stands for the whole retention. */
  private void localRetention(String name, String whole) {
    Long local = number(name);
    Long all = number(whole);
    if (local == null || all == null || all < 0 || local == -2 || (local >= 0 && local <= all)) {
      return;
    }
    anyOf(
        List.of(name, whole),
        "makes %s (%d) more than %s (%d); change one of the two"
            .formatted(name, local, whole, all));
  }

  /** The group coordinator has limits for what each group can set itself. */
  private void groupLimits(String kind) {
    String prefix = "group." + kind + ".";
    for (String name : definitions.brokers().keySet()) {
      if (name.startsWith(prefix + "min.")) {
        String rest = name.substring((prefix + "min.").length());
        atMost(name, prefix + rest);
        atMost(name, prefix + "max." + rest);
      } else if (name.startsWith(prefix + "max.")) {
        String rest = name.substring((prefix + "max.").length());
        atMost(prefix + rest, name);
        atMost(prefix + "num." + rest, name);
      }
    }
    if (!definitions.line().equals("3.9")) {
      less(prefix + "heartbeat.interval.ms", prefix + "session.timeout.ms");
    }
  }

  private void anyOf(List<String> names, String problem) {
    names.stream()
        .filter(settings::containsKey)
        .findFirst()
        .ifPresent(name -> fault(name, problem));
  }

  private void fault(String name, String problem) {
    if (faulty.add(name)) {
      checks.fault("settings." + name, settings.get(name), problem);
    }
  }

  /** The value in force; null when it is not known, or has a fault. */
  private @Nullable Long number(String name) {
    if (faulty.contains(name)) {
      return null;
    }
    String value = text(name, "");
    return value.matches("[+-]?[0-9]{1,18}") ? new BigDecimal(value).longValueExact() : null;
  }

  private String text(String name, String absent) {
    return Stream.of(settings.get(name), defaults.get(name))
        .filter(value -> value != null)
        .findFirst()
        .or(() -> definitions.brokerDefault(name))
        .orElse(absent);
  }
}

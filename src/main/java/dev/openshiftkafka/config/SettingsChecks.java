package dev.openshiftkafka.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks of settings whose values must fit each other, or the number of brokers. */
final class SettingsChecks {
  private SettingsChecks() {}

  /**
   * Checks the replication settings of the brokers.
   *
   * @param brokers number of brokers, or null when it is not known
   * @param faulty names with other faults, which are not checked
   */
  static void replication(
      Checks checks, Map<String, String> settings, @Nullable Integer brokers, Set<String> faulty) {
    new Replication(checks, settings, faulty).run(brokers);
  }

  /**
   * Checks that ZooKeeper grants the session timeout that brokers request.
   *
   * <p>ZooKeeper silently limits a requested timeout to its minimum and maximum, and a crashed
   * broker is then detected earlier or later than configured.
   */
  static void sessionTimeout(
      Checks checks, Map<String, String> kafka, Map<String, String> zooKeeper) {
    new SessionTimeout(checks, kafka, zooKeeper).run();
  }

  /** Replication factors and minimum in-sync replicas, of user topics and internal topics. */
  private static final class Replication {
    /** Defaults of this project, and of Kafka for internal topics. */
    private static final int DEFAULT_FACTOR = 3;

    private static final int DEFAULT_MIN_ISR = 2;

    /** The two settings that apply to the same topics. */
    private record Topics(String factor, String minIsr) {}

    private static final List<Topics> TOPICS =
        List.of(
            new Topics("default.replication.factor", "min.insync.replicas"),
            new Topics("offsets.topic.replication.factor", "min.insync.replicas"),
            new Topics("transaction.state.log.replication.factor", "transaction.state.log.min.isr"),
            new Topics(
                "share.coordinator.state.topic.replication.factor",
                "share.coordinator.state.topic.min.isr"));

    private final Checks checks;
    private final Map<String, String> settings;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Set<String> faulty;

    Replication(Checks checks, Map<String, String> settings, Set<String> faulty) {
      this.checks = checks;
      this.settings = settings;
      this.faulty = new HashSet<>(faulty);
    }

    void run(@Nullable Integer brokers) {
      for (Topics topics : TOPICS) {
        readNumber(topics.factor());
        readNumber(topics.minIsr());
      }
      TOPICS.forEach(topics -> check(topics, brokers));
    }

    private void readNumber(String key) {
      String value = settings.get(key);
      if (value == null || numbers.containsKey(key) || faulty.contains(key)) {
        return;
      }
      if (value.strip().matches("[1-9][0-9]{0,3}")) {
        numbers.put(key, Integer.valueOf(value.strip()));
      } else {
        fault(key, "must be an integer of at least 1");
      }
    }

    private void check(Topics topics, @Nullable Integer brokers) {
      if (faulty.contains(topics.factor()) || faulty.contains(topics.minIsr())) {
        return;
      }
      int factor = numbers.getOrDefault(topics.factor(), DEFAULT_FACTOR);
      int minIsr = numbers.getOrDefault(topics.minIsr(), DEFAULT_MIN_ISR);
      if (brokers != null && factor > brokers) {
        fault(
            topics.factor(),
            "is more than kafka.brokers ("
                + brokers
                + "), so that no topic could be created; lower it");
      } else if (minIsr > factor && numbers.containsKey(topics.minIsr())) {
        fault(
            topics.minIsr(),
            "is more than "
                + topics.factor()
                + " ("
                + factor
                + "), so that no write with acks=all would succeed; lower it");
      } else if (minIsr > factor) {
        fault(
            topics.factor(),
            "is less than "
                + topics.minIsr()
                + " ("
                + minIsr
                + " by default), so that no write with acks=all would succeed; raise it");
      }
    }

    private void fault(String key, String problem) {
      faulty.add(key);
      checks.fault("settings." + key, settings.get(key), problem);
    }
  }

  private static final class SessionTimeout {
    private static final String REQUESTED = "zookeeper.session.timeout.ms";
    private static final String TICK = "tickTime";
    private static final String MIN = "minSessionTimeout";
    private static final String MAX = "maxSessionTimeout";

    /** Kafka's default, in milliseconds. */
    private static final int DEFAULT_REQUESTED = 18_000;

    /** ZooKeeper's defaults, in ticks. */
    private static final int DEFAULT_MIN_TICKS = 2;

    private static final int DEFAULT_MAX_TICKS = 20;

    private final Checks checks;
    private final Map<String, String> kafka;
    private final Map<String, String> zooKeeper;
    private boolean numbers = true;

    SessionTimeout(Checks checks, Map<String, String> kafka, Map<String, String> zooKeeper) {
      this.checks = checks;
      this.kafka = kafka;
      this.zooKeeper = zooKeeper;
    }

    void run() {
      int requested = number("kafka.settings.", kafka, REQUESTED, DEFAULT_REQUESTED);
      int tick = number("quorum.settings.", zooKeeper, TICK, QuorumConfig.DEFAULT_TICK_MILLIS);
      int min = number("quorum.settings.", zooKeeper, MIN, DEFAULT_MIN_TICKS * tick);
      int max = number("quorum.settings.", zooKeeper, MAX, DEFAULT_MAX_TICKS * tick);
      if (!numbers) {
        return;
      }
      if (requested > max) {
        fault(MAX, "at most " + max, requested, "end sooner", "raise", "lower");
      } else if (requested < min) {
        fault(MIN, "at least " + min, requested, "last longer", "lower", "raise");
      }
    }

    private int number(String prefix, Map<String, String> settings, String key, int absent) {
      String value = settings.get(key);
      if (value == null) {
        return absent;
      }
      if (value.matches("[1-9][0-9]{0,7}")) {
        return Integer.parseInt(value);
      }
      checks.fault(prefix + key, value, "must be an integer of at least 1, in milliseconds");
      numbers = false;
      return absent;
    }

    /** Reports the setting that the configuration has, that of the brokers first. */
    private void fault(
        String limit,
        String granted,
        int requested,
        String effect,
        String change,
        String alternative) {
      String configured = zooKeeper.containsKey(limit) ? limit : TICK;
      boolean byBrokers = kafka.containsKey(REQUESTED);
      checks.fault(
          byBrokers ? "kafka.settings." + REQUESTED : "quorum.settings." + configured,
          byBrokers ? kafka.get(REQUESTED) : zooKeeper.get(configured),
          "makes ZooKeeper grant session timeouts of "
              + granted
              + " ms, but brokers request "
              + requested
              + " ms, so that sessions would "
              + effect
              + "; "
              + change
              + " quorum.settings."
              + limit
              + " or "
              + alternative
              + " kafka.settings."
              + REQUESTED);
    }
  }
}

package dev.openshiftkafka.config;

import java.util.Map;

/**
 * Whether ZooKeeper grants the sessions that brokers ask for. It shortens longer ones and lengthens
 * shorter ones without a word, and a broker that is gone is missed sooner or later than declared.
 */
final class SessionChecks {
  private static final String ASKED = "zookeeper.session.timeout.ms";
  private static final String TICK = "tickTime";
  private static final String LEAST = "minSessionTimeout";
  private static final String MOST = "maxSessionTimeout";

  /** Kafka's own default, in milliseconds. */
  private static final int DEFAULT_ASKED = 18_000;

  /** ZooKeeper's own defaults, in ticks. */
  private static final int LEAST_TICKS = 2;

  private static final int MOST_TICKS = 20;

  private final Checks checks;
  private final Map<String, String> kafka;
  private final Map<String, String> quorum;
  private boolean numbers = true;

  private SessionChecks(Checks checks, Map<String, String> kafka, Map<String, String> quorum) {
    this.checks = checks;
    this.kafka = kafka;
    this.quorum = quorum;
  }

  /** Checks the settings of brokers and ZooKeeper against each other. */
  static void run(Checks checks, Map<String, String> kafka, Map<String, String> quorum) {
    new SessionChecks(checks, kafka, quorum).run();
  }

  private void run() {
    int asked = number("kafka.settings.", kafka, ASKED, DEFAULT_ASKED);
    int tick = number("quorum.settings.", quorum, TICK, QuorumConfig.DEFAULT_TICK_MILLIS);
    int least = number("quorum.settings.", quorum, LEAST, LEAST_TICKS * tick);
    int most = number("quorum.settings.", quorum, MOST, MOST_TICKS * tick);
    if (!numbers) {
      return;
    }
    if (asked > most) {
      fault(MOST, "at most " + most, asked, "end sooner", "raise", "lower");
    } else if (asked < least) {
      fault(LEAST, "at least " + least, asked, "last longer", "lower", "raise");
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
    checks.fault(prefix + key, value, "must be a whole number of milliseconds, from 1");
    numbers = false;
    return absent;
  }

  /** The one who named a time is told, the broker first. */
  private void fault(
      String limit, String granted, int asked, String what, String change, String orChange) {
    String named = quorum.containsKey(limit) ? limit : TICK;
    checks.fault(
        kafka.containsKey(ASKED) ? "kafka.settings." + ASKED : "quorum.settings." + named,
        kafka.containsKey(ASKED) ? kafka.get(ASKED) : quorum.get(named),
        "does not fit: ZooKeeper grants sessions of "
            + granted
            + " ms and brokers ask for "
            + asked
            + ", so that theirs would "
            + what
            + "; "
            + change
            + " quorum.settings."
            + limit
            + " or "
            + orChange
            + " kafka.settings."
            + ASKED);
  }
}

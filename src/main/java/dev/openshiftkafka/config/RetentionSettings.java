package dev.openshiftkafka.config;

import java.util.Map;

/**
 * The settings of a topic that decide how much of it Kafka keeps: its own, or the brokers'
 * defaults.
 *
 * @param seconds time after which records are deleted
 * @param bytes size above which the oldest records of a partition are deleted
 * @param localSeconds the same for the copies on the brokers' disks; {@link #AS_A_WHOLE} when it is
 *     not set
 * @param localBytes as {@code localSeconds}
 * @param segment size of a segment
 * @param policy value of cleanup.policy
 * @param remote whether Kafka copies complete segments to remote storage
 */
record RetentionSettings(
    double seconds,
    double bytes,
    double localSeconds,
    double localBytes,
    double segment,
    String policy,
    boolean remote) {
  static final double UNLIMITED = Double.POSITIVE_INFINITY;

  /** To Kafka, a local retention of -2 is that of the topic. */
  private static final double AS_A_WHOLE = -2;

  private static final double HOUR = 3600;

  /** Kafka's defaults. */
  private static final double DEFAULT_SECONDS = 168 * HOUR;

  private static final double DEFAULT_SEGMENT = 1L << 30;

  /**
   * The defaults of the brokers. No broker setting enables remote storage for a topic.
   *
   * @throws NumberFormatException for a value that is not a number
   */
  static RetentionSettings ofBrokers(Map<String, String> settings) {
    double seconds = DEFAULT_SECONDS;
    if (settings.containsKey("log.retention.ms")) {
      seconds = limit(settings.get("log.retention.ms")) / 1000;
    } else if (settings.containsKey("log.retention.minutes")) {
      seconds = limit(settings.get("log.retention.minutes")) * 60;
    } else if (settings.containsKey("log.retention.hours")) {
      seconds = limit(settings.get("log.retention.hours")) * HOUR;
    }
    return new RetentionSettings(
        seconds,
        limit(settings.getOrDefault("log.retention.bytes", "-1")),
        local(settings.getOrDefault("log.local.retention.ms", "-2"), 1000),
        local(settings.getOrDefault("log.local.retention.bytes", "-2"), 1),
        number(settings, "log.segment.bytes", DEFAULT_SEGMENT),
        settings.getOrDefault("log.cleanup.policy", "delete"),
        false);
  }

  /**
   * These defaults with the settings of a topic.
   *
   * @throws NumberFormatException for a value that is not a number
   */
  RetentionSettings with(Map<String, String> topic) {
    String milliseconds = topic.get("retention.ms");
    String size = topic.get("retention.bytes");
    String localMilliseconds = topic.get("local.retention.ms");
    String localSize = topic.get("local.retention.bytes");
    return new RetentionSettings(
        milliseconds == null ? seconds : limit(milliseconds) / 1000,
        size == null ? bytes : limit(size),
        localMilliseconds == null ? localSeconds : local(localMilliseconds, 1000),
        localSize == null ? localBytes : local(localSize, 1),
        number(topic, "segment.bytes", segment),
        topic.getOrDefault("cleanup.policy", policy),
        isRemote(topic));
  }

  /** Whether the settings of a topic enable remote storage. */
  static boolean isRemote(Map<String, String> topic) {
    return "true".equalsIgnoreCase(topic.get(TopicConfig.REMOTE_STORAGE));
  }

  /** Whether records are deleted by retention, and not only by compaction. */
  boolean deletes() {
    return policy.contains("delete");
  }

  /** Whether Kafka compacts the topic. */
  boolean compacts() {
    return policy.contains("compact");
  }

  /** Time after which records are deleted from the brokers' disks. */
  double diskSeconds() {
    return remote && localSeconds != AS_A_WHOLE ? localSeconds : seconds;
  }

  /** Size of a partition on a broker's disk above which its oldest records are deleted. */
  double diskBytes() {
    return remote && localBytes != AS_A_WHOLE ? localBytes : bytes;
  }

  static double number(Map<String, String> settings, String key, double absent) {
    String value = settings.get(key);
    return value == null ? absent : Long.parseLong(value.strip());
  }

  /** To Kafka, a negative limit is none. */
  private static double limit(String value) {
    long number = Long.parseLong(value.strip());
    return number < 0 ? UNLIMITED : number;
  }

  private static double local(String value, double unit) {
    return Long.parseLong(value.strip()) == -2 ? AS_A_WHOLE : limit(value) / unit;
  }
}

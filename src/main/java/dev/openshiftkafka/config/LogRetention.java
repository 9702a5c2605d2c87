package dev.openshiftkafka.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the expected write rate leaves on the disk of each broker under the declared retention, and
 * the {@code retention.bytes} that keeps declared topics within the disk.
 *
 * <p>All records go to the declared topics, divided in the way that needs the most space; without
 * declared topics that delete records, all go to topics with the brokers' defaults. Replicas are
 * spread evenly over the brokers. Kafka deletes whole segments only, so that each partition replica
 * of a declared topic can keep one open segment in addition.
 */
public final class LogRetention {
  /** The rest is for internal topics, indexes, and replicas that are being moved. */
  static final int MAX_PERCENT = 80;

  private static final double UNLIMITED = RetentionSettings.UNLIMITED;
  private static final double MB = 1e6;
  private static final double GB = 1e9;
  private static final double HOUR = 3600;
  private static final double GIB = 1L << 30;
  private static final int DEFAULT_COPIES = 3;

  private final BrokersConfig brokers;
  private final List<Log> declared;

  /**
   * Topics with the same retention.
   *
   * @param name name of the topic; null for all topics with the brokers' defaults
   * @param partitions number of partitions; 0 when it is not known
   * @param copies replicas of each partition
   * @param seconds time after which records are deleted
   * @param bytes size above which the oldest records of a partition are deleted
   * @param segment size of a segment
   * @param deletes whether records are deleted by retention, and not only by compaction
   */
  private record Log(
      @Nullable String name,
      int partitions,
      int copies,
      double seconds,
      double bytes,
      double segment,
      boolean deletes) {
    /** What a topic leaves on the disks of the brokers. */
    static Log onDisk(
        @Nullable String name, int partitions, int copies, RetentionSettings retention) {
      return new Log(
          name,
          partitions,
          copies,
          retention.diskSeconds(),
          retention.diskBytes(),
          retention.segment(),
          retention.deletes());
    }

    /** Size that the partitions together do not exceed, without open segments. */
    double limit() {
      return partitions == 0 ? UNLIMITED : partitions * bytes;
    }

    /** Whether it deletes records, but has no size at which it does. */
    boolean isLimitable() {
      return deletes && bytes == UNLIMITED;
    }

    Log limitedTo(double size) {
      return new Log(name, partitions, copies, seconds, size, segment, deletes);
    }

    double openSegments() {
      return (double) partitions * copies * segment;
    }
  }

  /** Bytes on all brokers together, and how they are computed. */
  private record Sum(double bytes, String text) {}

  private LogRetention(BrokersConfig brokers, List<Log> declared) {
    this.brokers = brokers;
    this.declared = declared;
  }

  /** The retention of a configuration; empty when parts of it are missing or have other faults. */
  static Optional<LogRetention> of(@Nullable BrokersConfig brokers, @Nullable TopicsConfig topics) {
    if (brokers == null
        || brokers.brokers() == null
        || brokers.settings() == null
        || brokers.volume() == null
        || brokers.volume().size() == null
        || topics == null
        || topics.declared() == null) {
      return Optional.empty();
    }
    try {
      var declared = new ArrayList<Log>();
      for (TopicConfig topic : topics.declared()) {
        if (topic == null) {
          return Optional.empty();
        }
        declared.add(log(topic, brokers.settings()));
      }
      var retention = new LogRetention(brokers, declared);
      return Optional.of(
          Boolean.TRUE.equals(topics.limitRetentionToDisk()) ? retention.limited() : retention);
    } catch (NumberFormatException e) {
      // The checks of settings report it.
      return Optional.empty();
    }
  }

  /** Reports a volume that is too small for the expected write rate. */
  void check(Checks checks) {
    Integer rate = brokers.expectedWriteMBps();
    if (rate == null) {
      return;
    }
    Sum sum = sum(rate * MB);
    double each = sum.bytes() / brokers.brokers();
    if (each > available()) {
      checks.fault("kafka.volume.size", brokers.volume().size(), problem(sum, each, rate));
    }
  }

  /**
   * Bytes that the declared retention leaves on all brokers together, or the space for topics where
   * that is less.
   *
   * @param writeMBps write rate in MB/s, each record counted once
   */
  public static double storedBytes(StackConfig config, double writeMBps) {
    LogRetention retention = of(config.kafka(), config.topics()).orElseThrow();
    double space = retention.available() * config.kafka().brokers();
    return Math.min(space, retention.sum(writeMBps * MB).bytes());
  }

  /**
   * Bytes that the declared retention needs on all brokers together, infinite when it is not
   * limited. With {@link TopicsConfig#limitRetentionToDisk}, retention follows the volumes, and
   * these are as many bytes as now.
   *
   * @param writeMBps write rate in MB/s, each record counted once
   */
  public static double requiredBytes(StackConfig config, double writeMBps) {
    return config.topics().limitRetentionToDisk()
        ? storedBytes(config, writeMBps)
        : of(config.kafka(), config.topics()).orElseThrow().sum(writeMBps * MB).bytes();
  }

  /**
   * Bytes that the declared retention leaves in remote storage, which has one copy of each record;
   * infinite when the retention is not limited, and 0 when no declared topic has remote storage.
   * All records are taken to go to topics with remote storage.
   *
   * @param writeMBps write rate in MB/s, each record counted once
   */
  public static double remoteBytes(StackConfig config, double writeMBps) {
    var defaults = RetentionSettings.ofBrokers(config.kafka().settings());
    List<Log> remote =
        config.topics().declared().stream()
            .filter(TopicConfig::hasRemoteStorage)
            .map(
                topic -> {
                  RetentionSettings all = defaults.with(topic.settings());
                  return new Log(
                      topic.name(), topic.partitions(), 1, all.seconds(), all.bytes(), 0, true);
                })
            .toList();
    return remote.isEmpty()
        ? 0
        : new LogRetention(config.kafka(), remote).sum(writeMBps * MB).bytes();
  }

  /** The least size of a volume that holds bytes of topics, in GiB. */
  public static long volumeGiB(double bytes) {
    return (long) Math.ceil(bytes * 100 / MAX_PERCENT / GIB);
  }

  /**
   * The settings of a declared topic, with the {@code retention.bytes} of {@link
   * TopicsConfig#limitRetentionToDisk}, which is {@code local.retention.bytes} of a topic with
   * remote storage.
   */
  public static Map<String, String> settings(StackConfig config, TopicConfig topic) {
    var settings = new TreeMap<>(topic.settings());
    Log log = log(topic, config.kafka().settings());
    if (config.topics().limitRetentionToDisk() && log.isLimitable()) {
      TopicsConfig unlimited = config.topics().withoutDiskLimit();
      long bytes = of(config.kafka(), unlimited).orElseThrow().fittingBytes();
      String limit = topic.hasRemoteStorage() ? "local.retention.bytes" : "retention.bytes";
      settings.put(limit, String.valueOf(bytes));
    }
    return settings;
  }

  /** Reports declared topics that cannot be limited to the disk. */
  static void checkLimit(Checks checks, BrokersConfig brokers, TopicsConfig topics) {
    if (topics == null || !Boolean.TRUE.equals(topics.limitRetentionToDisk())) {
      return;
    }
    if (topics.declared() != null && topics.declared().isEmpty()) {
      checks.fault(
          "topics.limitRetentionToDisk",
          true,
          "requires topics.declared, whose partitions share the disk; declare the topics, or set"
              + " kafka.settings.log.retention.bytes");
      return;
    }
    of(brokers, topics.withoutDiskLimit())
        .filter(retention -> retention.fittingBytes() <= 0)
        .ifPresent(
            retention ->
                checks.fault(
                    "topics.limitRetentionToDisk",
                    true,
                    text(
                        "leaves no space for the declared topics: their open segments and"
                            + " retention.bytes fill %d %% of kafka.volume.size %s; set a greater"
                            + " size, fewer partitions, or smaller segment.bytes or"
                            + " retention.bytes",
                        MAX_PERCENT, brokers.volume().size())));
  }

  private LogRetention limited() {
    double bytes = Math.max(0, fittingBytes());
    return new LogRetention(
        brokers,
        declared.stream().map(log -> log.isLimitable() ? log.limitedTo(bytes) : log).toList());
  }

  /**
   * The {@code retention.bytes} of topics that do not set it themselves, so that all declared
   * partitions together fill at most {@link #MAX_PERCENT} of each disk; not positive when it is not
   * possible.
   */
  private long fittingBytes() {
    double fixed = 0;
    double replicas = 0;
    for (Log log : declared) {
      fixed += log.openSegments();
      if (log.isLimitable()) {
        replicas += (double) log.partitions() * log.copies();
      } else if (log.deletes()) {
        fixed += log.limit() * log.copies();
      }
    }
    return (long) Math.floor((available() * brokers.brokers() - fixed) / Math.max(1, replicas));
  }

  /** Space for declared topics on each broker, in bytes. */
  private double available() {
    return Quantity.bytes(brokers.volume().size()).doubleValue() * MAX_PERCENT / 100;
  }

  private List<Log> written() {
    List<Log> deleting = declared.stream().filter(Log::deletes).toList();
    return deleting.isEmpty() ? List.of(defaults(brokers.settings())) : deleting;
  }

  private Sum sum(double rate) {
    double left = rate;
    double bytes = declared.stream().mapToDouble(Log::openSegments).sum();
    var terms = new ArrayList<String>();
    // A byte per second needs the most space where it is kept the longest and copied the most.
    List<Log> sorted =
        written().stream()
            .filter(Log::deletes)
            .sorted(Comparator.comparingDouble((Log log) -> -log.copies() * log.seconds()))
            .toList();
    for (Log log : sorted) {
      boolean limited = log.seconds() == UNLIMITED || log.limit() < left * log.seconds();
      double kept = limited ? log.limit() : left * log.seconds();
      if (kept > 0) {
        terms.add(term(log, limited, left));
      }
      bytes += kept * log.copies();
      if (!limited) {
        left = 0;
      } else if (log.seconds() != UNLIMITED) {
        left -= log.limit() / log.seconds();
      }
    }
    double open = declared.stream().mapToDouble(Log::openSegments).sum();
    if (open > 0) {
      terms.add(text("%.1f GB of open segments", open / GB));
    }
    return new Sum(bytes, terms.size() == 1 ? terms.get(0) : "(" + String.join(" + ", terms) + ")");
  }

  private static String term(Log log, boolean limited, double rate) {
    String of = log.name() == null ? "" : " of topic " + log.name();
    String copies = " x " + log.copies() + " copies" + of;
    if (!limited) {
      return text("%.1f MB/s x %s", rate / MB, time(log.seconds())) + copies;
    }
    return log.limit() == UNLIMITED
        ? text("%.1f MB/s x unlimited time", rate / MB) + copies
        : text("%d partitions x %.1f GB", log.partitions(), log.bytes() / GB) + copies;
  }

  private String problem(Sum sum, double each, int rate) {
    var text = new StringBuilder();
    text.append(
        text(
            "is too small for kafka.expectedWriteMBps and the declared retention: %s / %d brokers"
                + " = %s on each broker, but %d %% of the volume are %.1f GB; ",
            sum.text(),
            brokers.brokers(),
            each == UNLIMITED ? "unlimited data" : text("%.1f GB", each / GB),
            MAX_PERCENT,
            available() / GB));
    if (each != UNLIMITED) {
      text.append(text("set kafka.volume.size to at least %dGi, or ", volumeGiB(each)));
    }
    int copies = written().stream().mapToInt(Log::copies).max().orElse(DEFAULT_COPIES);
    double seconds =
        (available() * brokers.brokers() - declared.stream().mapToDouble(Log::openSegments).sum())
            / (rate * MB * copies);
    if (seconds >= 60) {
      text.append("shorten the retention time to at most ").append(time(floor(seconds)));
    } else {
      text.append("declare fewer partitions or smaller segments");
    }
    text.append(", or lower kafka.expectedWriteMBps, or ");
    text.append(
        declared.isEmpty()
            ? "declare the topics and set topics.limitRetentionToDisk"
            : "set topics.limitRetentionToDisk or a smaller retention.bytes");
    return text.toString();
  }

  private static double floor(double seconds) {
    return seconds >= HOUR ? Math.floor(seconds / HOUR) * HOUR : Math.floor(seconds / 60) * 60;
  }

  private static String time(double seconds) {
    double number = seconds >= HOUR ? seconds / HOUR : seconds / 60;
    return text(Double.compare(number, Math.rint(number)) == 0 ? "%.0f" : "%.1f", number)
        + (seconds >= HOUR ? " h" : " min");
  }

  private static Log defaults(Map<String, String> settings) {
    int copies =
        (int) RetentionSettings.number(settings, "default.replication.factor", DEFAULT_COPIES);
    return Log.onDisk(null, 0, copies, RetentionSettings.ofBrokers(settings));
  }

  private static Log log(TopicConfig topic, Map<String, String> brokers) {
    if (topic.partitions() == null
        || topic.replicationFactor() == null
        || topic.settings() == null) {
      throw new NumberFormatException();
    }
    return Log.onDisk(
        topic.name(),
        topic.partitions(),
        topic.replicationFactor(),
        RetentionSettings.ofBrokers(brokers).with(topic.settings()));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}

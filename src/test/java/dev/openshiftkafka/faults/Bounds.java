package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import java.time.Duration;
import java.util.Optional;

/** How long writes may stand still. */
final class Bounds {
  /** Leaders move in good order. */
  static final Optional<Duration> MOVE = Optional.of(Duration.ofSeconds(3));

  /** Of a quorum, while brokers serve on. */
  static final Optional<Duration> ELECTION = Optional.of(Duration.ofSeconds(5));

  /** All brokers start from nothing. */
  static final Optional<Duration> START = Optional.of(Duration.ofSeconds(60));

  private static final Duration MARGIN = Duration.ofSeconds(2);

  private Bounds() {}

  /** A broker that is gone without a word is missed only when its session is over. */
  static Optional<Duration> session(MetadataMode mode) {
    return Optional.of(sessionTimeout(mode).plus(MARGIN));
  }

  /** Kafka's defaults: zookeeper.session.timeout.ms and broker.session.timeout.ms. */
  private static Duration sessionTimeout(MetadataMode mode) {
    return mode == MetadataMode.ZOOKEEPER ? Duration.ofSeconds(18) : Duration.ofSeconds(9);
  }
}

package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import java.time.Duration;
import java.util.Optional;

/** Limits on how long a partition may take no writes. */
final class Bounds {
  /** Orderly leader changes. */
  static final Optional<Duration> MOVE = Optional.of(Duration.ofSeconds(3));

  /** Election in the quorum; brokers keep serving. */
  static final Optional<Duration> ELECTION = Optional.of(Duration.ofSeconds(5));

  /** Start of all brokers. */
  static final Optional<Duration> START = Optional.of(Duration.ofSeconds(60));

  private static final Duration MARGIN = Duration.ofSeconds(2);

  private Bounds() {}

  /** A crashed broker is detected only when its session expires. */
  static Optional<Duration> session(MetadataMode mode) {
    return Optional.of(sessionTimeout(mode).plus(MARGIN));
  }

  /** Defaults of zookeeper.session.timeout.ms and broker.session.timeout.ms. */
  private static Duration sessionTimeout(MetadataMode mode) {
    return mode == MetadataMode.ZOOKEEPER ? Duration.ofSeconds(18) : Duration.ofSeconds(9);
  }
}

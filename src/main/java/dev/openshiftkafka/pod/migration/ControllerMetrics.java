package dev.openshiftkafka.pod.migration;

import dev.openshiftkafka.pod.scrape.Scraper;
import dev.openshiftkafka.pod.scrape.Scraper.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the metrics of the KRaft controllers from their JMX exporters. */
final class ControllerMetrics {
  /** A metric of {@code kafka.controller:type=KafkaController}, as the exporter names it. */
  private static final String PREFIX = "kafka_controller_kafkacontroller_";

  private final Scraper scraper = new Scraper();
  private final List<String> exporters;

  /**
   * Creates a reader.
   *
   * @param exporters addresses of the exporters, as host:port
   */
  ControllerMetrics(List<String> exporters) {
    this.exporters = List.copyOf(exporters);
  }

  /** Kafka's states of a migration, by the value of the metric ZkMigrationState. */
  enum State {
    /** The controllers were first started without the flag of a migration. */
    NONE(0),
    /** The metadata are copied; changes are written to ZooKeeper too. */
    MIGRATION(1),
    /** The controllers wait for the brokers. */
    PRE_MIGRATION(2),
    /** The migration is final. */
    POST_MIGRATION(3),
    /** A ZooKeeper broker is the controller. */
    ZK(4);

    private final int value;

    State(int value) {
      this.value = value;
    }

    private static State of(long value) {
      return Arrays.stream(values())
          .filter(state -> state.value == value)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("unknown ZkMigrationState " + value));
    }

    @Override
    public String toString() {
      return value + " (" + name() + ")";
    }
  }

  /**
   * Metrics of the active controller.
   *
   * @param state ZkMigrationState
   * @param zooKeeperBrokers MigratingZkBrokerCount: registered brokers that use ZooKeeper
   * @param brokers ActiveBrokerCount: registered brokers that are not fenced
   * @param writeBehind ZkWriteBehindLag: records of metadata that ZooKeeper does not have yet
   */
  record Active(State state, int zooKeeperBrokers, int brokers, long writeBehind) {
    @Override
    public String toString() {
      return "ZkMigrationState %s, MigratingZkBrokerCount %d, ActiveBrokerCount %d, ZkWriteBehindLag %d"
          .formatted(state, zooKeeperBrokers, brokers, writeBehind);
    }
  }

  /** The active controller; empty when none of the controllers that answer is active. */
  Optional<Active> active() throws InterruptedException {
    for (String exporter : exporters) {
      Map<String, Double> metrics =
          scraper.read(exporter).map(ControllerMetrics::byName).orElse(Map.of());
      if (value(metrics, "activecontrollercount") == 1) {
        return Optional.of(
            new Active(
                State.of(value(metrics, "zkmigrationstate")),
                (int) value(metrics, "migratingzkbrokercount"),
                (int) value(metrics, "activebrokercount"),
                value(metrics, "zkwritebehindlag")));
      }
    }
    return Optional.empty();
  }

  /** The exporters that answer. */
  List<String> answering() throws InterruptedException {
    var answering = new ArrayList<String>();
    for (String exporter : exporters) {
      if (scraper.read(exporter).isPresent()) {
        answering.add(exporter);
      }
    }
    return answering;
  }

  static Map<String, Double> byName(List<Sample> samples) {
    var metrics = new TreeMap<String, Double>();
    samples.stream()
        .filter(sample -> sample.metric().startsWith(PREFIX))
        .forEach(sample -> metrics.put(sample.metric().substring(PREFIX.length()), sample.value()));
    return metrics;
  }

  private static long value(Map<String, Double> metrics, String name) {
    return metrics.getOrDefault(name, 0.0).longValue();
  }
}

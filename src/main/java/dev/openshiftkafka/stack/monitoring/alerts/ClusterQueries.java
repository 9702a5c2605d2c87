package dev.openshiftkafka.stack.monitoring.alerts;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.stack.monitoring.Promql;

/**
 * PromQL expressions for missing nodes, which several alerts use.
 *
 * <p>A pod without metrics is not necessarily down. The number of brokers therefore comes from the
 * active controller, so that a failed exporter fires one alert, and no false one.
 */
final class ClusterQueries {
  private static final String ACTIVE_CONTROLLERS =
      "kafka_controller_kafkacontroller_activecontrollercount";
  private static final String ACTIVE_BROKERS = "kafka_controller_kafkacontroller_activebrokercount";
  private static final String BROKER_STATE = "kafka_server_kafkaserver_brokerstate";
  private static final String CONTROLLER_ID = "kafka_server_metadataloader_currentcontrollerid";

  private final Promql promql;
  private final int brokers;
  private final int members;
  private final boolean kraft;

  ClusterQueries(StackConfig config) {
    this.promql = new Promql(config.project().name());
    this.brokers = config.kafka().brokers();
    this.members = config.quorum().members();
    this.kraft = config.metadata() == MetadataMode.KRAFT;
  }

  Promql promql() {
    return promql;
  }

  /** Number of brokers in the configuration. */
  int brokers() {
    return brokers;
  }

  /** Number of controllers or ZooKeeper servers in the configuration. */
  int members() {
    return members;
  }

  /** Number of controllers or ZooKeeper servers that are a majority. */
  int majority() {
    return members / 2 + 1;
  }

  /** Number of active controllers; no result when no possible controller exports metrics. */
  String activeControllers() {
    return "sum(" + promql.series(ACTIVE_CONTROLLERS) + ")";
  }

  /** Number of brokers, by the active controller; no result when it exports no metrics. */
  private String countedBrokers() {
    return "max("
        + promql.series(ACTIVE_BROKERS)
        + " and on (pod) "
        + promql.series(ACTIVE_CONTROLLERS)
        + " == 1)";
  }

  /** Number of brokers that export metrics; no result when none does. */
  String measuredBrokers() {
    return "count(" + promql.series(BROKER_STATE) + ")";
  }

  /**
   * Number of missing brokers: all, when neither the active controller nor a broker exports
   * metrics.
   */
  String brokersDown() {
    return brokers
        + " - ("
        + countedBrokers()
        + " or sum(0 * absent("
        + promql.series(BROKER_STATE)
        + "))) > 0";
  }

  /** Number of brokers in the cluster that export no metrics. */
  String brokersNotMeasured() {
    return countedBrokers() + " - (" + measuredBrokers() + " or vector(0)) > 0";
  }

  /**
   * Has a result when there is no active controller. A node that exports no metrics may be the
   * active controller; then other nodes report its id.
   */
  String noController() {
    String exporting = "count(" + promql.series(ACTIVE_CONTROLLERS) + ")";
    String known = "max(" + promql.series(CONTROLLER_ID) + ")";
    return "("
        + activeControllers()
        + " == 0 unless on () ("
        + exporting
        + " < "
        + (kraft ? members : brokers)
        + " and on () "
        + known
        + " >= 0)) or "
        + known
        + " < 0";
  }
}

package dev.openshiftkafka.stack.monitoring.alerts;

import dev.openshiftkafka.config.MigrationPhase;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.Names;
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
  private final int possibleControllers;
  private final boolean migrating;
  private final String[] controllers;

  ClusterQueries(StackConfig config) {
    this.promql = new Promql(config.project().name());
    this.brokers = config.kafka().brokers();
    this.possibleControllers = possibleControllers(config);
    this.migrating = config.isIn(MigrationPhase.MIGRATE);
    this.controllers =
        config.migration() == null || config.brokersKnowControllers()
            ? new String[0]
            // KRaft controllers have a leader, too, that no broker knows yet.
            : new String[] {Promql.COMPONENT + "=\"" + Names.BROKER_COMPONENT + "\""};
  }

  /** Number of nodes of which one is the brokers' controller. */
  private static int possibleControllers(StackConfig config) {
    int zooKeeperBrokers = config.brokersAreKraft() ? 0 : config.kafka().brokers();
    return config.brokersKnowControllers()
        ? zooKeeperBrokers + config.controllers().members()
        : zooKeeperBrokers;
  }

  Promql promql() {
    return promql;
  }

  /** Number of brokers in the configuration. */
  int brokers() {
    return brokers;
  }

  /** Number of active controllers; no result when no possible controller exports metrics. */
  String activeControllers() {
    String sum = "(" + promql.series(ACTIVE_CONTROLLERS, controllers) + ")";
    // While a migration begins, a broker and a KRaft controller can both be active.
    return migrating ? "max(sum by (" + Promql.COMPONENT + ") " + sum + ")" : "sum" + sum;
  }

  /** Number of brokers, by the active controller; no result when it exports no metrics. */
  private String countedBrokers() {
    return "max("
        + promql.series(ACTIVE_BROKERS)
        + " and on (pod) "
        + promql.series(ACTIVE_CONTROLLERS, controllers)
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
    String exporting = "count(" + promql.series(ACTIVE_CONTROLLERS, controllers) + ")";
    String known = "max(" + promql.series(CONTROLLER_ID, controllers) + ")";
    return "("
        + activeControllers()
        + " == 0 unless on () ("
        + exporting
        + " < "
        + possibleControllers
        + " and on () "
        + known
        + " >= 0)) or "
        + known
        + " < 0";
  }
}

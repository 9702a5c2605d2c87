package dev.openshiftkafka.stack.monitoring.alerts;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.stack.monitoring.Promql;

/**
 * Queries that tell what is missing of a cluster, for several alerts.
 *
 * <p>A pod that is not measured is not necessarily down. So that an exporter that fails raises one
 * alert, and no false one, the active controller is asked how many brokers there are.
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

  /** How many brokers there are to be. */
  int brokers() {
    return brokers;
  }

  /** How many controllers or ZooKeeper servers there are to be. */
  int members() {
    return members;
  }

  /** The least number of members that can decide. */
  int majority() {
    return members / 2 + 1;
  }

  /** Number of active controllers; no result when none of those who may be one is measured. */
  String activeControllers() {
    return "sum(" + promql.series(ACTIVE_CONTROLLERS) + ")";
  }

  /** Brokers that the active controller counts; no result when that one is not measured. */
  private String countedBrokers() {
    return "max("
        + promql.series(ACTIVE_BROKERS)
        + " and on (pod) "
        + promql.series(ACTIVE_CONTROLLERS)
        + " == 1)";
  }

  /** Number of brokers that answer their exporter; no result when none does. */
  String measuredBrokers() {
    return "count(" + promql.series(BROKER_STATE) + ")";
  }

  /** How many brokers are missing; with nobody to ask, all of which nothing is heard. */
  String brokersDown() {
    return brokers
        + " - ("
        + countedBrokers()
        + " or sum(0 * absent("
        + promql.series(BROKER_STATE)
        + "))) > 0";
  }

  /** How many brokers run, as the controller says, and are not measured. */
  String brokersNotMeasured() {
    return countedBrokers() + " - (" + measuredBrokers() + " or vector(0)) > 0";
  }

  /**
   * A result when nobody is the controller. One that is not measured may be it: others then still
   * know of one.
   */
  String noController() {
    String measured = "count(" + promql.series(ACTIVE_CONTROLLERS) + ")";
    String known = "max(" + promql.series(CONTROLLER_ID) + ")";
    return "("
        + activeControllers()
        + " == 0 unless on () ("
        + measured
        + " < "
        + (kraft ? members : brokers)
        + " and on () "
        + known
        + " >= 0)) or "
        + known
        + " < 0";
  }
}

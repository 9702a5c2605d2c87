package dev.openshiftkafka.kubernetes;

/**
 * Names and ports of the objects in the project; those of brokers and ZooKeeper are the article's.
 */
public final class Names {
  /** StatefulSet and client Service of the brokers. */
  public static final String BROKERS = "kafka-kafka";

  /** StatefulSet and client Service of the ZooKeeper ensemble. */
  public static final String ZOOKEEPER = "kafka-zookeeper";

  /** StatefulSet of the KRaft controllers. */
  public static final String CONTROLLERS = "kafka-controller";

  /** Template from which the names of all claims are formed. */
  public static final String CLAIM_TEMPLATE = "datadir";

  /** Service, Route and account of the web UI. */
  public static final String UI = "kafka-ui";

  /** Component of the web UI's pods. */
  public static final String UI_COMPONENT = "ui";

  /** Component of the pod that makes the cluster known to CMAK. */
  public static final String CMAK_REGISTRATION_COMPONENT = "cmak-registration";

  /** Name of the container port that serves metrics. */
  public static final String METRICS_PORT = "metrics";

  /** Port of the proxy before the web UI. */
  public static final int UI_PORT = 8443;

  /** CMAK's own port. */
  public static final int CMAK_PORT = 9000;

  public static final int BROKER_PORT = 9092;
  public static final int CONTROLLER_PORT = 9093;
  public static final int ZOOKEEPER_CLIENT_PORT = 2181;
  public static final int ZOOKEEPER_PEER_PORT = 2888;
  public static final int ZOOKEEPER_ELECTION_PORT = 3888;

  private Names() {}

  /** The headless Service that gives each pod of a StatefulSet its own DNS name. */
  public static String headless(String set) {
    return set + "-headless";
  }

  /** The claim of one pod, as the StatefulSet controller forms it. */
  public static String claim(String set, int ordinal) {
    return CLAIM_TEMPLATE + "-" + pod(set, ordinal);
  }

  /** One pod of a StatefulSet. */
  public static String pod(String set, int ordinal) {
    return set + "-" + ordinal;
  }
}

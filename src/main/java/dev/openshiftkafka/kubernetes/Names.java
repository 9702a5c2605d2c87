package dev.openshiftkafka.kubernetes;

import dev.openshiftkafka.config.ProjectConfig;
import java.util.Map;

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

  /** Name of the claim template, the prefix of the names of all PersistentVolumeClaims. */
  public static final String CLAIM_TEMPLATE = "datadir";

  /** Component label of the brokers' pods. */
  public static final String BROKER_COMPONENT = "broker";

  /** Component label of the controllers' pods. */
  public static final String CONTROLLER_COMPONENT = "controller";

  /** Component label of the ZooKeeper servers' pods. */
  public static final String ZOOKEEPER_COMPONENT = "zookeeper";

  /** Name of the container port that serves metrics. */
  public static final String METRICS_PORT = "metrics";

  public static final int ZOOKEEPER_CLIENT_PORT = 2181;
  public static final int ZOOKEEPER_PEER_PORT = 2888;
  public static final int ZOOKEEPER_ELECTION_PORT = 3888;

  private Names() {}

  /** The SecurityContextConstraints of the project's pods: a cluster-scoped object. */
  public static String constraints(ProjectConfig project) {
    return project.name() + "-restricted";
  }

  /**
   * Annotations that make OpenShift admit a pod by the project's SecurityContextConstraints only.
   */
  public static Map<String, String> podAnnotations(ProjectConfig project) {
    return project.securityContextConstraints()
        ? Map.of("openshift.io/required-scc", constraints(project))
        : Map.of();
  }

  /** The headless Service that gives each pod of a StatefulSet its own DNS name. */
  public static String headless(String set) {
    return set + "-headless";
  }

  /** The PersistentVolumeClaim of a pod, named as by the StatefulSet controller. */
  public static String claim(String set, int ordinal) {
    return CLAIM_TEMPLATE + "-" + pod(set, ordinal);
  }

  /** The Secret to which cert-manager writes a certificate. */
  public static String certificateSecret(String certificate) {
    return certificate + "-tls";
  }

  /** The Certificate of a user, in the project of the stack. */
  public static String userCertificate(String user) {
    return "kafka-user-" + user;
  }

  /** A pod of a StatefulSet. */
  public static String pod(String set, int ordinal) {
    return set + "-" + ordinal;
  }
}

package dev.openshiftkafka.e2e;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.config.reader.StackFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The cluster of the end-to-end tests: that of local/cluster or, with local/test-cluster, the one
 * of KUBECONFIG with its stack file.
 */
public final class TestCluster {
  /** Capabilities that tests may need and a cluster may not have. */
  public enum Capability {
    /** Access to nodes, zones, volumes and processes, as on the local cluster. */
    MACHINE("the nodes, volumes and processes of local/cluster"),
    /** A cluster administrator. */
    ADMIN("a user who may do everything in the cluster"),
    /** Permission to read nodes. */
    NODES("the right to read nodes"),
    /** Permission to create pods in the project and to run commands in them. */
    PODS("the right to create pods in the project and to run commands in them"),
    /** A stack with ZooKeeper. */
    ZOOKEEPER("a stack file with metadata: zookeeper"),
    /** A stack with KRaft controllers. */
    KRAFT("a stack file with metadata: kraft");

    private final String text;

    Capability(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static final Optional<Path> FOREIGN =
      Optional.ofNullable(System.getenv("OPENSHIFT_KAFKA_TEST_STACK_FILE")).map(Path::of);

  private static final StackConfig CONFIG =
      new ConfigSource("openshift-kafka", "e2e", stackFile()).read();

  private static final Set<Capability> CAPABILITIES = Collections.unmodifiableSet(find());

  private TestCluster() {}

  /** Returns the capabilities of this cluster. */
  public static Set<Capability> capabilities() {
    return CAPABILITIES;
  }

  /**
   * Returns the base configuration of the tests' stacks: that of the local stack, or of the
   * cluster.
   */
  static Map<String, String> stackFile() {
    try {
      return StackFile.values(FOREIGN.orElse(Path.of("stacks/Pulumi.local.yaml")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the parsed base configuration. */
  static StackConfig config() {
    return CONFIG;
  }

  /** Returns the expected zone of each pod of a StatefulSet, by pod name. */
  static Map<String, String> inItsZones(String set, int members) {
    var places = new TreeMap<String, String>();
    for (int i = 0; i < members; i++) {
      places.put(set + "-" + i, CONFIG.zones().get(i % CONFIG.zones().size()));
    }
    return places;
  }

  /** Whether nodes and volumes belong to another cluster than the local one. */
  static boolean isForeign() {
    return FOREIGN.isPresent();
  }

  private static Set<Capability> find() {
    if (FOREIGN.isEmpty()) {
      return EnumSet.allOf(Capability.class);
    }
    var found = EnumSet.noneOf(Capability.class);
    found.add(CONFIG.metadata() == MetadataMode.KRAFT ? Capability.KRAFT : Capability.ZOOKEEPER);
    if (may("*", "*", "--all-namespaces")) {
      found.add(Capability.ADMIN);
    }
    if (may("list", "nodes", "--all-namespaces")) {
      found.add(Capability.NODES);
    }
    String project = "--namespace=" + CONFIG.project().name();
    if (may("create", "pods", project) && may("create", "pods/exec", project)) {
      found.add(Capability.PODS);
    }
    return found;
  }

  private static boolean may(String verb, String resource, String where) {
    return Shell.attempt(
            Duration.ofMinutes(1), Map.of(), "kubectl", "auth", "can-i", verb, resource, where)
        .ok();
  }
}

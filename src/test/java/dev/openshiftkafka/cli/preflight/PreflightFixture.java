package dev.openshiftkafka.cli.preflight;

import dev.openshiftkafka.KafkaStack;
import dev.openshiftkafka.cli.preflight.Check.Target;
import dev.openshiftkafka.config.Layer;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The cluster and the account that a case prepares, and the configuration that is checked. */
final class PreflightFixture implements AutoCloseable {
  private final Map<String, Object> edits = new LinkedHashMap<>();
  private final String stack;
  private final String project;
  private ClusterObjects objects;
  private AwsFixture aws;
  private String user = "";
  private Clock clock = Clock.systemUTC();
  private boolean unreachable;
  private String missingKind = "";

  /**
   * Starts with an empty cluster and account.
   *
   * @param stack the stack file
   * @param project name of the project, unique among cases
   */
  PreflightFixture(String stack, String project) {
    this.stack = stack;
    this.project = project;
    edit("project/name", project);
  }

  String project() {
    return project;
  }

  /** Changes a value of the stack file. */
  PreflightFixture edit(String path, Object value) {
    edits.put(path, value);
    return this;
  }

  /** Creates the objects of YAML documents, in which PROJECT is the stack's project. */
  PreflightFixture apply(String yaml) {
    objects().apply(yaml.replace("PROJECT", project));
    return this;
  }

  ClusterObjects objects() {
    if (objects == null) {
      objects = new ClusterObjects(ApiServer.running().admin());
    }
    return objects;
  }

  /** Creates a Ready node of 8 cores and 32 GiB. */
  PreflightFixture node(String name, String zone) {
    return node(name, zone, "{cpu: 7500m, memory: 30Gi, pods: 250}", "{}", "{}");
  }

  /** Creates a Ready node. */
  PreflightFixture node(String name, String zone, String allocatable, String labels, String spec) {
    return apply(
        """
        apiVersion: v1
        kind: Node
        metadata: {name: %s, labels: %s}
        spec: %s
        status:
          allocatable: %s
          nodeInfo: {architecture: amd64, bootID: "", containerRuntimeVersion: "", kernelVersion: "",
            kubeProxyVersion: "", kubeletVersion: v1.29.1, machineID: "", operatingSystem: linux,
            osImage: "", systemUUID: ""}
          conditions: [{type: Ready, status: "True"}]
        """
            .formatted(
                name,
                labels.replaceFirst(
                    "^\\{",
                    "{topology.kubernetes.io/zone: " + zone + (labels.equals("{}") ? "" : ", ")),
                spec,
                allocatable));
  }

  /** Creates a node in each zone of the stack. */
  PreflightFixture nodes() {
    return node("node-a", "eu-west-1a").node("node-b", "eu-west-1b").node("node-c", "eu-west-1c");
  }

  /** Connects as a user without rights. */
  PreflightFixture withoutRights() {
    user = "nobody-" + project;
    return this;
  }

  /** Sets this machine's clock. */
  PreflightFixture clockAhead(Duration ahead) {
    clock = Clock.offset(Clock.systemUTC(), ahead);
    return this;
  }

  /** Makes the API server and AWS unreachable. */
  PreflightFixture unreachable() {
    unreachable = true;
    return this;
  }

  /** Removes a kind from the API server while the checks run. */
  PreflightFixture without(String kind) {
    missingKind = kind;
    return this;
  }

  /** Returns the AWS account. */
  AwsFixture aws() {
    if (aws == null) {
      aws = new AwsFixture(this);
    }
    return aws;
  }

  StackPlan plan() {
    StackConfig config = StackPlan.readConfig(stack, StackEdit.apply(StackFile.read(stack), edits));
    return new StackPlan(stack, config, KafkaStack.deployerRoles(config));
  }

  /** Runs checks. */
  List<Preflight.Outcome> run(List<Check> checks) {
    var outcomes = new ArrayList<Preflight.Outcome>();
    if (missingKind.isEmpty()) {
      return query(checks);
    }
    objects()
        .without(missingKind, PreflightTools.path("crds"), () -> outcomes.addAll(query(checks)));
    return outcomes;
  }

  private List<Preflight.Outcome> query(List<Check> checks) {
    StackPlan plan = plan();
    boolean queriesAws = checks.stream().anyMatch(check -> check.layer() == Layer.AWS);
    boolean queriesCluster = checks.stream().anyMatch(check -> check.layer() == Layer.OPENSHIFT);
    try (Cluster cluster = queriesCluster ? connect() : null;
        Account account =
            queriesAws && plan.config().has(Layer.AWS)
                ? new Account(plan.config().aws().region(), endpoint())
                : null) {
      return new Preflight(new Target(plan, cluster, account)).run(checks);
    }
  }

  private Cluster connect() {
    if (unreachable) {
      Config nowhere =
          new ConfigBuilder(Config.empty())
              .withMasterUrl("https://127.0.0.1:" + PreflightTools.freePort())
              .build();
      return Cluster.connect(nowhere, clock);
    }
    return ApiServer.running().connect(user, clock);
  }

  private URI endpoint() {
    return unreachable
        ? URI.create("http://127.0.0.1:" + PreflightTools.freePort())
        : aws().endpoint();
  }

  @Override
  public void close() {
    if (objects != null) {
      objects.deleteAll();
    }
    if (aws != null) {
      aws.close();
    }
  }
}

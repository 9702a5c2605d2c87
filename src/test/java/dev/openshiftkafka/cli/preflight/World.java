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

/** A cluster and an account that a case prepares, and the stack that is checked against them. */
final class World implements AutoCloseable {
  private final Map<String, Object> edits = new LinkedHashMap<>();
  private final String stack;
  private final String project;
  private ClusterObjects objects;
  private AwsWorld aws;
  private String user = "";
  private Clock clock = Clock.systemUTC();
  private boolean unreachable;
  private String missingKind = "";

  /**
   * Begins with nothing but what each cluster and account has.
   *
   * @param stack the stack file
   * @param project name of the project, which no other case has
   */
  World(String stack, String project) {
    this.stack = stack;
    this.project = project;
    edit("project/name", project);
  }

  String project() {
    return project;
  }

  /** Changes a value of the stack file. */
  World edit(String path, Object value) {
    edits.put(path, value);
    return this;
  }

  /** Makes objects of YAML documents, in which PROJECT is the stack's project. */
  World apply(String yaml) {
    objects().apply(yaml.replace("PROJECT", project));
    return this;
  }

  ClusterObjects objects() {
    if (objects == null) {
      objects = new ClusterObjects(ApiServer.running().admin());
    }
    return objects;
  }

  /** A Ready node of 8 cores and 32 GiB. */
  World node(String name, String zone) {
    return node(name, zone, "{cpu: 7500m, memory: 30Gi, pods: 250}", "{}", "{}");
  }

  /** A Ready node. */
  World node(String name, String zone, String allocatable, String labels, String spec) {
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

  /** A node in each zone of the stack. */
  World nodes() {
    return node("node-a", "eu-west-1a").node("node-b", "eu-west-1b").node("node-c", "eu-west-1c");
  }

  /** Connects as somebody who has no rights. */
  World nobody() {
    user = "nobody-" + project;
    return this;
  }

  /** Sets this machine's clock. */
  World clockAhead(Duration ahead) {
    clock = Clock.offset(Clock.systemUTC(), ahead);
    return this;
  }

  /** Nothing answers, neither the API server nor AWS. */
  World unreachable() {
    unreachable = true;
    return this;
  }

  /** The API server does not serve a kind while the checks run. */
  World without(String kind) {
    missingKind = kind;
    return this;
  }

  /** Objects of the account. */
  AwsWorld aws() {
    if (aws == null) {
      aws = new AwsWorld(this);
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
      return ask(checks);
    }
    objects().without(missingKind, PreflightTools.path("crds"), () -> outcomes.addAll(ask(checks)));
    return outcomes;
  }

  private List<Preflight.Outcome> ask(List<Check> checks) {
    StackPlan plan = plan();
    boolean asksAws = checks.stream().anyMatch(check -> check.layer() == Layer.AWS);
    boolean asksCluster = checks.stream().anyMatch(check -> check.layer() == Layer.OPENSHIFT);
    try (Cluster cluster = asksCluster ? connect() : null;
        Account account =
            asksAws && plan.config().has(Layer.AWS)
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

package dev.openshiftkafka.cli.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openshiftkafka.cli.preflight.Check.Target;
import dev.openshiftkafka.config.ClusterType;
import dev.openshiftkafka.config.Layer;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Checks of what new nodes need from OpenShift: infrastructure, Machine API, Secrets. */
final class MachineChecks {
  private static final String NAMESPACE = "openshift-machine-api";
  private static final String NO_MACHINESETS = "the stack declares no MachineSets";
  private static final String NO_AWS = "the stack has no AWS layer";

  private MachineChecks() {}

  static List<Check> all() {
    return List.of(
        Check.ofCluster(
                "infrastructure-name",
                "aws.infrastructureName matches the cluster",
                MachineChecks::infrastructureName)
            .when(MachineChecks::isOnAws, NO_AWS),
        Check.ofCluster(
                "infrastructure-region",
                "the cluster runs on AWS in aws.region",
                MachineChecks::region)
            .when(MachineChecks::isOnAws, NO_AWS),
        Check.ofCluster(
                "cluster-type", "aws.clusterType matches the cluster", MachineChecks::clusterType)
            .when(MachineChecks::isOnAws, NO_AWS),
        Check.ofCluster(
                "machine-sets",
                "the Machine API manages machines, and none of the stack's has failed",
                MachineChecks::machines)
            .when(StackPlan::usesMachineSets, NO_MACHINESETS),
        Check.ofCluster(
                "machine-secrets",
                "the Secrets that MachineSets reference exist",
                MachineChecks::secrets)
            .when(StackPlan::usesMachineSets, NO_MACHINESETS));
  }

  private static boolean isOnAws(StackPlan plan) {
    return plan.config().has(Layer.AWS);
  }

  /**
   * Recognizes a hosted control plane by its topology, and ROSA with a control plane of its own by
   * a tag that Red Hat sets on all AWS resources of the cluster.
   */
  private static Result clusterType(Target target) {
    var found = target.cluster().openshift("infrastructures");
    if (found.isEmpty()) {
      return Result.skipped("the cluster is not OpenShift");
    }
    JsonNode status = found.get().path("status");
    boolean hosted = status.path("controlPlaneTopology").asText().equals("External");
    boolean rosa =
        StreamSupport.stream(status.at("/platformStatus/aws/resourceTags").spliterator(), false)
            .anyMatch(
                tag ->
                    tag.path("key").asText().equals("red-hat-clustertype")
                        && tag.path("value").asText().equals("rosa"));
    String type = hosted ? "rosaHcp" : rosa ? "rosaClassic" : "selfManaged";
    ClusterType declared = target.plan().config().aws().clusterType();
    boolean matches =
        hosted
            ? declared == ClusterType.ROSA_HCP
            : rosa ? declared == ClusterType.ROSA_CLASSIC : declared == ClusterType.SELF_MANAGED;
    return matches
        ? Result.ok(type)
        : Result.failure(
            "aws.clusterType",
            "does not match the cluster, which "
                + (hosted
                    ? "has a hosted control plane"
                    : rosa ? "is ROSA (classic architecture)" : "is self-managed"),
            "set aws.clusterType: " + type);
  }

  private static Result infrastructureName(Target target) {
    String declared = target.plan().config().aws().infrastructureName();
    var found = target.cluster().openshift("infrastructures");
    if (found.isEmpty()) {
      return Result.failure(
          "Infrastructure cluster",
          "not found: the cluster is not OpenShift",
          "check that the kubeconfig is for the right cluster");
    }
    String name = found.get().at("/status/infrastructureName").asText();
    return name.equals(declared)
        ? Result.ok(name)
        : Result.failure(
            "aws.infrastructureName",
            declared + " does not match the cluster, which has " + name,
            "set it to " + name + ", or use the kubeconfig of the other cluster");
  }

  private static Result region(Target target) {
    String declared = target.plan().config().aws().region();
    var platform =
        target.cluster().openshift("infrastructures").map(i -> i.at("/status/platformStatus"));
    String type = platform.map(p -> p.path("type").asText()).orElse("");
    if (!type.equals("AWS")) {
      return Result.failure(
          "Infrastructure cluster",
          "its platform is " + (type.isEmpty() ? "unknown" : type),
          "remove aws from layers, or use a cluster on AWS");
    }
    String region = platform.get().at("/aws/region").asText();
    return region.equals(declared)
        ? Result.ok(region)
        : Result.failure(
            "aws.region",
            declared + " does not match the cluster, which has " + region,
            "set aws.region: " + region);
  }

  private static Result machines(Target target) {
    String path = "/apis/machine.openshift.io/v1beta1/namespaces/" + NAMESPACE;
    var sets = target.cluster().list(path + "/machinesets");
    if (sets.isEmpty()) {
      return Result.failure(
          "MachineSets in " + NAMESPACE,
          "none exist, so the Machine API creates no machines in this cluster",
          "set aws.nodes.mode: instances");
    }
    var findings = Result.collect();
    String own = target.plan().config().aws().infrastructureName() + "-kafka-";
    for (JsonNode machine : target.cluster().list(path + "/machines")) {
      if (Json.name(machine).startsWith(own)
          && machine.at("/status/phase").asText().equals("Failed")) {
        findings.failure(
            "Machine " + Json.name(machine),
            "has phase Failed: " + machine.at("/status/errorMessage").asText(),
            "correct the cause, then oc delete machine "
                + Json.name(machine)
                + " --namespace "
                + NAMESPACE);
      }
    }
    return findings.orOk(sets.size() + " MachineSets");
  }

  private static Result secrets(Target target) {
    var findings = Result.collect();
    Stream.of("worker-user-data", "aws-cloud-credentials")
        .filter(
            name ->
                target
                    .cluster()
                    .get("/api/v1/namespaces/" + NAMESPACE + "/secrets/" + name)
                    .isEmpty())
        .forEach(
            name ->
                findings.failure(
                    "Secret " + NAMESPACE + "/" + name,
                    "not found",
                    "restore it (the installer and the Cloud Credential Operator create it), or set"
                        + " aws.nodes.mode: instances"));
    return findings.orOk("both exist");
  }
}

package dev.openshiftkafka.cli.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openshiftkafka.cli.preflight.Check.Target;
import dev.openshiftkafka.cli.preflight.StackPlan.PlannedPod;
import dev.openshiftkafka.config.VolumeConfig;
import dev.openshiftkafka.config.VolumeSource;
import dev.openshiftkafka.kubernetes.NodeSetPlan;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks of the EBS driver, StorageClasses and PersistentVolumes. */
final class StorageChecks {
  private static final String DRIVER = "ebs.csi.aws.com";
  private static final String NO_DRIVER = "no volume uses EBS";

  private StorageChecks() {}

  static List<Check> all() {
    return List.of(
        Check.ofCluster("storage-driver", "the EBS CSI driver is installed", StorageChecks::driver)
            .when(StackPlan::usesEbsDriver, NO_DRIVER),
        Check.ofCluster(
                "storage-driver-nodes",
                "the EBS CSI driver runs on every usable node",
                StorageChecks::driverNodes)
            .when(StackPlan::usesEbsDriver, NO_DRIVER),
        Check.ofCluster(
                "storage-attach-limit",
                "the nodes of each zone can attach the volumes of its pods",
                StorageChecks::attachLimit)
            .when(StackPlan::usesEbsDriver, NO_DRIVER),
        Check.ofCluster(
            "storage-classes",
            "existing StorageClasses with the stack's names have the declared settings",
            StorageChecks::classes),
        Check.ofCluster(
            "storage-volumes",
            "existing PersistentVolumes with the stack's names belong to the project",
            StorageChecks::volumes));
  }

  private static Result driver(Target target) {
    return target
        .cluster()
        .get("/apis/storage.k8s.io/v1/csidrivers/" + DRIVER)
        .map(found -> Result.ok(DRIVER))
        .orElseGet(
            () ->
                Result.failure(
                    "CSIDriver " + DRIVER,
                    "not found",
                    "install the AWS EBS CSI driver; OpenShift on AWS has it as ClusterOperator"
                        + " storage"));
  }

  /** Returns the driver's entry of each CSINode, by node name; nodes without it are missing. */
  private static Map<String, JsonNode> drivers(Target target) {
    var drivers = new TreeMap<String, JsonNode>();
    for (JsonNode node : target.cluster().list("/apis/storage.k8s.io/v1/csinodes")) {
      Json.elements(node.at("/spec/drivers"))
          .filter(driver -> driver.path("name").asText().equals(DRIVER))
          .forEach(driver -> drivers.put(Json.name(node), driver));
    }
    return drivers;
  }

  private static Result driverNodes(Target target) {
    var usable = NodeChecks.usable(target);
    var drivers = drivers(target);
    var findings = Result.collect();
    int nodes = 0;
    for (List<JsonNode> zone : usable.values()) {
      for (JsonNode node : zone) {
        nodes++;
        if (!drivers.containsKey(Json.name(node))) {
          findings.failure(
              "node " + Json.name(node),
              "its CSINode does not list the driver " + DRIVER,
              "see the DaemonSet aws-ebs-csi-driver-node: it must tolerate the node's taints");
        }
      }
    }
    return nodes == 0
        ? Result.skipped("no usable node exists yet")
        : findings.orOk("runs on " + nodes + " nodes");
  }

  private static Result attachLimit(Target target) {
    var drivers = drivers(target);
    var attached =
        target.cluster().list("/apis/storage.k8s.io/v1/volumeattachments").stream()
            .filter(a -> a.at("/spec/attacher").asText().equals(DRIVER))
            .filter(a -> !isOwn(target, a))
            .collect(
                Collectors.groupingBy(a -> a.at("/spec/nodeName").asText(), Collectors.counting()));
    var findings = Result.collect();
    for (var zone : NodeChecks.usable(target).entrySet()) {
      long needed = target.plan().pods().stream().filter(p -> needs(p, zone.getKey())).count();
      long free =
          zone.getValue().stream()
              .map(Json::name)
              .mapToLong(name -> free(drivers.get(name), attached.getOrDefault(name, 0L)))
              .sum();
      if (zone.getValue().isEmpty()) {
        return Result.skipped("no usable node exists yet in zone " + zone.getKey());
      }
      if (free < needed) {
        findings.failure(
            "zone " + zone.getKey(),
            "its nodes can attach " + free + " more EBS volumes, but its pods need " + needed,
            "add a node, or move other pods with volumes away");
      }
    }
    return findings.orOk("every zone can attach its volumes");
  }

  private static boolean needs(PlannedPod pod, String zone) {
    return pod.zone().equals(zone);
  }

  /**
   * Returns how many more volumes a node can attach: none without the driver; without {@code
   * count}, the scheduler sees no limit.
   */
  private static long free(@Nullable JsonNode driver, long attached) {
    if (driver == null) {
      return 0;
    }
    JsonNode count = driver.at("/allocatable/count");
    return (count.isMissingNode() ? Integer.MAX_VALUE : count.asLong()) - attached;
  }

  private static boolean isOwn(Target target, JsonNode attachment) {
    return target
        .plan()
        .named("", "persistentvolumes")
        .contains(attachment.at("/spec/source/persistentVolumeName").asText());
  }

  private static Result classes(Target target) {
    var findings = Result.collect();
    int existing = 0;
    for (String name : target.plan().storageClasses()) {
      var found = target.cluster().get("/apis/storage.k8s.io/v1/storageclasses/" + name);
      if (found.isPresent()) {
        existing++;
        compare(findings, target.plan(), name, found.get());
      }
    }
    return findings.orOk(
        existing == 0 ? "none exists yet" : existing + " exist, with the declared settings");
  }

  private static void compare(
      Result.Builder findings, StackPlan plan, String name, JsonNode storageClass) {
    VolumeConfig volume = volume(plan, name);
    boolean dynamic = volume.source() == VolumeSource.DYNAMIC;
    var expected = new TreeMap<String, String>();
    expected.put("provisioner", dynamic ? DRIVER : "kubernetes.io/no-provisioner");
    expected.put("volumeBindingMode", "WaitForFirstConsumer");
    expected.put("reclaimPolicy", "Retain");
    expected.put("allowVolumeExpansion", String.valueOf(volume.source() != VolumeSource.LOCAL));
    expected.forEach(
        (field, value) -> {
          String found = storageClass.path(field).asText("false");
          if (!found.equals(value)) {
            findings.failure(
                "StorageClass " + name,
                field + " is " + found + ", not " + value,
                "delete it once no claim uses it: the stack creates its own");
          }
        });
  }

  private static VolumeConfig volume(StackPlan plan, String storageClass) {
    return NodeSetPlan.of(plan.config()).stream()
        .filter(set -> storageClass.startsWith(plan.project() + "-" + set.name()))
        .findFirst()
        .orElseThrow()
        .volume();
  }

  private static Result volumes(Target target) {
    var findings = Result.collect();
    int existing = 0;
    for (String name : target.plan().named("", "persistentvolumes")) {
      var found = target.cluster().get("/api/v1/persistentvolumes/" + name);
      if (found.isPresent()) {
        existing++;
        String owner = found.get().at("/spec/claimRef/namespace").asText(target.plan().project());
        if (!owner.equals(target.plan().project())) {
          findings.failure(
              "PersistentVolume " + name,
              "is bound to a claim of project " + owner,
              "choose another project.name, or delete the volume there");
        } else if (found.get().at("/status/phase").asText().equals("Failed")) {
          findings.failure(
              "PersistentVolume " + name,
              "has phase Failed: " + found.get().at("/status/message").asText(),
              "delete it; its data stays, because its reclaim policy is Retain");
        }
      }
    }
    return findings.orOk(
        existing == 0 ? "none exists yet" : existing + " exist, for claims of the project");
  }
}

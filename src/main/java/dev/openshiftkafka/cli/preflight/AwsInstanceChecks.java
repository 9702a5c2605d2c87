package dev.openshiftkafka.cli.preflight;

import dev.openshiftkafka.cli.preflight.Check.Target;
import dev.openshiftkafka.cli.preflight.Json.Quantities;
import dev.openshiftkafka.cli.preflight.Result.Status;
import dev.openshiftkafka.cli.preflight.StackPlan.PlannedPod;
import dev.openshiftkafka.config.AppNodesConfig;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.LocationType;

/** Checks of the EC2 instances: AMI, type and size. */
final class AwsInstanceChecks {
  /** Default system-reserved CPU of an OpenShift worker, in thousandths of a core. */
  private static final long RESERVED_MILLIS = 500;

  /** Default system-reserved memory, and the kubelet's hard eviction threshold of 100 MiB. */
  private static final long RESERVED_BYTES = (1024L + 100) << 20;

  /** If less than this share of the memory stays free, the cluster's DaemonSets may not fit. */
  private static final double DAEMON_SETS = 0.1;

  private static final int MILLIS = 1000;

  static final String NO_NODES = "the stack declares no nodes";

  private AwsInstanceChecks() {}

  static List<Check> all() {
    return List.of(
        Check.ofAws("ami", "the nodes' AMI exists in the region", AwsInstanceChecks::ami)
            .when(StackPlan::declaresNodes, NO_NODES),
        Check.ofAws(
                "ami-architecture",
                "the AMI and the instance type have the same architecture",
                AwsInstanceChecks::architecture)
            .when(StackPlan::declaresNodes, NO_NODES),
        Check.ofAws(
            "instance-type",
            "every zone offers aws.nodes.instanceType",
            AwsInstanceChecks::offerings),
        Check.ofAws(
            "instance-size",
            "the nodes of each zone have room for its brokers and quorum pods",
            AwsInstanceChecks::size),
        Check.ofAws("bastion", "the bastion's AMI and key pair exist", AwsInstanceChecks::bastion)
            .when(plan -> plan.config().aws().bastion().enabled(), "aws.bastion is not enabled"));
  }

  private static AppNodesConfig nodes(Target target) {
    return target.plan().config().aws().nodes();
  }

  private static Optional<Image> image(Target target, String id) {
    return target
        .account()
        .ec2()
        .describeImages(b -> b.filters(AwsNetworkChecks.filter("image-id", id)))
        .images()
        .stream()
        .findFirst();
  }

  /** Returns the instance type; empty when it does not exist in the region. */
  static Optional<InstanceTypeInfo> type(Target target, String name) {
    try {
      return target
          .account()
          .ec2()
          .describeInstanceTypes(b -> b.instanceTypesWithStrings(name))
          .instanceTypes()
          .stream()
          .findFirst();
    } catch (Ec2Exception e) {
      if (e.awsErrorDetails().errorCode().startsWith("InvalidInstanceType")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Result ami(Target target) {
    return ami("aws.nodes.ami", nodes(target).ami(), image(target, nodes(target).ami()));
  }

  /** Checks an AMI; empty when it does not exist in the region. */
  static Result ami(String key, String id, Optional<Image> found) {
    if (found.isEmpty()) {
      return Result.failure(
          key,
          id + " does not exist in the region, or this account may not use it",
          "for nodes, use the AMI of ConfigMap"
              + " openshift-machine-config-operator/coreos-bootimages");
    }
    return found.get().state() == ImageState.AVAILABLE
        ? Result.ok(id + " " + found.get().name())
        : Result.failure(key, id + " is " + found.get().stateAsString(), "use an available AMI");
  }

  private static Result architecture(Target target) {
    String name = nodes(target).instanceType();
    var image = image(target, nodes(target).ami());
    var type = type(target, name);
    if (image.isEmpty() || type.isEmpty()) {
      return Result.skipped("the AMI or the instance type does not exist");
    }
    String needed = image.get().architectureAsString();
    var offered = type.get().processorInfo().supportedArchitecturesAsStrings();
    return offered.contains(needed)
        ? Result.ok(needed)
        : Result.failure(
            "aws.nodes.ami",
            "is for " + needed + ", but " + name + " is " + String.join(", ", offered),
            "use an AMI of the instance type's architecture, or another type");
  }

  private static Result offerings(Target target) {
    String name = nodes(target).instanceType();
    var zones = new HashSet<String>();
    target
        .account()
        .ec2()
        .describeInstanceTypeOfferings(
            b ->
                b.locationType(LocationType.AVAILABILITY_ZONE)
                    .filters(AwsNetworkChecks.filter("instance-type", name)))
        .instanceTypeOfferings()
        .forEach(offering -> zones.add(offering.location()));
    var findings = Result.collect();
    for (String zone : target.plan().zones()) {
      if (!zones.contains(zone)) {
        findings.failure(
            "aws.nodes.instanceType",
            name + " is not offered in " + zone,
            zones.isEmpty() ? "choose another type" : "choose another type, or a zone of " + zones);
      }
    }
    return findings.orOk(name + " in each zone");
  }

  private static Result size(Target target) {
    String name = nodes(target).instanceType();
    return type(target, name)
        .map(type -> size(target.plan(), type))
        .orElseGet(
            () ->
                Result.failure(
                    "aws.nodes.instanceType",
                    name + " does not exist in the region",
                    "choose another type"));
  }

  private static Result size(StackPlan plan, InstanceTypeInfo type) {
    var findings = Result.collect();
    int perZone = plan.config().aws().nodes().perZone();
    long cpu = type.vCpuInfo().defaultVCpus() * (long) MILLIS - RESERVED_MILLIS;
    long memory = (type.memoryInfo().sizeInMiB() << 20) - RESERVED_BYTES;
    for (String zone : plan.zones()) {
      var pods = plan.pods().stream().filter(pod -> pod.zone().equals(zone)).toList();
      long wantedCpu = pods.stream().mapToLong(PlannedPod::cpuMillis).sum();
      long wantedMemory = pods.stream().mapToLong(PlannedPod::memoryBytes).sum();
      boolean tooLarge =
          pods.stream().anyMatch(pod -> pod.cpuMillis() > cpu || pod.memoryBytes() > memory);
      String problem =
          perZone
              + " x "
              + type.instanceTypeAsString()
              + " in "
              + zone
              + " can allocate about "
              + Quantities.cores(cpu * perZone)
              + " CPU and "
              + Quantities.gib(memory * perZone)
              + ", but brokers and quorum request "
              + Quantities.cores(wantedCpu)
              + " CPU and "
              + Quantities.gib(wantedMemory);
      if (tooLarge || wantedCpu > cpu * perZone || wantedMemory > memory * perZone) {
        findings.failure(
            "aws.nodes",
            problem,
            "use a larger instance type, raise aws.nodes.perZone, or lower the requests");
      } else if (wantedMemory > memory * perZone * (1 - DAEMON_SETS)) {
        findings.warning("aws.nodes", problem, "leave room for the cluster's DaemonSets");
      }
    }
    return findings.orOk(perZone + " " + type.instanceTypeAsString() + " in each zone");
  }

  private static Result bastion(Target target) {
    var bastion = target.plan().config().aws().bastion();
    Result image = ami("aws.bastion.ami", bastion.ami(), image(target, bastion.ami()));
    if (image.status() != Status.OK || bastion.keyName() == null) {
      return image;
    }
    boolean exists =
        !target
            .account()
            .ec2()
            .describeKeyPairs(
                b -> b.filters(AwsNetworkChecks.filter("key-name", bastion.keyName())))
            .keyPairs()
            .isEmpty();
    return exists
        ? Result.ok(bastion.ami() + " and key pair " + bastion.keyName())
        : Result.failure(
            "aws.bastion.keyName",
            bastion.keyName() + " does not exist in the region",
            "import the key pair, or set another one");
  }
}

package dev.openshiftkafka.cli.preflight;

import dev.openshiftkafka.cli.preflight.Check.Target;
import dev.openshiftkafka.cli.preflight.StackPlan.PlannedVolume;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.servicequotas.model.NoSuchResourceException;

/**
 * Checks of service quotas: usage of the account plus the stack's resources, against the limits.
 */
final class AwsQuotaChecks {
  /** Quota code of Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances, in vCPUs. */
  static final String STANDARD_VCPUS = "L-1216C47A";

  /** Quota code of VPCs per Region. */
  static final String VPCS = "L-F678F1CE";

  /** Quota codes of storage by volume type, in TiB. */
  static final Map<String, String> STORAGE =
      Map.of(
          "gp2", "L-D18FCD1D",
          "gp3", "L-7A658B76",
          "io1", "L-FD252861",
          "io2", "L-09BD8365",
          "sc1", "L-17AF77E8",
          "st1", "L-82ACEF56",
          "standard", "L-9CF3C2EB");

  /** Quota codes of provisioned IOPS by volume type. */
  static final Map<String, String> IOPS = Map.of("io1", "L-B3A130E6", "io2", "L-8D977E7E");

  private static final double GIB_PER_TIB = 1024;

  private AwsQuotaChecks() {}

  static List<Check> all() {
    return List.of(
        Check.ofAws("quota-vcpus", "the vCPU quota has room for the nodes", AwsQuotaChecks::vcpus)
            .when(StackPlan::declaresNodes, AwsInstanceChecks.NO_NODES),
        Check.ofAws(
                "quota-storage",
                "the EBS storage quotas have room for the volumes",
                AwsQuotaChecks::storage)
            .when(plan -> !added(plan).isEmpty(), "the stack declares no volume"),
        Check.ofAws(
                "quota-iops",
                "the IOPS quotas have room for provisioned volumes",
                AwsQuotaChecks::iops)
            .when(
                plan -> added(plan).stream().anyMatch(v -> IOPS.containsKey(type(v))),
                "the stack declares no volume of io1 or io2"),
        Check.ofAws("quota-vpcs", "the VPC quota has room for one more VPC", AwsQuotaChecks::vpcs)
            .when(
                plan -> plan.config().aws().network().declaresVpc(), "the stack declares no VPC"));
  }

  /**
   * Checks one quota.
   *
   * @param object the quota, as findings name it
   * @param limit its value; empty when Service Quotas returns none
   * @param used usage of the account, without existing resources of the stack
   * @param added usage of the stack
   */
  static void check(
      Result.Builder findings,
      String object,
      Optional<Double> limit,
      double used,
      double added,
      String unit) {
    if (limit.isEmpty()) {
      findings.warning(
          object, "Service Quotas returns no value", "check it in the Service Quotas console");
    } else if (used + added > limit.get()) {
      findings.failure(
          object,
          "the limit is "
              + text(limit.get(), unit)
              + " with "
              + text(used, unit)
              + " in use, but the stack needs "
              + text(added, unit),
          "request an increase in Service Quotas, or delete unused resources");
    }
  }

  private static String text(double value, String unit) {
    return (value == Math.rint(value) ? String.valueOf((long) value) : String.format("%.2f", value))
        + " "
        + unit;
  }

  private static String code(Map<String, String> codes, String type) {
    return Objects.requireNonNull(codes.get(type), type);
  }

  private static Optional<Double> quota(Target target, String service, String code) {
    var quotas = target.account().quotas();
    try {
      return Optional.of(
          quotas.getServiceQuota(b -> b.serviceCode(service).quotaCode(code)).quota().value());
    } catch (NoSuchResourceException e) {
      return Optional.empty();
    }
  }

  private static Result vcpus(Target target) {
    var nodes = target.plan().config().aws().nodes();
    var type = AwsInstanceChecks.type(target, nodes.instanceType());
    if (type.isEmpty()) {
      return Result.skipped(nodes.instanceType() + " does not exist (aws.instance-size)");
    }
    if (!isStandard(nodes.instanceType())) {
      return Result.skipped(nodes.instanceType() + " is not a standard instance type");
    }
    long added =
        (long) type.get().vCpuInfo().defaultVCpus()
            * nodes.perZone()
            * target.plan().zones().size();
    var findings = Result.collect();
    long used = running(target);
    check(
        findings,
        "quota " + STANDARD_VCPUS + " (standard instances)",
        quota(target, "ec2", STANDARD_VCPUS),
        (double) used,
        (double) added,
        "vCPUs");
    return findings.orOk(used + " vCPUs used, " + added + " declared");
  }

  private static boolean isStandard(String type) {
    // Families with separate quotas begin with the same letters: dl1, inf1, hpc6a, trn1, mac1.
    return type.matches("(a|c|d|h|i|im|is|m|r|t|z)[0-9][a-z0-9-]*\\..*");
  }

  private static long running(Target target) {
    return target
        .account()
        .ec2()
        .describeInstancesPaginator(
            b -> b.filters(AwsNetworkChecks.filter("instance-state-name", "pending", "running")))
        .reservations()
        .stream()
        .flatMap(reservation -> reservation.instances().stream())
        .filter(instance -> isStandard(instance.instanceTypeAsString()))
        .filter(instance -> !isOwn(target, instance))
        .mapToLong(instance -> vcpus(target, instance))
        .sum();
  }

  private static long vcpus(Target target, Instance instance) {
    var cpu = instance.cpuOptions();
    return cpu == null
        ? AwsInstanceChecks.type(target, instance.instanceTypeAsString())
            .map(type -> (long) type.vCpuInfo().defaultVCpus())
            .orElse(0L)
        : (long) cpu.coreCount() * cpu.threadsPerCore();
  }

  /** Names of the stack's instances, and of its MachineSets' machines, begin with this prefix. */
  private static boolean isOwn(Target target, Instance instance) {
    String prefix = target.plan().config().aws().infrastructureName() + "-kafka-";
    return instance.tags().stream()
        .anyMatch(tag -> tag.key().equals("Name") && tag.value().startsWith(prefix));
  }

  /** Returns the volumes that the stack creates. */
  private static List<PlannedVolume> added(StackPlan plan) {
    return plan.ebsVolumes().stream().filter(volume -> !volume.exists()).toList();
  }

  private static String type(PlannedVolume volume) {
    return volume.config().typeOrDefault();
  }

  private static Result storage(Target target) {
    var findings = Result.collect();
    var added = sum(added(target.plan()), volume -> volume.config().sizeGiB());
    added.forEach(
        (type, gib) ->
            check(
                findings,
                "quota " + code(STORAGE, type) + " (storage of " + type + ")",
                quota(target, "ebs", code(STORAGE, type)),
                used(target, type, Volume::size) / GIB_PER_TIB,
                gib / GIB_PER_TIB,
                "TiB"));
    return findings.orOk("GiB declared: " + added);
  }

  private static Result iops(Target target) {
    var findings = Result.collect();
    var provisioned =
        added(target.plan()).stream().filter(volume -> IOPS.containsKey(type(volume))).toList();
    var added = sum(provisioned, volume -> volume.config().iops());
    added.forEach(
        (type, iops) ->
            check(
                findings,
                "quota " + code(IOPS, type) + " (IOPS of " + type + ")",
                quota(target, "ebs", code(IOPS, type)),
                (double) used(target, type, volume -> volume.iops() == null ? 0 : volume.iops()),
                (double) iops,
                "IOPS"));
    return findings.orOk("IOPS declared: " + added);
  }

  private static Map<String, Long> sum(
      List<PlannedVolume> volumes, ToLongFunction<PlannedVolume> amount) {
    return volumes.stream()
        .collect(
            Collectors.groupingBy(
                AwsQuotaChecks::type, TreeMap::new, Collectors.summingLong(amount)));
  }

  private static long used(Target target, String type, ToLongFunction<Volume> amount) {
    String own = target.plan().stack();
    return target
        .account()
        .ec2()
        .describeVolumesPaginator(b -> b.filters(AwsNetworkChecks.filter("volume-type", type)))
        .volumes()
        .stream()
        .filter(
            volume ->
                volume.tags().stream()
                    .noneMatch(
                        tag ->
                            tag.key().equals("openshift-kafka:stack") && tag.value().equals(own)))
        .mapToLong(amount)
        .sum();
  }

  private static Result vpcs(Target target) {
    var findings = Result.collect();
    String own = target.plan().stack();
    long used =
        target.account().ec2().describeVpcsPaginator(b -> {}).vpcs().stream()
            .filter(
                vpc ->
                    vpc.tags().stream()
                        .noneMatch(
                            tag ->
                                tag.key().equals("openshift-kafka:stack")
                                    && tag.value().equals(own)))
            .count();
    check(
        findings,
        "quota " + VPCS + " (VPCs)",
        quota(target, "vpc", VPCS),
        (double) used,
        1,
        "VPCs");
    return findings.orOk(used + " VPCs used");
  }
}

package dev.openshiftkafka.cli.teardown;

import dev.openshiftkafka.cli.state.ResourceState;
import dev.openshiftkafka.cli.state.Urn;
import dev.openshiftkafka.cli.teardown.DataDisk.Fate;
import dev.openshiftkafka.kubernetes.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What {@code pulumi destroy} does with the data of a stack, and whether it is permitted. */
final class Teardown {
  private static final String BROKER_CLAIMS = Names.CLAIM_TEMPLATE + "-" + Names.BROKERS + "-";

  private final List<ResourceState> resources;
  private final List<DataDisk> disks;
  private final NextCommands commands;
  private final boolean mayDelete;

  Teardown(List<ResourceState> resources, NextCommands commands, boolean mayDelete) {
    this.resources = resources;
    this.disks = DataDisk.of(resources);
    this.commands = commands;
    this.mayDelete = mayDelete;
  }

  /** Whether no resource is protected, and no data is lost without permission. */
  boolean isPermitted() {
    return protectedKinds().isEmpty() && (mayDelete || !losesData());
  }

  /** The report for the user. */
  String report() {
    if (resources.isEmpty()) {
      return "Stack " + commands.stack() + " has no resources: there is nothing to destroy.\n";
    }
    var lines = new ArrayList<String>();
    list(lines, Fate.DELETED, "These disks are deleted with all records on them:");
    buckets(lines, false, "This bucket is deleted with all segments of topics in it:");
    keys(
        lines,
        false,
        "This KMS key is deleted; data encrypted with it can never be decrypted again:");
    list(
        lines,
        Fate.KEPT,
        "These disks are kept with their data, and cost money until you delete them:");
    buckets(lines, true, "This bucket is kept with the segments of topics in it:");
    keys(lines, true, "This KMS key is kept; the disks cannot be decrypted without it:");
    list(
        lines,
        Fate.UNTOUCHED,
        "The stack does not manage these disks; they are kept with their data:");
    dynamicDisks(lines);
    adoption(lines);
    protectedResources(lines);
    nextSteps(lines);
    return String.join("\n", lines) + "\n";
  }

  private boolean losesData() {
    return disks.stream().anyMatch(disk -> disk.fate() == Fate.DELETED)
        || !keys(false).isEmpty()
        || !buckets(false).isEmpty();
  }

  private Map<String, Long> protectedKinds() {
    return resources.stream()
        .filter(ResourceState::isProtected)
        .collect(Collectors.groupingBy(Teardown::kind, TreeMap::new, Collectors.counting()));
  }

  private List<ResourceState> keys(boolean retained) {
    return declared(Urn.KEY, retained);
  }

  private List<ResourceState> buckets(boolean retained) {
    return declared(Urn.BUCKET, retained);
  }

  private List<ResourceState> declared(String type, boolean retained) {
    return resources.stream()
        .filter(resource -> resource.type().equals(type))
        .filter(resource -> resource.isRetainedOnDelete() == retained)
        .toList();
  }

  private List<DataDisk> disks(Fate fate) {
    return disks.stream().filter(disk -> disk.fate() == fate).toList();
  }

  private void list(List<String> lines, Fate fate, String heading) {
    List<DataDisk> found = disks(fate);
    if (!found.isEmpty()) {
      lines.add(heading);
      for (DataDisk disk : found) {
        lines.add(
            "  %s  %s  %s"
                .formatted(disk.claim(), disk.location(), disk.size())
                .replaceAll(" {3,}", "  "));
      }
    }
  }

  private void keys(List<String> lines, boolean retained, String heading) {
    List<ResourceState> found = keys(retained);
    if (!found.isEmpty()) {
      lines.add(heading);
      found.forEach(key -> lines.add("  " + arn(key)));
    }
  }

  private void buckets(List<String> lines, boolean retained, String heading) {
    List<ResourceState> found = buckets(retained);
    if (!found.isEmpty()) {
      lines.add(heading);
      found.forEach(bucket -> lines.add("  " + bucket.input("bucket")));
    }
  }

  private void dynamicDisks(List<String> lines) {
    if (disks.stream().anyMatch(disk -> disk.location().isEmpty())) {
      lines.add(
          "To list the disks that the CSI driver provisioned, run this before you destroy the"
              + " stack:");
      lines.add(
          "  oc get persistentvolumes --output custom-columns="
              + "CLAIM:.spec.claimRef.name,DISK:.spec.csi.volumeHandle,POLICY:"
              + ".spec.persistentVolumeReclaimPolicy");
      lines.add(
          "To use them in a later stack, set volume.source to ebs, and volume.handles to the disks in"
              + " the order of the claims.");
    }
  }

  /** The configuration with which a later stack adopts the kept disks. */
  private void adoption(List<String> lines) {
    List<DataDisk> kept = disks(Fate.KEPT);
    if (kept.isEmpty()) {
      return;
    }
    lines.add(
        "To adopt them in a later stack, add this to " + commands.file() + " before pulumi up:");
    keys(true)
        .forEach(
            key ->
                lines.add(
                    "  openshift-kafka:aws: {createKey: false, kmsKeyArn: \"" + arn(key) + "\"}"));
    buckets(true)
        .forEach(bucket -> lines.add("  openshift-kafka:aws: {tieredStorage: {adopt: true}}"));
    adoption(lines, "kafka", kept.stream().filter(Teardown::isBrokers).toList());
    adoption(lines, "quorum", kept.stream().filter(disk -> !isBrokers(disk)).toList());
  }

  private static void adoption(List<String> lines, String set, List<DataDisk> disks) {
    if (!disks.isEmpty()) {
      lines.add(
          "  openshift-kafka:%s: {volume: {adopt: [%s]}}"
              .formatted(
                  set, disks.stream().map(DataDisk::location).collect(Collectors.joining(", "))));
    }
  }

  /** The last part of the type, such as {@code StatefulSet}. */
  private static String kind(ResourceState resource) {
    return resource.type().substring(resource.type().lastIndexOf(':') + 1);
  }

  private static String arn(ResourceState key) {
    return key.output("arn");
  }

  private static boolean isBrokers(DataDisk disk) {
    return disk.claimPrefix().equals(BROKER_CLAIMS);
  }

  private void protectedResources(List<String> lines) {
    if (!protectedKinds().isEmpty()) {
      lines.add(
          protectedKinds().entrySet().stream()
              .map(kind -> kind.getValue() + " " + kind.getKey())
              .collect(
                  Collectors.joining(
                      ", ", "Nothing is destroyed, because these resources are protected: ", ".")));
    }
  }

  private void nextSteps(List<String> lines) {
    if (isPermitted()) {
      return;
    }
    if (losesData()) {
      lines.add("To keep the data, set keepData to true in " + commands.file() + ", then run:");
      lines.add("  " + commands.up());
      lines.add("  " + commands.destroy());
      lines.add("To delete the data permanently, run:");
    } else {
      lines.add("To destroy the stack and keep the data as listed above, run:");
    }
    if (!protectedKinds().isEmpty()) {
      lines.add("  " + commands.unprotect());
    }
    lines.add("  " + commands.destroy() + (losesData() ? " --delete-data" : ""));
  }
}

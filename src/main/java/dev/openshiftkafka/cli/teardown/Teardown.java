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

/** What a destroy would make of the data of a stack, and whether it may begin. */
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

  /** Whether nothing stands against it. */
  boolean mayBegin() {
    return guarded().isEmpty() && (mayDelete || !losesData());
  }

  /** The whole report. */
  String report() {
    if (resources.isEmpty()) {
      return "The stack " + commands.stack() + " has no resources: nothing is destroyed.\n";
    }
    var lines = new ArrayList<String>();
    list(lines, Fate.DELETED, "With the stack go these disks, and every record on them:");
    keys(lines, false, "With it goes this key; what it encrypts can never be read again:");
    list(lines, Fate.KEPT, "These disks are kept, with their data, and cost money until deleted:");
    keys(lines, true, "This key is kept, without which they cannot be read:");
    list(lines, Fate.UNTOUCHED, "These were never the stack's own and stay, with their data:");
    whereDriverDecided(lines);
    adoption(lines);
    guards(lines);
    wayOut(lines);
    return String.join("\n", lines) + "\n";
  }

  private boolean losesData() {
    return disks.stream().anyMatch(disk -> disk.fate() == Fate.DELETED) || keys(false).size() > 0;
  }

  private Map<String, Long> guarded() {
    return resources.stream()
        .filter(ResourceState::isProtected)
        .collect(Collectors.groupingBy(Teardown::kind, TreeMap::new, Collectors.counting()));
  }

  private List<ResourceState> keys(boolean retained) {
    return resources.stream()
        .filter(resource -> resource.type().equals(Urn.KEY))
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
                .formatted(disk.claim(), disk.place(), disk.size())
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

  private void whereDriverDecided(List<String> lines) {
    if (disks.stream().anyMatch(disk -> disk.place().isEmpty())) {
      lines.add("Where the driver put them, the cluster tells as long as the stack is there:");
      lines.add(
          "  oc get persistentvolumes --output custom-columns="
              + "CLAIM:.spec.claimRef.name,DISK:.spec.csi.volumeHandle,POLICY:"
              + ".spec.persistentVolumeReclaimPolicy");
      lines.add(
          "A later stack gets them by source ebs and volume.handles, in the order of the claims.");
    }
  }

  /** The configuration with which a later stack takes over what is kept. */
  private void adoption(List<String> lines) {
    List<DataDisk> kept = disks(Fate.KEPT);
    if (kept.isEmpty()) {
      return;
    }
    lines.add("To take them over later, put this into " + commands.file() + " before pulumi up:");
    keys(true)
        .forEach(
            key ->
                lines.add(
                    "  openshift-kafka:aws: {createKey: false, kmsKeyArn: \"" + arn(key) + "\"}"));
    adoption(lines, "kafka", kept.stream().filter(Teardown::isBrokers).toList());
    adoption(lines, "quorum", kept.stream().filter(disk -> !isBrokers(disk)).toList());
  }

  private static void adoption(List<String> lines, String set, List<DataDisk> disks) {
    if (!disks.isEmpty()) {
      lines.add(
          "  openshift-kafka:%s: {volume: {adopt: [%s]}}"
              .formatted(
                  set, disks.stream().map(DataDisk::place).collect(Collectors.joining(", "))));
    }
  }

  /** The last part of the type. */
  private static String kind(ResourceState resource) {
    return resource.type().substring(resource.type().lastIndexOf(':') + 1);
  }

  private static String arn(ResourceState key) {
    return key.output("arn");
  }

  private static boolean isBrokers(DataDisk disk) {
    return disk.set().equals(BROKER_CLAIMS);
  }

  private void guards(List<String> lines) {
    if (!guarded().isEmpty()) {
      lines.add(
          guarded().entrySet().stream()
              .map(kind -> kind.getValue() + " " + kind.getKey())
              .collect(Collectors.joining(", ", "Protected, so that nothing is destroyed: ", ".")));
    }
  }

  private void wayOut(List<String> lines) {
    if (mayBegin()) {
      return;
    }
    if (losesData()) {
      lines.add("To keep the data, set keepData to true in " + commands.file() + ", then:");
      lines.add("  " + commands.up());
      lines.add("  " + commands.destroy());
      lines.add("To lose it for good:");
    } else {
      lines.add("To destroy the stack, and keep the data as said above:");
    }
    if (!guarded().isEmpty()) {
      lines.add("  " + commands.unprotect());
    }
    lines.add("  " + commands.destroy() + (losesData() ? " --delete-data" : ""));
  }
}

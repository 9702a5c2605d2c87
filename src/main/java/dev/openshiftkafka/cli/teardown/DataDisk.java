package dev.openshiftkafka.cli.teardown;

import dev.openshiftkafka.cli.state.ResourceState;
import dev.openshiftkafka.cli.state.Urn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A disk with data of a pod, and what {@code pulumi destroy} does with it.
 *
 * @param claim name of the PersistentVolumeClaim
 * @param location id of the EBS volume, or local folder; empty for a dynamically provisioned disk
 * @param size size and availability zone, as text
 */
record DataDisk(String claim, String location, String size, Fate fate) {
  /** What {@code pulumi destroy} does with a disk. */
  enum Fate {
    /** The stack declares the disk, and deletes it. */
    DELETED,
    /** The stack declares the disk, and only removes it from the state. */
    KEPT,
    /** The stack does not manage the disk, but only references it. */
    UNTOUCHED
  }

  private static final Comparator<DataDisk> IN_POD_ORDER =
      Comparator.comparing(DataDisk::claimPrefix).thenComparing(DataDisk::ordinal);

  /** The disks of a stack, in the order of their pods. */
  static List<DataDisk> of(List<ResourceState> resources) {
    var disks = new ArrayList<DataDisk>();
    Set<String> claims = new HashSet<>();
    for (ResourceState resource : resources) {
      if (resource.type().equals(Urn.DISK)) {
        claims.add(resource.name());
        disks.add(declared(resource));
      }
    }
    for (ResourceState resource : resources) {
      if (resource.type().equals(Urn.PERSISTENT_VOLUME)
          && claims.add(resource.input("spec", "claimRef", "name"))) {
        disks.add(referenced(resource));
      }
    }
    for (ResourceState resource : resources) {
      if (resource.type().equals(Urn.CLAIM) && claims.add(resource.name())) {
        String size = resource.input("spec", "resources", "requests", "storage");
        disks.add(new DataDisk(resource.name(), "", size, Fate.UNTOUCHED));
      }
    }
    return disks.stream().sorted(IN_POD_ORDER).toList();
  }

  private static DataDisk declared(ResourceState disk) {
    return new DataDisk(
        disk.name(),
        disk.id(),
        disk.input("size") + " GiB in " + disk.input("availabilityZone"),
        disk.isRetainedOnDelete() ? Fate.KEPT : Fate.DELETED);
  }

  private static DataDisk referenced(ResourceState volume) {
    String folder = volume.input("spec", "local", "path");
    return new DataDisk(
        volume.input("spec", "claimRef", "name"),
        folder.isEmpty() ? volume.input("spec", "csi", "volumeHandle") : folder,
        volume.input("spec", "capacity", "storage"),
        Fate.UNTOUCHED);
  }

  /** The claim without the pod's ordinal, which identifies the StatefulSet. */
  String claimPrefix() {
    return claim.substring(0, claim.lastIndexOf('-') + 1);
  }

  private int ordinal() {
    return Integer.parseInt(claim.substring(claim.lastIndexOf('-') + 1));
  }
}

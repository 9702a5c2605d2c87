package dev.openshiftkafka.cli.teardown;

import dev.openshiftkafka.cli.state.ResourceState;
import dev.openshiftkafka.cli.state.Urn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where the data of a pod is, and what a destroy makes of it.
 *
 * @param claim the claim through which the pod has it
 * @param place the id of the EBS volume, or the folder; empty where the driver decided
 * @param size in words
 */
record DataDisk(String claim, String place, String size, Fate fate) {
  /** What becomes of a disk. */
  enum Fate {
    /** The stack declared it, and deletes it. */
    DELETED,
    /** The stack declared it, and forgets it. */
    KEPT,
    /** The stack only points to it. */
    UNTOUCHED
  }

  private static final Comparator<DataDisk> IN_POD_ORDER =
      Comparator.comparing(DataDisk::set).thenComparing(DataDisk::ordinal);

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
        disks.add(pointedTo(resource));
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

  private static DataDisk pointedTo(ResourceState volume) {
    String folder = volume.input("spec", "local", "path");
    return new DataDisk(
        volume.input("spec", "claimRef", "name"),
        folder.isEmpty() ? volume.input("spec", "csi", "volumeHandle") : folder,
        volume.input("spec", "capacity", "storage"),
        Fate.UNTOUCHED);
  }

  /** The claim without the pod's number: the set that the pod belongs to. */
  String set() {
    return claim.substring(0, claim.lastIndexOf('-') + 1);
  }

  private int ordinal() {
    return Integer.parseInt(claim.substring(claim.lastIndexOf('-') + 1));
  }
}

package dev.openshiftkafka.capacity;

import java.util.List;
import java.util.Set;

/**
 * What a planner may choose.
 *
 * @param zones number of zones; the number of brokers is a multiple of it
 * @param survivesZone whether the brokers of all zones but one have to hold the load
 * @param leastBrokers least number of brokers
 * @param mostBrokers greatest number of brokers
 * @param instances instance types
 * @param volumes volumes
 */
public record PlanBounds(
    int zones,
    boolean survivesZone,
    int leastBrokers,
    int mostBrokers,
    Instances instances,
    Volumes volumes) {

  /**
   * Bounds of instance types.
   *
   * @param architectures any of x86_64 and arm64
   * @param vcpus least number of virtual CPUs
   * @param memoryGiB least memory in GiB
   */
  public record Instances(Set<String> architectures, int vcpus, double memoryGiB) {
    boolean contain(InstanceOffer offer) {
      return architectures.contains(offer.architecture())
          && offer.vcpus() >= vcpus
          && offer.memoryGiB() >= memoryGiB;
    }
  }

  /**
   * Bounds of volumes.
   *
   * @param types any of gp3, io2 and st1
   * @param leastGiB least size in GiB
   */
  public record Volumes(List<String> types, int leastGiB) {
    /** The types that a planner knows. */
    public static final List<String> TYPES = List.of("gp3", "io2", "st1");
  }
}

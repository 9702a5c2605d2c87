package dev.openshiftkafka.capacity;

import dev.openshiftkafka.capacity.model.ClusterLimits;
import dev.openshiftkafka.capacity.model.Hardware;
import dev.openshiftkafka.capacity.model.Layout;
import dev.openshiftkafka.capacity.model.ThroughputLimit;
import dev.openshiftkafka.capacity.model.Volume;
import dev.openshiftkafka.config.LogRetention;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Searches instance types, volumes and numbers of brokers for hardware that holds a load, with the
 * limits that {@link Capacity} warns about.
 *
 * @param prices prices of the region; instance types without one are left out
 * @param bounds what can be chosen
 * @param base what all plans have in common: root volumes, quorum and NAT gateways
 */
public record Planner(Prices prices, PlanBounds bounds, Deployment base) {
  private static final double GIB = 1L << 30;

  /** Rates at which the cheapest plans are compared, as factors of the load's. */
  private static final double LEAST_FACTOR = 0.25;

  private static final double GREATEST_FACTOR = 4;
  private static final int RATES = 24;

  /**
   * The cheapest plan of each instance type, type of volumes and number of brokers that holds a
   * load, the cheapest first.
   */
  public List<Plan> plans(PlanLoad load) {
    var plans = new ArrayList<Plan>();
    for (InstanceOffer offer : InstanceTypes.all()) {
      if (bounds.instances().contain(offer)
          && prices.instanceMonth(offer.type().name()).isPresent()) {
        for (int brokers = firstBrokers(load);
            brokers <= bounds.mostBrokers();
            brokers += bounds.zones()) {
          for (String type : bounds.volumes().types()) {
            plan(load, offer, brokers, type).ifPresent(plans::add);
          }
        }
      }
    }
    plans.sort(Plan.ORDER);
    return plans;
  }

  /**
   * The cheapest plan for each of some rates, from a quarter of the load's to four times as much.
   * Cost never falls with the rate: this is the Pareto front.
   */
  public SortedMap<Integer, Plan> front(PlanLoad load) {
    var front = new TreeMap<Integer, Plan>();
    for (int i = 0; i <= RATES; i++) {
      double factor = LEAST_FACTOR * Math.pow(GREATEST_FACTOR / LEAST_FACTOR, i / (double) RATES);
      int rate = (int) Math.max(1, Math.round(load.writeMBps() * factor));
      plans(load.atRate(rate)).stream().findFirst().ifPresent(plan -> front.put(rate, plan));
    }
    return front;
  }

  private int firstBrokers(PlanLoad load) {
    int least = Math.max(bounds.leastBrokers(), load.replicationFactor());
    return (least + bounds.zones() - 1) / bounds.zones() * bounds.zones();
  }

  private Optional<Plan> plan(PlanLoad load, InstanceOffer offer, int brokers, String type) {
    // More than any volume has, but not more than an int.
    int size = (int) Math.min(1 << 20, LogRetention.volumeGiB(load.storedBytes() / brokers));
    return new VolumeSteps(type, Math.max(size, bounds.volumes().leastGiB()))
        .first(
            volume -> load.writeMBps() <= limit(limits(load, offer, brokers, volume)).writeMBps())
        .map(
            volume -> {
              ClusterLimits limits = limits(load, offer, brokers, volume);
              return new Plan(offer, limits, limit(limits), cost(load, offer, brokers, volume));
            });
  }

  /** Limits of a cluster with one broker on each node. */
  private ClusterLimits limits(PlanLoad load, InstanceOffer offer, int brokers, Volume volume) {
    return new ClusterLimits(
        new Hardware(offer.type(), 1, volume),
        Layout.balanced(brokers, load.replicationFactor()),
        load.reads(),
        bounds.zones());
  }

  private ThroughputLimit limit(ClusterLimits limits) {
    return bounds.survivesZone() ? limits.safe() : limits.sustained();
  }

  private MonthlyCost cost(PlanLoad load, InstanceOffer offer, int brokers, Volume volume) {
    var deployment =
        new Deployment(
            offer.type().name(),
            brokers,
            base.rootVolumeGiB(),
            new Deployment.Volumes(brokers, volume),
            base.quorums(),
            base.natGateways());
    var traffic =
        new Traffic(
            bounds.zones(), load.replicationFactor(), load.averageMBps(), load.reads().groups());
    var snapshots =
        SnapshotStorage.of(
            load.storedBytes() / GIB,
            load.averageMBps() * load.replicationFactor(),
            load.snapshots());
    return MonthlyCost.of(prices, deployment, traffic, snapshots, load.stored().remote());
  }
}

package dev.openshiftkafka.capacity;

import dev.openshiftkafka.capacity.model.ClusterLimits;
import dev.openshiftkafka.capacity.model.ThroughputLimit;
import dev.openshiftkafka.capacity.model.Volume;
import java.util.Comparator;

/**
 * Hardware that holds a load.
 *
 * @param instance instance type of the app nodes, each of which runs one broker
 * @param limits limits of the cluster
 * @param limit the least of them that the load may not exceed
 * @param cost monthly cost at the load's average rate
 */
public record Plan(
    InstanceOffer instance, ClusterLimits limits, ThroughputLimit limit, MonthlyCost cost) {
  /** The cheapest first; of equal cost the one with fewer brokers. */
  static final Comparator<Plan> ORDER =
      Comparator.comparingDouble((Plan plan) -> plan.cost().total())
          .thenComparingInt(Plan::brokers)
          .thenComparing(plan -> plan.instance().type().name())
          .thenComparing(plan -> plan.volume().type());

  /** Number of brokers, and of app nodes. */
  public int brokers() {
    return limits.layout().brokers();
  }

  /** Data volume of each broker. */
  public Volume volume() {
    return limits.hardware().volume();
  }
}

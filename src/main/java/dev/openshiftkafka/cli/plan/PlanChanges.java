package dev.openshiftkafka.cli.plan;

import dev.openshiftkafka.capacity.Plan;
import dev.openshiftkafka.capacity.PlanLoad;
import dev.openshiftkafka.capacity.model.Volume;
import dev.openshiftkafka.config.StackConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What to change in the configuration of a deployed stack to get a plan. */
final class PlanChanges {
  private final List<Change> changes = new ArrayList<>();

  /**
   * A change of a key.
   *
   * @param key key below {@code openshift-kafka}, such as kafka.brokers
   * @param before the value in effect; null when it is not set
   * @param after the new value; null to remove it
   */
  record Change(String key, @Nullable String before, @Nullable String after) {
    @Override
    public String toString() {
      return "%s: %s -> %s".formatted(key, text(before), text(after));
    }

    private static String text(@Nullable String value) {
      return value == null ? "(not set)" : value;
    }
  }

  private PlanChanges() {}

  /**
   * The changes.
   *
   * @param retentionHours new retention time; null to keep the declared one
   */
  static List<Change> of(
      StackConfig config, Plan plan, PlanLoad load, @Nullable Integer retentionHours) {
    var changes = new PlanChanges();
    var nodes = config.aws().nodes();
    var kafka = config.kafka();
    changes.add("aws.nodes.instanceType", nodes.instanceType(), plan.instance().type().name());
    changes.add("aws.nodes.perZone", nodes.perZone(), plan.brokers() / config.zones().size());
    changes.add("kafka.brokers", kafka.brokers(), plan.brokers());
    changes.add("kafka.expectedWriteMBps", kafka.expectedWriteMBps(), load.writeMBps());
    changes.add(
        "kafka.expectedReadGroups",
        Objects.requireNonNullElse(kafka.expectedReadGroups(), 0),
        load.reads().groups());
    changes.add(
        "kafka.expectedReadGroupsBehind", kafka.expectedReadGroupsBehind(), load.reads().behind());
    if (retentionHours != null) {
      String key = "log.retention.hours";
      changes.add("kafka.settings/" + key, kafka.settings().get(key), retentionHours);
    }
    Volume volume = plan.volume();
    boolean isGp3 = volume.type().equals("gp3");
    changes.add("kafka.volume.type", kafka.volume().typeOrDefault(), volume.type());
    if (kafka.volume().sizeGiB() != volume.sizeGiB()) {
      changes.add("kafka.volume.size", kafka.volume().size(), (int) volume.sizeGiB() + "Gi");
    }
    changes.add(
        "kafka.volume.iops",
        kafka.volume().iopsOrDefault(),
        volume.iops() == 0 ? null : volume.iops());
    changes.add(
        "kafka.volume.throughput",
        kafka.volume().throughputOrDefault(),
        isGp3 ? volume.throughputMiBps() : null);
    return changes.changes;
  }

  private void add(String key, @Nullable Object before, @Nullable Object after) {
    String old = before == null ? null : String.valueOf(before);
    String current = after == null ? null : String.valueOf(after);
    if (!Objects.equals(old, current)) {
      changes.add(new Change(key, old, current));
    }
  }
}

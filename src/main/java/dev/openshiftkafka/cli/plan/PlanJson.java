package dev.openshiftkafka.cli.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openshiftkafka.capacity.CostPart;
import dev.openshiftkafka.capacity.InstanceOffer;
import dev.openshiftkafka.capacity.Plan;
import dev.openshiftkafka.capacity.PlanLoad;
import dev.openshiftkafka.capacity.model.ThroughputLimit;
import dev.openshiftkafka.capacity.model.Volume;
import dev.openshiftkafka.cli.state.JsonText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Renders plans as JSON, with the same figures as {@link PlanText}. */
final class PlanJson {
  private PlanJson() {}

  static String render(PlanRequest request, List<Plan> plans, List<PlanChanges.Change> changes) {
    ObjectNode root = JsonText.object();
    load(root.putObject("load"), request);
    root.put("prices", request.planner().prices().source());
    var list = root.putArray("plans");
    plans.forEach(plan -> plan(list.addObject(), plan));
    if (request.current() != null) {
      root.put("currentHardwareUSD", round(request.current().cost().hardware()));
      var edits = root.putArray("changes");
      for (PlanChanges.Change change : changes) {
        edits
            .addObject()
            .put("key", change.key())
            .put("before", change.before())
            .put("after", change.after());
      }
    }
    return JsonText.pretty(root) + "\n";
  }

  private static void load(ObjectNode json, PlanRequest request) {
    PlanLoad load = request.load();
    json.put("writeMBps", load.writeMBps())
        .put("averageMBps", round(load.averageMBps()))
        .put("messageBytes", request.messageBytes())
        .put("replicationFactor", load.replicationFactor())
        .put("storedGB", round(load.storedBytes() / 1e9))
        .put("readGroups", load.reads().groups())
        .put("readGroupsBehind", load.reads().behind())
        .put("zones", request.planner().bounds().zones())
        .put("zoneMayBeDown", request.planner().bounds().survivesZone());
  }

  private static void plan(ObjectNode json, Plan plan) {
    json.put("brokers", plan.brokers());
    instance(json.putObject("instance"), plan.instance());
    volume(json.putObject("volume"), plan.volume());
    limit(json.putObject("sustained"), plan.limits().sustained());
    plan.limits().zoneLoss().ifPresent(loss -> limit(json.putObject("zoneDown"), loss));
    ObjectNode cost = json.putObject("monthlyUSD");
    for (CostPart part : plan.cost().parts().keySet()) {
      cost.put(part.key(), round(plan.cost().of(part)));
    }
    cost.put("hardware", round(plan.cost().hardware()));
    cost.put("total", round(plan.cost().total()));
    json.put("readGroupUSD", round(plan.cost().readGroup()));
    json.put("readGroupWithClientRackUSD", round(plan.cost().readGroupWithClientRack()));
    json.put("clientRackSavesUSD", round(plan.cost().clientRackSaves()));
  }

  private static void instance(ObjectNode json, InstanceOffer offer) {
    json.put("type", offer.type().name())
        .put("architecture", offer.architecture())
        .put("vcpus", offer.vcpus())
        .put("memoryGiB", round(offer.memoryGiB()));
  }

  private static void volume(ObjectNode json, Volume volume) {
    json.put("type", volume.type()).put("sizeGiB", (int) volume.sizeGiB());
    if (volume.iops() > 0) {
      json.put("iops", volume.iops());
    }
    if (volume.throughputMiBps() > 0) {
      json.put("throughputMiBps", volume.throughputMiBps());
    }
  }

  private static void limit(ObjectNode json, ThroughputLimit limit) {
    json.put("writeMBps", round(limit.writeMBps())).put("binds", limit.binds().toString());
  }

  private static BigDecimal round(double number) {
    return BigDecimal.valueOf(number).setScale(2, RoundingMode.HALF_UP);
  }
}

package dev.openshiftkafka.cli.plan;

import dev.openshiftkafka.capacity.Plan;
import dev.openshiftkafka.capacity.model.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The stack file of a plan. */
final class StackFileText {
  private static final String NAMESPACE = "openshift-kafka:";

  private StackFileText() {}

  /** The file of a new stack, with ids to replace. */
  static String ofNew(PlanRequest request, Plan plan) {
    var values = new LinkedHashMap<String, Object>();
    String region = request.region();
    var zones = new ArrayList<String>();
    var subnets = new StringBuilder();
    for (int i = 0; i < request.planner().bounds().zones(); i++) {
      String zone = region + (char) ('a' + i);
      zones.add(zone);
      subnets.append("\n        %s: subnet-0%c000000000000000".formatted(zone, 'a' + i));
    }
    double memory = plan.instance().memoryGiB();
    values.put("architecture", plan.instance().architecture());
    values.put("region", region);
    values.put("zones", String.join(", ", zones));
    values.put("subnets", subnets);
    values.put("instanceType", plan.instance().type().name());
    values.put("perZone", plan.brokers() / zones.size());
    values.put("snapshots", snapshots(request.load().snapshots()));
    values.put("writeMBps", request.load().writeMBps());
    values.put("readGroups", request.load().reads().groups());
    values.put("readGroupsBehind", request.load().reads().behind());
    values.put("messageBytes", request.messageBytes());
    values.put("brokers", plan.brokers());
    values.put("heap", heap(memory));
    // As in stacks/Pulumi.prod.yaml: a quarter of the CPUs and half of the memory, so that the
    // rest of a node is for the kubelet, the quorum and its own page cache.
    values.put("cpu", Math.max(1, plan.instance().vcpus() / 4));
    values.put("memory", (int) (memory / 2) + "Gi");
    values.put("settings", settings(request));
    values.put("volume", volume(plan.volume()));
    return fill(template(), values);
  }

  /** The file of a deployed stack with changes. */
  static String ofChanged(String text, List<PlanChanges.Change> changes) {
    var edit = new YamlEdit(text);
    for (PlanChanges.Change change : changes) {
      edit.set(path(change.key()), change.after());
    }
    return edit.text();
  }

  /**
   * Keys of a path such as kafka.volume.size; the name of a setting, with dots, follows a slash.
   */
  private static List<String> path(String key) {
    String[] setting = key.split("/", 2);
    var path = new ArrayList<String>(List.of("config"));
    path.addAll(List.of(setting[0].split("\\.", 0)));
    path.set(1, NAMESPACE + path.get(1));
    if (setting.length > 1) {
      path.add(setting[1]);
    }
    return path;
  }

  private static String heap(double memoryGiB) {
    return memoryGiB < 32 ? "3G" : memoryGiB < 64 ? "5G" : "6G";
  }

  private static String snapshots(int retained) {
    return retained == 0 ? "daily: false" : "daily: true\n      retain: " + retained;
  }

  private static String settings(PlanRequest request) {
    int factor = request.load().replicationFactor();
    var settings = new ArrayList<String>();
    settings.add("log.retention.hours: \"%d\"".formatted(request.retentionHours()));
    if (factor != 3) {
      settings.add("default.replication.factor: \"%d\"".formatted(factor));
    }
    if (factor < 3) {
      // Writes with acks=all go on while one replica is down, or there is one only.
      settings.add("min.insync.replicas: \"1\"");
    }
    return String.join("\n      ", settings);
  }

  private static String volume(Volume volume) {
    var lines = new ArrayList<String>();
    lines.add("type: " + volume.type());
    lines.add("size: %.0fGi".formatted(volume.sizeGiB()));
    if (volume.iops() > 0) {
      lines.add("iops: " + volume.iops());
    }
    if (volume.throughputMiBps() > 0) {
      lines.add("throughput: " + volume.throughputMiBps());
    }
    return String.join("\n      ", lines);
  }

  private static String template() {
    try (@Nullable InputStream file = StackFileText.class.getResourceAsStream("stack.yaml")) {
      return new String(
          Objects.requireNonNull(file, "stack.yaml").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String fill(String template, Map<String, Object> values) {
    String text = template;
    for (var value : values.entrySet()) {
      text = text.replace("${" + value.getKey() + "}", value.getValue().toString());
    }
    return text;
  }
}

package dev.openshiftkafka.cli.kafka;

import dev.openshiftkafka.cli.runtime.CommandFailedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Features and registered brokers of a KRaft cluster, from the output of Kafka's tools. */
final class Features {
  /** The first column differs between versions of the tool. */
  private static final Pattern FINALIZED =
      Pattern.compile("(Feature: *)?([a-z.]+\\.version)\\s.*FinalizedVersionLevel: *(\\S+).*");

  private static final Pattern FENCED = Pattern.compile("([0-9]+)\\s.*\\sfenced\\s.*");

  private Features() {}

  /** Finalized level of each feature; empty with ZooKeeper. */
  static Map<String, String> finalized(ToolsPod pod) {
    var described = pod.ask("FeatureCommand", "describe");
    if (!described.ok()) {
      throw CommandFailedException.failed("kafka-features describe failed");
    }
    var levels = new LinkedHashMap<String, String>();
    for (String line : described.out().lines().toList()) {
      Matcher found = FINALIZED.matcher(line);
      if (found.matches()) {
        levels.put(found.group(2), found.group(3));
      }
    }
    return levels;
  }

  /** Ids of brokers that are registered and not running. */
  static List<String> fenced(ToolsPod pod) {
    var listed =
        pod.askBrokersAfter(
                "ClusterTool", List.of("list-endpoints"), List.of("--include-fenced-brokers"))
            .captureAll();
    var fenced = new ArrayList<String>();
    for (String line : listed.out().lines().toList()) {
      Matcher found = FENCED.matcher(line);
      if (found.matches()) {
        fenced.add(found.group(1));
      }
    }
    return fenced;
  }
}

package dev.openshiftkafka.cli.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openshiftkafka.cli.state.JsonText;
import dev.openshiftkafka.cli.state.ResourceState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Change of the stack's output {@code capacity}: write throughput and cost. */
final class CapacityChange {
  static final String OUTPUT = "capacity";

  private static final String ABSENT = "–";
  private static final String COST = "monthlyUSD.";
  private static final String TOTAL = COST + "total";

  private static final List<Map.Entry<String, String>> ROWS =
      List.of(
          Map.entry("hardware", "Hardware"),
          Map.entry("sustained.writeMBps", "Sustained writes, MB/s"),
          Map.entry("sustained.messagesPerSecond", "Sustained messages per second"),
          Map.entry("sustained.binds", "Sustained: limit"),
          Map.entry("burst.writeMBps", "Burst writes, MB/s"),
          Map.entry("burst.binds", "Burst: limit"),
          Map.entry("zoneDown.writeMBps", "Writes while a zone is down, MB/s"),
          Map.entry("zoneDown.binds", "Zone down: limit"),
          Map.entry("reads.groups", "Consumer groups"),
          Map.entry("reads.groupUSD", "Each group between zones, USD per month"),
          Map.entry("reads.groupWithClientRackUSD", "Each group with client.rack, USD per month"),
          Map.entry("reads.clientRackSavesUSD", "client.rack of all groups saves, USD per month"),
          Map.entry("reads.pageCacheMinutes", "Page cache, minutes"),
          Map.entry("reads.behindMBps", "Reads behind the page cache, MB/s"),
          Map.entry("reads.behindBinds", "Reads behind the page cache: limit"),
          Map.entry("endurance.writeMBps", "Burst duration: write rate, MB/s"),
          Map.entry("endurance.bucketHours", "Burst duration: credits last, hours"),
          Map.entry("endurance.diskFullHours", "Burst duration: volumes full after, hours"),
          Map.entry(COST + "instances", "Instances, USD per month"),
          Map.entry(COST + "volumes", "Volumes, USD per month"),
          Map.entry(COST + "natGateways", "NAT gateways, USD per month"),
          Map.entry(COST + "crossZoneReplication", "Replication between zones, USD per month"),
          Map.entry(COST + "crossZoneProducers", "Producers between zones, USD per month"),
          Map.entry(COST + "crossZoneReads", "Reads between zones, USD per month"),
          Map.entry(COST + "snapshots", "Snapshots, USD per month"),
          Map.entry(TOTAL, "Total, USD per month"));

  private final ObjectNode before;
  private final ObjectNode after;

  private CapacityChange(ObjectNode before, ObjectNode after) {
    this.before = before;
    this.after = after;
  }

  /** Empty when the plan does not change the output. */
  static Optional<CapacityChange> of(Preview preview) {
    return preview.changes().stream()
        .filter(change -> change.urn().isStack())
        .map(change -> new CapacityChange(output(change.before()), output(change.after())))
        .filter(change -> !change.before.equals(change.after))
        .findFirst();
  }

  private static ObjectNode output(Optional<ResourceState> state) {
    return state
        .map(known -> known.outputs().get(OUTPUT))
        .filter(JsonNode::isObject)
        .map(ObjectNode.class::cast)
        .orElseGet(JsonText::object);
  }

  /** The cost in one sentence; empty when the new cost is unknown. */
  Optional<String> costSentence() {
    Optional<BigDecimal> old = number(before, TOTAL);
    Optional<BigDecimal> current = number(after, TOTAL);
    if (old.isEmpty() || current.isEmpty()) {
      return current.map(cost -> "Monthly cost: " + dollars(cost) + " USD.");
    }
    return Optional.of(
        "Monthly cost: %s USD before, %s USD after (%s)."
            .formatted(
                dollars(old.get()),
                dollars(current.get()),
                signed(old.get(), current.get(), true)));
  }

  /** A Markdown table of the values before and after. */
  String table() {
    var lines =
        new ArrayList<String>(List.of("| | before | after | |", "| --- | --- | --- | --- |"));
    for (Map.Entry<String, String> row : ROWS) {
      String old = text(before, row.getKey());
      String current = text(after, row.getKey());
      if (!old.equals(ABSENT) || !current.equals(ABSENT)) {
        lines.add(
            "| %s | %s | %s | %s |"
                .formatted(row.getValue(), old, current, difference(row.getKey())));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private String difference(String path) {
    Optional<BigDecimal> old = number(before, path);
    Optional<BigDecimal> current = number(after, path);
    if (old.isPresent() && current.isPresent()) {
      return old.get().compareTo(current.get()) == 0
          ? ""
          : signed(old.get(), current.get(), isCost(path));
    }
    boolean bothKnown = before.size() > 0 && after.size() > 0;
    return bothKnown && !text(before, path).equals(text(after, path)) ? "changes" : "";
  }

  private static boolean isCost(String path) {
    return path.startsWith(COST) || path.endsWith("USD");
  }

  private static String signed(BigDecimal old, BigDecimal current, boolean cost) {
    BigDecimal difference = current.subtract(old);
    return (difference.signum() < 0 ? "−" : "+")
        + (cost ? dollars(difference.abs()) : grouped(difference.abs()));
  }

  private static String text(ObjectNode root, String path) {
    JsonNode value = PropertyPath.of(path).in(root);
    if (value == null || !JsonText.isScalar(value)) {
      return ABSENT;
    }
    return number(root, path)
        .map(number -> isCost(path) ? dollars(number) : grouped(number))
        .orElseGet(() -> JsonText.scalar(value).replace("|", "\\|"));
  }

  private static Optional<BigDecimal> number(ObjectNode root, String path) {
    JsonNode value = PropertyPath.of(path).in(root);
    return value != null && value.isNumber() ? Optional.of(value.decimalValue()) : Optional.empty();
  }

  private static String dollars(BigDecimal amount) {
    return String.format(Locale.ROOT, "%,.2f", amount);
  }

  private static String grouped(BigDecimal number) {
    BigDecimal plain = number.setScale(2, RoundingMode.HALF_UP).stripTrailingZeros();
    String format = "%,." + Math.max(0, plain.scale()) + "f";
    return String.format(Locale.ROOT, format, plain);
  }
}

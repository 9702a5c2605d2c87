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

/**
 * Tells what a plan does to the stack's output {@code capacity}: what it can write, and its cost.
 */
final class CapacityChange {
  static final String OUTPUT = "capacity";

  private static final String NOTHING = "–";
  private static final String COST = "monthlyUSD.";
  private static final String TOTAL = COST + "total";

  private static final List<Map.Entry<String, String>> ROWS =
      List.of(
          Map.entry("hardware", "Hardware"),
          Map.entry("sustained.writeMBps", "Sustained writes, MB/s"),
          Map.entry("sustained.messagesPerSecond", "Sustained messages per second"),
          Map.entry("sustained.binds", "Sustained: bound by"),
          Map.entry("burst.writeMBps", "Burst writes, MB/s"),
          Map.entry("burst.binds", "Burst: bound by"),
          Map.entry("endurance.writeMBps", "Endurance at, MB/s"),
          Map.entry("endurance.bucketHours", "Endurance: it holds for, hours"),
          Map.entry("endurance.diskFullHours", "Endurance: disks are full after, hours"),
          Map.entry(COST + "instances", "Instances, USD a month"),
          Map.entry(COST + "volumes", "Disks, USD a month"),
          Map.entry(COST + "natGateways", "NAT gateways, USD a month"),
          Map.entry(COST + "crossZoneReplication", "Replication between zones, USD a month"),
          Map.entry(TOTAL, "Together, USD a month"));

  private final ObjectNode before;
  private final ObjectNode after;

  private CapacityChange(ObjectNode before, ObjectNode after) {
    this.before = before;
    this.after = after;
  }

  /** Empty when the plan leaves it as it is. */
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

  /** The cost in one sentence; empty when it is not known on both sides. */
  Optional<String> costSentence() {
    Optional<BigDecimal> old = number(before, TOTAL);
    Optional<BigDecimal> recent = number(after, TOTAL);
    if (old.isEmpty() || recent.isEmpty()) {
      return recent.map(cost -> "It costs " + dollars(cost) + " USD a month.");
    }
    return Optional.of(
        "A month costs %s USD instead of %s USD (%s)."
            .formatted(
                dollars(recent.get()), dollars(old.get()), signed(old.get(), recent.get(), true)));
  }

  /** A table of both sides. */
  String table() {
    var lines =
        new ArrayList<String>(List.of("| | before | after | |", "| --- | --- | --- | --- |"));
    for (Map.Entry<String, String> row : ROWS) {
      String old = text(before, row.getKey());
      String recent = text(after, row.getKey());
      if (!old.equals(NOTHING) || !recent.equals(NOTHING)) {
        lines.add(
            "| %s | %s | %s | %s |"
                .formatted(row.getValue(), old, recent, difference(row.getKey())));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private String difference(String path) {
    Optional<BigDecimal> old = number(before, path);
    Optional<BigDecimal> recent = number(after, path);
    if (old.isPresent() && recent.isPresent()) {
      return old.get().compareTo(recent.get()) == 0
          ? ""
          : signed(old.get(), recent.get(), path.startsWith(COST));
    }
    boolean bothSides = before.size() > 0 && after.size() > 0;
    return bothSides && !text(before, path).equals(text(after, path)) ? "changes" : "";
  }

  private static String signed(BigDecimal old, BigDecimal recent, boolean cost) {
    BigDecimal difference = recent.subtract(old);
    return (difference.signum() < 0 ? "−" : "+")
        + (cost ? dollars(difference.abs()) : grouped(difference.abs()));
  }

  private static String text(ObjectNode root, String path) {
    JsonNode value = PropertyPath.of(path).in(root);
    if (value == null || !JsonText.isScalar(value)) {
      return NOTHING;
    }
    return number(root, path)
        .map(number -> path.startsWith(COST) ? dollars(number) : grouped(number))
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

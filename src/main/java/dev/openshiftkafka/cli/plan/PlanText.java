package dev.openshiftkafka.cli.plan;

import dev.openshiftkafka.capacity.Capacity;
import dev.openshiftkafka.capacity.CostPart;
import dev.openshiftkafka.capacity.MonthlyCost;
import dev.openshiftkafka.capacity.Plan;
import dev.openshiftkafka.capacity.model.ThroughputLimit;
import dev.openshiftkafka.capacity.model.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Renders plans as text for a terminal. */
final class PlanText {
  private static final List<String> HEADER =
      List.of(
          "Brokers",
          "Instance",
          "Volume of each",
          "Sustained",
          "Limited by",
          "Zone down",
          "Limited by",
          "Hardware",
          "Total");

  private final PlanRequest request;

  PlanText(PlanRequest request) {
    this.request = request;
  }

  /**
   * The load, a table of plans, and the cost of the first one.
   *
   * @param plans the plans to show, the cheapest first
   * @param changes what to change in the deployed stack; empty for a new stack
   */
  String render(List<Plan> plans, List<PlanChanges.Change> changes) {
    Plan best = plans.get(0);
    var text = new StringBuilder(load());
    text.append("\n\n").append(table(plans));
    text.append("\nMB/s of records, each counted once; USD per month. Hardware is instances and")
        .append(" volumes.\n\n");
    text.append("Cost of the first, USD per month\n").append(cost(best.cost()));
    if (request.current() != null) {
      text.append('\n').append(current(request.current(), best, changes));
    }
    return text.toString();
  }

  /** The load, the consumers, and the prices, on a line each. */
  String load() {
    var load = request.load();
    var bounds = request.planner().bounds();
    return text(
        "Load: %d MB/s of records%s, %,.0f messages/s of %d bytes, %d replicas, %,.0f GB on all"
            + " volumes.%n"
            + "Consumers: %d groups that read all records, of which %d may read from the"
            + " volumes.%n"
            + "Prices: %s; %d zones%s.",
        load.writeMBps(),
        load.writeMBps() > load.averageMBps()
            ? text(", with headroom over %s", plain(load.averageMBps()))
            : "",
        load.writeMBps() * 1e6 / ThroughputLimit.bytesOfRecord(request.messageBytes()),
        request.messageBytes(),
        load.replicationFactor(),
        load.storedBytes() / 1e9,
        load.reads().groups(),
        load.reads().behind(),
        request.planner().prices().source(),
        bounds.zones(),
        bounds.survivesZone() ? ", one of which may be down" : "");
  }

  private static String table(List<Plan> plans) {
    var rows = new ArrayList<List<String>>();
    rows.add(HEADER);
    plans.forEach(plan -> rows.add(row(plan)));
    var text = new StringBuilder();
    for (List<String> row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        int column = i;
        int width = rows.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
        boolean right = i == 0 || i == 3 || i == 5 || i >= 7;
        line.append(text((right ? "%" : "%-") + width + "s  ", row.get(i)));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static List<String> row(Plan plan) {
    ThroughputLimit sustained = plan.limits().sustained();
    Optional<ThroughputLimit> loss = plan.limits().zoneLoss();
    return List.of(
        String.valueOf(plan.brokers()),
        plan.instance().type().name(),
        volume(plan.volume()),
        text("%.1f", sustained.writeMBps()),
        sustained.binds().shortText(),
        loss.map(limit -> text("%.1f", limit.writeMBps())).orElse("-"),
        loss.map(limit -> limit.binds().shortText()).orElse("-"),
        text("%,.0f", plan.cost().hardware()),
        text("%,.0f", plan.cost().total()));
  }

  /** A volume, such as {@code 4000 GiB gp3, 3000 IOPS, 125 MiB/s}. */
  static String volume(Volume volume) {
    String text = text("%.0f GiB %s", volume.sizeGiB(), volume.type());
    if (volume.iops() > 0) {
      text += text(", %d IOPS", volume.iops());
    }
    return volume.throughputMiBps() > 0
        ? text + text(", %d MiB/s", volume.throughputMiBps())
        : text;
  }

  private String cost(MonthlyCost cost) {
    var text = new StringBuilder();
    for (CostPart part : cost.parts().keySet()) {
      text.append(line(part.toString(), cost.of(part)));
    }
    text.append(line("total", cost.total()));
    if (request.load().reads().groups() > 0) {
      text.append(line("each read group without client.rack", cost.readGroup()));
      text.append(line("each read group with client.rack", cost.readGroupWithClientRack()));
      text.append(line("client.rack of all groups saves", cost.clientRackSaves()));
    }
    return text.toString();
  }

  private static String line(String name, double amount) {
    return text("  %-36s %,12.2f%n", name, amount);
  }

  private static String current(Capacity current, Plan best, List<PlanChanges.Change> changes) {
    var text = new StringBuilder();
    text.append(
        text(
            "Now: %d brokers on %s, %s each: hardware %,.2f USD per month, with the plan %,.2f"
                + " (%+,.2f).%n",
            current.layout().brokers(),
            current.hardware().instance().name(),
            volume(current.hardware().volume()),
            current.cost().hardware(),
            best.cost().hardware(),
            best.cost().hardware() - current.cost().hardware()));
    current.warning().ifPresent(warning -> text.append(warning).append('\n'));
    if (changes.isEmpty()) {
      return text.append("Nothing to change.\n").toString();
    }
    text.append("Change:\n");
    changes.forEach(change -> text.append("  ").append(change).append('\n'));
    return text.toString();
  }

  private static String plain(double number) {
    return text(number == Math.rint(number) ? "%.0f" : "%.1f", number);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}

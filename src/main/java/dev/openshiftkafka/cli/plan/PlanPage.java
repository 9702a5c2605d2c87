package dev.openshiftkafka.cli.plan;

import dev.openshiftkafka.capacity.Plan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Renders an HTML page with the Pareto front of plans: the least cost of hardware for each write
 * rate. It has neither scripts nor links to other files.
 */
final class PlanPage {
  private static final int WIDTH = 800;
  private static final int HEIGHT = 420;
  private static final int LEFT = 70;
  private static final int BOTTOM = 50;
  private static final int TOP = 20;
  private static final int RIGHT = 20;
  private static final int[] TICKS = {1, 2, 5};

  /** Ranges of the axes, both logarithmic. */
  private final double leastRate;

  private final double greatestRate;
  private final double leastCost;
  private final double greatestCost;

  private PlanPage(SortedMap<Integer, Plan> front) {
    leastRate = front.firstKey();
    greatestRate = front.lastKey();
    leastCost =
        front.values().stream().mapToDouble(each -> each.cost().hardware()).min().orElseThrow();
    greatestCost =
        front.values().stream().mapToDouble(each -> each.cost().hardware()).max().orElseThrow();
  }

  /**
   * The page.
   *
   * @param load the load in sentences
   * @param rate the rate of the load, in MB/s
   * @param front the cheapest plan by rate
   */
  static String render(String load, int rate, SortedMap<Integer, Plan> front) {
    return template()
        .replace("${load}", escape(load).replace("\n", "<br>"))
        .replace("${chart}", new PlanPage(front).chart(rate, front))
        .replace("${rows}", rows(rate, front));
  }

  private String chart(int chosen, SortedMap<Integer, Plan> front) {
    var svg = new StringBuilder();
    svg.append(
        text(
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
            WIDTH, HEIGHT, "Cost of hardware against write rate"));
    for (double rate : ticks(leastRate, greatestRate)) {
      svg.append(
          text(
              "<line class=\"grid\" x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$d\" y2=\"%3$d\"/>"
                  + "<text x=\"%1$.1f\" y=\"%4$d\" text-anchor=\"middle\">%5$,.0f</text>%n",
              x(rate), TOP, HEIGHT - BOTTOM, HEIGHT - BOTTOM + 18, rate));
    }
    for (double cost : ticks(leastCost, greatestCost)) {
      svg.append(
          text(
              "<line class=\"grid\" x1=\"%1$d\" x2=\"%2$d\" y1=\"%3$.1f\" y2=\"%3$.1f\"/>"
                  + "<text x=\"%4$d\" y=\"%5$.1f\" text-anchor=\"end\">%6$,.0f</text>%n",
              LEFT, WIDTH - RIGHT, y(cost), LEFT - 8, y(cost) + 4, cost));
    }
    svg.append(
        text(
            "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">write rate, MB/s" + "</text>%n",
            (LEFT + WIDTH) / 2, HEIGHT - 8));
    svg.append("<polyline points=\"");
    front.forEach(
        (rate, plan) -> svg.append(text("%.1f,%.1f ", x(rate), y(plan.cost().hardware()))));
    svg.append("\"/>\n");
    front.forEach(
        (rate, plan) ->
            svg.append(
                text(
                    "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\"><title>%s</title>"
                        + "</circle>%n",
                    rate == chosen ? "chosen" : "plan",
                    x(rate),
                    y(plan.cost().hardware()),
                    escape(summary(rate, plan)))));
    return svg.append("</svg>").toString();
  }

  private double x(double rate) {
    return LEFT + part(rate, leastRate, greatestRate) * (WIDTH - LEFT - RIGHT);
  }

  private double y(double cost) {
    return HEIGHT - BOTTOM - part(cost, leastCost, greatestCost) * (HEIGHT - BOTTOM - TOP);
  }

  private static double part(double value, double least, double greatest) {
    return greatest <= least ? 0.5 : Math.log(value / least) / Math.log(greatest / least);
  }

  /** Powers of ten, twice and five times as much, in a range. */
  private static List<Double> ticks(double least, double greatest) {
    var ticks = new ArrayList<Double>();
    for (int power = 0; power < 9; power++) {
      for (int factor : TICKS) {
        double tick = factor * Math.pow(10, power);
        if (tick >= least && tick <= greatest) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }

  private static String rows(int chosen, SortedMap<Integer, Plan> front) {
    var rows = new StringBuilder();
    front.forEach(
        (rate, plan) ->
            rows.append(
                text(
                    "<tr%s><td>%d</td><td>%d</td><td>%s</td><td>%s</td><td>%.1f</td><td>%s</td>"
                        + "<td>%,.0f</td><td>%,.0f</td></tr>%n",
                    rate == chosen ? " class=\"chosen\"" : "",
                    rate,
                    plan.brokers(),
                    escape(plan.instance().type().name()),
                    escape(PlanText.volume(plan.volume())),
                    plan.limit().writeMBps(),
                    escape(plan.limit().binds().toString()),
                    plan.cost().hardware(),
                    plan.cost().total())));
    return rows.toString();
  }

  private static String summary(int rate, Plan plan) {
    return text(
        "%d MB/s: %d brokers on %s, %s each, %,.0f USD per month; at most %.1f MB/s, limited by the"
            + " %s",
        rate,
        plan.brokers(),
        plan.instance().type().name(),
        PlanText.volume(plan.volume()),
        plan.cost().hardware(),
        plan.limit().writeMBps(),
        plan.limit().binds());
  }

  private static String template() {
    try (@Nullable InputStream file = PlanPage.class.getResourceAsStream("plan.html")) {
      return new String(
          Objects.requireNonNull(file, "plan.html").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}

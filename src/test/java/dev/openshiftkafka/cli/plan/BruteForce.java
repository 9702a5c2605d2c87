package dev.openshiftkafka.cli.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tries all hardware for a load, with formulas of its own, in bytes per second. It shares only the
 * tables of figures with the program.
 */
final class BruteForce {
  private static final Path TABLES = Path.of("src/main/resources/dev/openshiftkafka/capacity");
  private static final double MIB = 1 << 20;
  private static final double GIB = 1 << 30;
  private static final double HOURS = 730;
  private static final int STEP = 25;

  private final List<Map<String, String>> instances = table("instance-types.csv");
  private final Map<String, Double> prices = new LinkedHashMap<>();
  private final PlanCases.Case load;

  /** Cost of instances and volumes per month, and what they are. */
  record Found(double usd, String hardware) {}

  BruteForce(PlanCases.Case load) {
    this.load = load;
    for (Map<String, String> row : table("prices.csv")) {
      if (!row.get("item").endsWith("_date")) {
        prices.put(row.get("item"), Double.valueOf(row.get(load.region())));
      }
    }
  }

  private static List<Map<String, String>> table(String name) {
    try {
      var rows = new ArrayList<Map<String, String>>();
      String[] columns = null;
      for (String line : Files.readAllLines(TABLES.resolve(name))) {
        if (line.startsWith("#")) {
          continue;
        }
        String[] cells = line.split(",", -1);
        if (columns == null) {
          columns = cells;
          continue;
        }
        var row = new LinkedHashMap<String, String>();
        for (int i = 0; i < cells.length; i++) {
          row.put(columns[i].strip(), cells[i].strip());
        }
        rows.add(row);
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The cheapest hardware; of equal cost the first that was found. */
  Found cheapest() {
    Found best = new Found(Double.POSITIVE_INFINITY, "none");
    for (Map<String, String> instance : instances) {
      String price = instance.get(load.region());
      if (price.isEmpty()
          || Integer.parseInt(instance.get("vcpus")) < 4
          || Double.parseDouble(instance.get("memory_gib")) < 16
          || !load.architectures().contains(instance.get("architecture"))) {
        continue;
      }
      for (int brokers = 3; brokers <= load.maxBrokers(); brokers += 3) {
        if (brokers < load.factor() || !networkHolds(instance, brokers)) {
          continue;
        }
        for (String type : load.volumeTypes()) {
          double volume = cheapestVolume(instance, brokers, type);
          double root = 120 * prices.get("gp3_gib_month");
          double quorum = 3 * 10 * prices.get("gp3_gib_month");
          double usd = brokers * (Double.parseDouble(price) * HOURS + root + volume) + quorum;
          if (usd < best.usd() - 1e-6) {
            best = new Found(usd, brokers + " " + instance.get("type") + " " + type);
          }
        }
      }
    }
    return best;
  }

  private double rate() {
    return load.rate() * 1e6;
  }

  /** Bytes per second that a running broker sends to followers and consumers. */
  private boolean networkHolds(Map<String, String> instance, int brokers) {
    double network = Double.parseDouble(instance.get("network_mbps")) * 1e6 / 8;
    double in = rate() * load.factor() / brokers;
    double out = rate() * (load.factor() - 1 + load.groups()) / brokers;
    if (load.survivesZone()) {
      int left = brokers - brokers / 3;
      double replicas = load.factor() * left / (double) brokers;
      out = Math.max(out, rate() * (replicas - 1 + load.groups()) / left);
    }
    return in <= network * (1 + 1e-12) && out <= network * (1 + 1e-12);
  }

  /** Bytes per second that a running broker writes to its volume and reads from it. */
  private double volumeBytes(int brokers) {
    int readers = load.survivesZone() ? brokers - brokers / 3 : brokers;
    return rate() * load.factor() / brokers + rate() * load.behind() / readers;
  }

  private double cheapestVolume(Map<String, String> instance, int brokers, String type) {
    double needed = volumeBytes(brokers);
    if (needed > Double.parseDouble(instance.get("ebs_mbps")) * 1e6 / 8) {
      return Double.POSITIVE_INFINITY;
    }
    double stored = rate() * load.hours() * 3600 * load.factor() / brokers;
    return switch (type) {
      case "gp3" -> gp3(needed, stored);
      case "io2" -> io2(needed, stored);
      default -> st1(needed, stored);
    };
  }

  private static boolean fits(double stored, int gib) {
    return stored <= gib * GIB * 0.8;
  }

  private double gp3(double needed, double stored) {
    double least = Double.POSITIVE_INFINITY;
    for (int throughput = 125; throughput <= 2000; throughput += STEP) {
      if (throughput * MIB < needed) {
        continue;
      }
      int iops = Math.max(3000, 4 * throughput);
      for (int gib = STEP; gib <= 65_536; gib += STEP) {
        if (fits(stored, gib) && (iops == 3000 || iops <= 500 * gib)) {
          least =
              Math.min(
                  least,
                  gib * prices.get("gp3_gib_month")
                      + (iops - 3000) * prices.get("gp3_iops_month")
                      + (throughput - 125) * prices.get("gp3_mibps_month"));
          break;
        }
      }
    }
    return least;
  }

  private double io2(double needed, double stored) {
    double least = Double.POSITIVE_INFINITY;
    for (int iops = 100; iops <= 16_000; iops += 100) {
      if (iops / 4.0 * MIB < needed) {
        continue;
      }
      for (int gib = STEP; gib <= 65_536; gib += STEP) {
        if (fits(stored, gib) && iops <= 1000 * gib) {
          least =
              Math.min(
                  least, gib * prices.get("io2_gib_month") + iops * prices.get("io2_iops_month"));
          break;
        }
      }
    }
    return least;
  }

  private double st1(double needed, double stored) {
    for (int gib = 125; gib <= 16_384; gib += STEP) {
      double throughput = Math.min(40 * MIB * gib / 1024, 500 * MIB);
      if (fits(stored, gib) && throughput >= needed) {
        return gib * prices.get("st1_gib_month");
      }
    }
    return Double.POSITIVE_INFINITY;
  }
}

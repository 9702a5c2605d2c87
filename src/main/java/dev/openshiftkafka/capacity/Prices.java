package dev.openshiftkafka.capacity;

import dev.openshiftkafka.capacity.model.Volume;
import dev.openshiftkafka.config.VolumeConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * On-demand prices of a region in US dollars, from the tables {@code instance-types.csv} and {@code
 * prices.csv}, which name their sources.
 */
public final class Prices {
  /** Hours per month, as in AWS' price calculator. */
  static final double HOURS = 730;

  private static final String DEFAULT_REGION = "us-east-1";
  private static final CsvTable TABLE = CsvTable.resource("prices.csv");

  /** IOPS of an io2 volume above which the price of the second and of the third tier applies. */
  private static final int IO2_TIER2 = 32_000;

  private static final int IO2_TIER3 = 64_000;

  private final String region;
  private final Map<String, Double> usd;
  private final String source;

  private Prices(String region, Map<String, Double> usd, String source) {
    this.region = region;
    this.usd = Map.copyOf(usd);
    this.source = source;
  }

  /** The regions of the tables. */
  public static List<String> regions() {
    return TABLE.columns().subList(1, TABLE.columns().size());
  }

  /** The prices of a region, or those of us-east-1 when the tables do not have it. */
  public static Prices of(String region) {
    String known = regions().contains(region) ? region : DEFAULT_REGION;
    var usd = new HashMap<String, Double>();
    var dates = new HashMap<String, String>();
    for (CsvTable.Row row : TABLE.rows()) {
      String item = row.text("item");
      if (item.endsWith("_date")) {
        dates.put(item, row.text(known));
      } else {
        usd.put(item, row.number(known));
      }
    }
    for (CsvTable.Row row : InstanceTypes.TABLE.rows()) {
      if (!row.text(known).isEmpty()) {
        usd.put(row.text("type"), row.number(known));
      }
    }
    return new Prices(known, usd, source(region, known, dates));
  }

  /**
   * The prices of a region with those of a file in CSV, whose columns are {@code item} and {@code
   * usd}. A region that the tables do not have needs all items.
   *
   * @param problems receives each line with a fault, and what is missing
   */
  public static Prices ofFile(String region, String text, Collection<String> problems) {
    boolean known = regions().contains(region);
    var usd = new HashMap<String, Double>(known ? of(region).usd : Map.of());
    CsvTable table;
    try {
      table = CsvTable.parse(text);
    } catch (IllegalArgumentException e) {
      problems.add("is not a table: " + e.getMessage() + "; correct the line");
      return of(region);
    }
    if (!table.columns().equals(List.of("item", "usd"))) {
      problems.add("has the columns " + table.columns() + "; expected item, usd");
      return of(region);
    }
    for (CsvTable.Row row : table.rows()) {
      String item = row.text("item");
      String price = row.text("usd");
      if (!items().contains(item) && InstanceTypes.find(item).isEmpty()) {
        problems.add(
            "line %d: unknown item %s; expected an instance type or one of: %s"
                .formatted(row.line(), item, String.join(", ", items())));
      } else if (!price.matches("[0-9]{1,6}(\\.[0-9]{1,9})?")) {
        problems.add(
            "line %d: %s: %s is not a price; expected USD, such as 0.088"
                .formatted(row.line(), item, price));
      } else {
        usd.put(item, Double.valueOf(price));
      }
    }
    var missing = new ArrayList<>(items());
    missing.removeAll(usd.keySet());
    if (!missing.isEmpty()) {
      problems.add("lacks " + String.join(", ", missing) + "; add their prices in " + region);
    }
    return new Prices(region, usd, "on demand, " + region + ": prices of the file");
  }

  private static String source(String region, String known, Map<String, String> dates) {
    String text =
        "on demand, %s: instances of %s, volumes of %s"
            .formatted(known, dates.get("instances_date"), dates.get("volumes_date"));
    return region.equals(known) ? text : text + "; those of " + region + " are not known";
  }

  /** Region of the prices. */
  public String region() {
    return region;
  }

  /** Region and dates of the prices. */
  public String source() {
    return source;
  }

  /** Names of all prices but those of instances, such as gp3_gib_month. */
  static List<String> items() {
    var items = new ArrayList<String>();
    for (CsvTable.Row row : TABLE.rows()) {
      if (!row.text("item").endsWith("_date")) {
        items.add(row.text("item"));
      }
    }
    return items;
  }

  /** Monthly price of an instance, in USD; empty when it is not known in the region. */
  public OptionalDouble instanceMonth(String type) {
    Double hour = usd.get(type);
    return hour == null ? OptionalDouble.empty() : OptionalDouble.of(hour * HOURS);
  }

  /** Monthly price of a volume, in USD. */
  double volumeMonth(Volume volume) {
    double storage = volume.sizeGiB() * price(volume.type() + "_gib_month");
    return switch (volume.type()) {
      case "gp3" ->
          storage
              + price("gp3_iops_month") * (volume.iops() - VolumeConfig.GP3_IOPS)
              + price("gp3_mibps_month") * (volume.throughputMiBps() - VolumeConfig.GP3_THROUGHPUT);
      case "io1" -> storage + price("io1_iops_month") * volume.iops();
      case "io2" -> storage + io2Iops(volume.iops());
      default -> storage;
    };
  }

  private double io2Iops(int iops) {
    return price("io2_iops_month") * Math.min(iops, IO2_TIER2)
        + price("io2_iops_tier2_month") * Math.max(0, Math.min(iops, IO2_TIER3) - IO2_TIER2)
        + price("io2_iops_tier3_month") * Math.max(0, iops - IO2_TIER3);
  }

  /** Monthly price of a GiB of snapshots, in USD. */
  double snapshotGib() {
    return price("snapshot_gib_month");
  }

  /** Monthly price of a GiB in S3 Standard, in USD, of the first 50 TB. */
  double s3Gib() {
    return price("s3_gib_month");
  }

  /** Price of a thousand uploads to S3, in USD. */
  double s3Uploads() {
    return price("s3_put_1000");
  }

  /** Monthly price of a NAT gateway, in USD, without data processing. */
  double natGatewayMonth() {
    return price("nat_gateway_hour") * HOURS;
  }

  /** Price per GB between zones, in USD: for outgoing and for incoming traffic together. */
  double crossZoneGb() {
    return price("cross_zone_gb");
  }

  private double price(String item) {
    return Objects.requireNonNull(usd.get(item), item);
  }
}

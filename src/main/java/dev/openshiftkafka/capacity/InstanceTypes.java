package dev.openshiftkafka.capacity;

import dev.openshiftkafka.capacity.model.InstanceType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** EC2 instance types of the table {@code instance-types.csv}, which names its sources. */
public final class InstanceTypes {
  static final CsvTable TABLE = CsvTable.resource("instance-types.csv");

  private static final Map<String, InstanceOffer> ALL = read();

  private InstanceTypes() {}

  /** The instance type of a name; empty when its bandwidths are not known. */
  public static Optional<InstanceOffer> find(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /** All instance types, in the order of the table. */
  public static Collection<InstanceOffer> all() {
    return ALL.values();
  }

  /** Families of all instance types whose bandwidths are known, such as m7g. */
  static String families() {
    var families = new TreeSet<String>();
    ALL.keySet().forEach(name -> families.add(name.substring(0, name.indexOf('.'))));
    return String.join(", ", families);
  }

  private static Map<String, InstanceOffer> read() {
    var offers = new LinkedHashMap<String, InstanceOffer>();
    for (CsvTable.Row row : TABLE.rows()) {
      var type =
          new InstanceType(
              row.text("type"),
              row.integer("ebs_mbps"),
              row.integer("ebs_burst_mbps"),
              row.integer("network_mbps"),
              row.integer("network_burst_mbps"));
      offers.put(
          type.name(),
          new InstanceOffer(
              type, row.text("architecture"), row.integer("vcpus"), row.number("memory_gib")));
    }
    return offers;
  }
}

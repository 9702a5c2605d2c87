package dev.openshiftkafka.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.capacity.model.InstanceType;
import dev.openshiftkafka.capacity.model.Volume;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of instance types and prices. */
class PriceTablesTest {
  static List<String> regions() {
    return Prices.regions();
  }

  @Test
  void instanceTypes_all_areConsistent() {
    assertTrue(InstanceTypes.all().size() >= 40);
    for (InstanceOffer offer : InstanceTypes.all()) {
      InstanceType type = offer.type();
      String name = type.name();
      assertTrue(offer.vcpus() >= 2 && offer.memoryGiB() >= offer.vcpus(), name);
      assertTrue(type.ebsMbps() > 0 && type.ebsMbps() <= type.ebsBurstMbps(), name);
      assertTrue(type.networkMbps() > 0 && type.networkMbps() <= type.networkBurstMbps(), name);
      // AWS' names: a g after the generation is a Graviton processor.
      boolean graviton = name.matches("[a-z]+[0-9]g[a-z]*\\..*");
      assertEquals(graviton || name.startsWith("im4gn") ? "arm64" : "x86_64", offer.architecture());
    }
  }

  /** AWS prices the sizes of a family by their share of the largest one. */
  @ParameterizedTest
  @MethodSource("regions")
  void instanceMonth_sizesOfFamily_areProportional(String region) {
    Prices prices = Prices.of(region);
    Map<String, Double> perCpu = new HashMap<>();
    for (InstanceOffer offer : InstanceTypes.all()) {
      String name = offer.type().name();
      prices
          .instanceMonth(name)
          .ifPresent(
              month -> {
                String family = name.substring(0, name.indexOf('.'));
                double each = month / offer.vcpus();
                assertEquals(perCpu.computeIfAbsent(family, f -> each), each, each * 5e-3, name);
              });
    }
    assertTrue(perCpu.size() >= 15, perCpu.keySet().toString());
  }

  @ParameterizedTest
  @MethodSource("regions")
  void volumeMonth_eachType_hasPrice(String region) {
    Prices prices = Prices.of(region);
    for (String type : List.of("gp2", "gp3", "io1", "io2", "st1", "sc1", "standard")) {
      double month = prices.volumeMonth(Volume.of(type, 1000));
      assertTrue(month >= 15 && month < 500, type + " " + month);
    }
    assertTrue(prices.snapshotGib() > 0.04 && prices.crossZoneGb() > 0);
  }

  @Test
  void regions_all_areAtLeastFive() {
    assertTrue(Prices.regions().size() >= 5);
    assertEquals(
        Prices.regions(),
        InstanceTypes.TABLE
            .columns()
            .subList(
                InstanceTypes.TABLE.columns().size() - Prices.regions().size(),
                InstanceTypes.TABLE.columns().size()));
  }

  @Test
  void volumeMonth_io2AboveTiers_usesTheirPrices() {
    double price = Prices.of("us-east-1").volumeMonth(new Volume("io2", 100, 70_000, 0));
    assertEquals(12.5 + 32_000 * 0.065 + 32_000 * 0.0455 + 6_000 * 0.03185, price, 1e-6);
  }

  @Test
  void of_unknownRegion_hasPricesOfUsEast1AndSaysSo() {
    Prices prices = Prices.of("me-south-1");
    assertEquals("us-east-1", prices.region());
    assertTrue(prices.source().endsWith("; those of me-south-1 are not known"), prices.source());
  }

  @Test
  void ofFile_knownRegion_replacesPrices() {
    var problems = new ArrayList<String>();
    Prices prices = Prices.ofFile("eu-west-1", "item, usd\n# agreed\nm6i.2xlarge, 0.3\n", problems);
    assertEquals(List.of(), problems);
    assertEquals(0.3 * 730, prices.instanceMonth("m6i.2xlarge").orElseThrow(), 1e-9);
    assertEquals(0.214 * 730, prices.instanceMonth("m6i.xlarge").orElseThrow(), 1e-9);
  }

  @Test
  void ofFile_faults_reportsAll() {
    var problems = new ArrayList<String>();
    Prices.ofFile("me-south-1", "item, usd\nx9.huge, 1\nm5.large, free\n", problems);
    assertEquals(3, problems.size(), problems.toString());
    assertTrue(problems.get(0).startsWith("line 2: unknown item x9.huge; expected an instance"));
    assertEquals(
        "line 3: m5.large: free is not a price; expected USD, such as 0.088", problems.get(1));
    assertTrue(problems.get(2).startsWith("lacks gp3_gib_month, "), problems.get(2));
  }

  @Test
  void parse_wrongNumberOfCells_namesLine() {
    var e = assertThrows(IllegalArgumentException.class, () -> CsvTable.parse("a, b\n\n1\n"));
    assertEquals("line 3: has 1 cells, but the table has 2 columns", e.getMessage());
  }
}

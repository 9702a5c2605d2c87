package dev.openshiftkafka.capacity;

import dev.openshiftkafka.capacity.model.Hardware;
import dev.openshiftkafka.capacity.model.ThroughputLimit;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.testing.Golden;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table in docs/capacity.md that compares the hardware of the article and of production. */
class CapacityDocumentTest {
  private static final Path PAGE = Path.of("docs/capacity.md");
  private static final String BEGIN = "<!-- capacity: from CapacityDocumentTest -->\n";
  private static final String END = "<!-- end of capacity -->\n";
  private static final List<Capacity> COMPARED = List.of(of("article"), of("prod"));

  /** With the article's load, so that the hardware and the prices of the region differ. */
  private static Capacity of(String stack) {
    var values =
        StackEdit.apply(
            StackFile.read(stack),
            Map.of("kafka/messageBytes", 100, "kafka/expectedWriteMBps", 49));
    return Capacity.of(new ConfigSource("openshift-kafka", stack, values).read()).orElseThrow();
  }

  @Test
  void page_capacityTable_isUpToDate() {
    Golden.assertPart(PAGE, BEGIN, END, table());
  }

  private static String table() {
    return row("", c -> hardware(c.hardware()))
        + "| --- | --- | --- |\n"
        + row("Sustained", c -> limit(c.sustained()))
        + row("Burst", c -> limit(c.burst()))
        + row("Burst duration at 49 MB/s", c -> hours(c.burstDuration().bucketHours()))
        + row("Volumes full after", c -> hours(c.burstDuration().diskFullHours()))
        + row("Prices of", c -> c.config().aws().region())
        + row("Instances per month", c -> cost(c, CostPart.INSTANCES))
        + row("Volumes per month", c -> cost(c, CostPart.VOLUMES))
        + row("Replication between zones per month", c -> cost(c, CostPart.REPLICATION))
        + row("Producers between zones per month", c -> cost(c, CostPart.PRODUCERS))
        + row("Each consumer group per month", c -> dollars(c.cost().readGroup()))
        + row("With client.rack", c -> dollars(c.cost().readGroupWithClientRack()));
  }

  private static String row(String name, Function<Capacity, String> cell) {
    return Stream.concat(Stream.of(name), COMPARED.stream().map(cell))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String hardware(Hardware hardware) {
    return text(
        "3 x %s, %.0f GiB %s each",
        hardware.instance().name(), hardware.volume().sizeGiB(), hardware.volume().type());
  }

  private static String limit(ThroughputLimit limit) {
    return text(
        "%.1f MB/s, %,.0f msgs/s: %s",
        limit.writeMBps(), limit.messagesPerSecond(100), limit.binds());
  }

  private static String hours(double hours) {
    return Double.isInfinite(hours) ? "unlimited" : text("%.1f h", hours);
  }

  private static String cost(Capacity capacity, CostPart part) {
    return dollars(capacity.cost().of(part));
  }

  private static String dollars(double amount) {
    return text("%,.0f USD", amount);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}

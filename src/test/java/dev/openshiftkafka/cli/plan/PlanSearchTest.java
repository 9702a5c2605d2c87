package dev.openshiftkafka.cli.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openshiftkafka.capacity.Capacity;
import dev.openshiftkafka.capacity.InstanceOffer;
import dev.openshiftkafka.capacity.InstanceTypes;
import dev.openshiftkafka.capacity.Prices;
import dev.openshiftkafka.cli.state.JsonText;
import dev.openshiftkafka.config.InvalidConfigException;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.config.reader.StackFile;
import dev.openshiftkafka.testing.CommandRun;
import dev.openshiftkafka.testing.Scripts;
import dev.openshiftkafka.testing.StackEdit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The planner's answers, compared with a search by brute force and with the stack's warning. */
class PlanSearchTest {
  private static final String FILE = "Pulumi.planned.yaml";

  @TempDir private Path folder;

  static List<PlanCases.Case> cases() {
    return PlanCases.all().toList();
  }

  private JsonNode plan(PlanCases.Case load) {
    var arguments = new ArrayList<>(load.arguments());
    arguments.addAll(List.of("--json", "--rows=1", "--stack-file=" + FILE));
    String output =
        CommandRun.output(new Scripts(folder), arguments.toArray(String[]::new))
            .replaceFirst("\nwrote .*$", "");
    return JsonText.parse(output).path("plans").path(0);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void plan_bruteForce_isNotCheaper(PlanCases.Case load) {
    JsonNode cost = plan(load).path("monthlyUSD");
    BruteForce.Found found = new BruteForce(load).cheapest();
    assertEquals(
        found.usd(),
        cost.path("instances").asDouble() + cost.path("volumes").asDouble(),
        0.02,
        found.hardware());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void stackFile_plan_passesWarningAndCheaperStepsFail(PlanCases.Case load) throws IOException {
    JsonNode plan = plan(load);
    Map<String, String> values = StackFile.values(folder.resolve(FILE));

    assertEquals(Optional.empty(), fault(values, Map.of()));
    List<Map<String, Object>> steps = cheaperSteps(plan, load);
    assertFalse(steps.isEmpty());
    for (Map<String, Object> step : steps) {
      assertTrue(fault(values, step).isPresent(), step + " of " + plan);
    }
  }

  /** Why a configuration is refused or warned about; empty when it is not. */
  private static Optional<String> fault(Map<String, String> values, Map<String, ?> edits) {
    try {
      var config =
          new ConfigSource("openshift-kafka", "planned", StackEdit.apply(values, edits)).read();
      return Capacity.of(config).orElseThrow().warning();
    } catch (InvalidConfigException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static List<Map<String, Object>> cheaperSteps(JsonNode plan, PlanCases.Case load) {
    var steps = new ArrayList<Map<String, Object>>();
    int brokers = plan.path("brokers").asInt();
    if (brokers > 3) {
      steps.add(Map.of("kafka/brokers", brokers - 3, "aws/nodes/perZone", (brokers - 3) / 3));
    }
    JsonNode volume = plan.path("volume");
    int size = volume.path("sizeGiB").asInt();
    if (size > 125) {
      steps.add(Map.of("kafka/volume/size", (size - 25) + "Gi"));
    }
    int throughput = volume.path("throughputMiBps").asInt() - 25;
    if (throughput >= 125) {
      steps.add(
          Map.of(
              "kafka/volume/throughput",
              throughput,
              "kafka/volume/iops",
              Math.max(3000, 4 * throughput)));
    }
    if (volume.path("type").asText().equals("io2")) {
      steps.add(Map.of("kafka/volume/iops", volume.path("iops").asInt() - 100));
    }
    Prices prices = Prices.of(load.region());
    double price = prices.instanceMonth(plan.at("/instance/type").asText()).orElseThrow();
    for (InstanceOffer offer : InstanceTypes.all()) {
      boolean allowed =
          offer.vcpus() >= 4
              && offer.memoryGiB() >= 16
              && load.architectures().contains(offer.architecture());
      String type = offer.type().name();
      if (allowed && prices.instanceMonth(type).orElse(price) < price) {
        steps.add(new HashMap<>(Map.of("aws/nodes/instanceType", type)));
      }
    }
    return steps;
  }
}

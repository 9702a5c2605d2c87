package dev.openshiftkafka.cli.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openshiftkafka.capacity.Capacity;
import dev.openshiftkafka.cli.state.JsonText;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.testing.CommandRun;
import dev.openshiftkafka.testing.Golden;
import dev.openshiftkafka.testing.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code plan}: its output, its files and its faults. */
class PlanCommandTest {
  private static final Path PAGE = Path.of("docs/plan.md");
  private static final Path PROD = Path.of("stacks/Pulumi.prod.yaml").toAbsolutePath();

  /** The command of docs/plan.md. */
  private static final String[] DOCUMENTED = {
    "--write-mbps=50", "--message-bytes=1000", "--retention-hours=72", "--read-groups=3"
  };

  @TempDir private Path folder;

  private CommandRun run(String... arguments) {
    return CommandRun.run(new Scripts(folder), withName(arguments));
  }

  private String output(String... arguments) {
    return CommandRun.output(new Scripts(folder), withName(arguments));
  }

  private static String[] withName(String... arguments) {
    return Stream.concat(Stream.of("plan"), Arrays.stream(arguments)).toArray(String[]::new);
  }

  private static String[] and(String[] first, String... more) {
    return Stream.concat(Arrays.stream(first), Arrays.stream(more)).toArray(String[]::new);
  }

  private String copyOfProd(String from, String to) throws IOException {
    Path copy = folder.resolve("Pulumi.copy.yaml");
    Files.writeString(copy, Files.readString(PROD).replace(from, to));
    return copy.toString();
  }

  private static StackConfig read(Path file) throws IOException {
    return ConfigSource.ofFile("openshift-kafka", file).read();
  }

  @Test
  void page_outputOfNewPlan_isUpToDate() {
    Golden.assertPart(
        PAGE,
        "<!-- plan: from PlanCommandTest -->\n```text\n",
        "```\n<!-- end of plan -->",
        output(and(DOCUMENTED, "--rows=8")) + "\n");
  }

  @Test
  void page_outputForDeployedStack_isUpToDate() {
    Golden.assertPart(
        PAGE,
        "<!-- plan of prod: from PlanCommandTest -->\n```text\n",
        "```\n<!-- end of plan of prod -->",
        output("--from=" + PROD, "--read-groups=3", "--rows=3") + "\n");
  }

  @Test
  void from_changesApplied_leavesNothingToChange() throws IOException {
    String changed = folder.resolve("Pulumi.changed.yaml").toString();
    output("--from=" + PROD, "--read-groups=3", "--write-mbps=90", "--stack-file=" + changed);

    StackConfig config = read(Path.of(changed));
    assertEquals(90, config.kafka().expectedWriteMBps());
    assertEquals(3, config.kafka().expectedReadGroups());
    assertEquals(Optional.empty(), Capacity.of(config).orElseThrow().warning());
    String text = Files.readString(Path.of(changed));
    assertTrue(text.contains("# Production: KRaft"), text);
    assertTrue(text.contains("arn:aws:sns:eu-west-1:123456789012:kafka-prod-alarms"), text);
    assertTrue(output("--from=" + changed).endsWith("Nothing to change."));
  }

  @Test
  void from_sizeOfDeployedVolumes_neverShrinks() {
    JsonNode plan =
        JsonText.parse(output("--from=" + PROD, "--write-mbps=5", "--json")).at("/plans/0");
    assertTrue(plan.at("/volume/sizeGiB").asInt() >= 5000, plan.toString());
    assertTrue(plan.path("brokers").asInt() >= 3, plan.toString());
    assertEquals("x86_64", plan.at("/instance/architecture").asText());
  }

  @Test
  void from_localVolumes_isRefused() {
    CommandRun ended = run("--from=" + Path.of("stacks/Pulumi.local.yaml").toAbsolutePath());
    assertEquals(2, ended.status());
    assertTrue(ended.output().contains("has no AWS layer"), ended.output());
  }

  @Test
  void from_unknownRegion_needsPrices() throws IOException {
    String file = copyOfProd("eu-west-1", "me-south-1");
    CommandRun ended = run("--from=" + file);
    assertEquals(2, ended.status());
    assertTrue(
        ended.output().startsWith("error: --region: me-south-1 has no prices in the tables, which"),
        ended.output());
  }

  @Test
  void stackFile_exists_isNotOverwritten() {
    new Scripts(folder).write("Pulumi.new.yaml", "mine");
    CommandRun ended = run(and(DOCUMENTED, "--stack-file=Pulumi.new.yaml"));
    assertEquals(2, ended.status());
    assertTrue(
        ended.output().startsWith("error: --stack-file: Pulumi.new.yaml exists; remove it"),
        ended.output());
    assertEquals("mine", new Scripts(folder).read("Pulumi.new.yaml"));
  }

  @Test
  void stackFile_new_hasKafkaVersionOfProd() throws IOException {
    output(and(DOCUMENTED, "--stack-file=Pulumi.new.yaml", "--snapshots=7"));
    StackConfig config = read(folder.resolve("Pulumi.new.yaml"));
    assertEquals(read(PROD).kafka().version(), config.kafka().version());
    assertEquals(7, config.aws().snapshots().retain());
    assertEquals(List.of("us-east-1a", "us-east-1b", "us-east-1c"), config.zones());
  }

  @Test
  void html_page_isCompleteWithoutOtherFiles() throws IOException {
    output(and(DOCUMENTED, "--html=plan.html"));
    String page = Files.readString(folder.resolve("plan.html"));
    for (String external : List.of("http", "src=", "href=", "<script", "@import", "url(", "${")) {
      assertFalse(page.contains(external), external);
    }
    assertTrue(page.contains("<polyline"), page);
    assertEquals(1, page.split("circle class=\"chosen\"", -1).length - 1);
    assertTrue(page.split("<tr", -1).length > 10, page);
  }

  @Test
  void json_plan_hasCostOfEachPart() {
    JsonNode plan =
        JsonText.parse(output(and(DOCUMENTED, "--json", "--snapshots=7"))).at("/plans/0");
    JsonNode cost = plan.path("monthlyUSD");
    double sum = 0;
    for (String part :
        List.of(
            "instances",
            "volumes",
            "natGateways",
            "crossZoneReplication",
            "crossZoneProducers",
            "crossZoneReads",
            "snapshots")) {
      assertTrue(cost.has(part), part);
      sum += cost.path(part).asDouble();
    }
    assertEquals(cost.path("total").asDouble(), sum, 0.05);
    // Two of three copies of 50 MB/s, and two thirds of what producers send and a group reads.
    double month = 0.05 * 3600 * 730 * 0.02;
    assertEquals(2 * month, cost.path("crossZoneReplication").asDouble(), 0.01);
    assertEquals(month * 2 / 3, cost.path("crossZoneProducers").asDouble(), 0.01);
    assertEquals(3 * month * 2 / 3, cost.path("crossZoneReads").asDouble(), 0.01);
    assertEquals(3 * month * 2 / 3, plan.path("clientRackSavesUSD").asDouble(), 0.01);
    assertEquals(0, plan.path("readGroupWithClientRackUSD").asDouble());
  }

  @Test
  void ignoreZoneLoss_manyGroups_isCheaper() {
    String[] load = {"--write-mbps=200", "--read-groups=20", "--retention-hours=4", "--json"};
    double safe = total(output(load));
    double risky = total(output(and(load, "--ignore-zone-loss")));
    assertTrue(risky < safe, risky + " " + safe);
  }

  private static double total(String json) {
    return JsonText.parse(json).at("/plans/0/monthlyUSD/total").asDouble();
  }

  @Test
  void options_faults_reportsAll() {
    CommandRun ended =
        run(
            "--read-groups=2000",
            "--architecture=sparc",
            "--headroom=much",
            "--prices=none.csv",
            "--rows=0");
    assertEquals(2, ended.status());
    assertEquals(
        List.of(
            "error: --read-groups: 2000 must be from 0 to 1000",
            "error: --headroom: much must be a percentage, such as 30%",
            "error: --architecture: sparc is unknown; expected one of: arm64, x86_64",
            "error: --rows: 0 must be from 1 to 1000",
            "error: --prices: none.csv is no file; set the path of a CSV file",
            "error: --write-mbps: is required without --from; set the write rate"),
        ended.output().lines().filter(line -> line.startsWith("error: ")).toList());
  }

  @Test
  void writeMbps_absent_isRequired() {
    CommandRun ended = run("--replication-factor=1");
    assertEquals(2, ended.status());
    assertTrue(
        ended
            .output()
            .startsWith(
                "error: --write-mbps: is required without --from; set the write rate\n"
                    + "error: --replication-factor: 1 loses partitions with a zone; set 2 or more,"
                    + " or --ignore-zone-loss\n"),
        ended.output());
  }

  @Test
  void bounds_nothingHoldsLoad_failsWithWayOut() {
    CommandRun ended = run("--write-mbps=5000", "--max-brokers=3");
    assertEquals(1, ended.status());
    assertTrue(
        ended.output().startsWith("error: no hardware holds 6500 MB/s within the bounds; raise"),
        ended.output());
  }

  @Test
  void prices_file_changesChoice() {
    new Scripts(folder).write("prices.csv", "item, usd\nm5.8xlarge, 0.001\n");
    JsonNode plan =
        JsonText.parse(output(and(DOCUMENTED, "--prices=prices.csv", "--json"))).at("/plans/0");
    assertEquals("m5.8xlarge", plan.at("/instance/type").asText());
  }
}

package dev.openshiftkafka.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.testing.Golden;
import dev.openshiftkafka.testing.StackFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table in docs/environments.md of the differences between the stack files. */
class EnvironmentsDocumentTest {
  private static final Path PAGE = Path.of("docs/environments.md");
  private static final String BEGIN = "<!-- environments: from EnvironmentsDocumentTest -->\n";
  private static final String END = "<!-- end of environments -->\n";
  private static final List<String> STACKS = List.copyOf(StackFile.ALL.keySet());

  /** Stacks that no workflow deploys. */
  private static final Set<String> NOT_DEPLOYED = Set.of("article", "local");

  /** Names and ids of an account or a machine, which always differ. */
  private static final Pattern IDS =
      Pattern.compile(
          "aws\\.(accountId|infrastructureName|network\\..*|nodes\\.ami)|.*\\.volume\\.paths|zones"
              + "|ui\\.applicationDomain|project\\.description|.*\\.(image|fullImage)");

  @Test
  void stackFiles_inRepository_areAllListed() throws IOException {
    var found = new TreeSet<String>();
    for (String folder : List.of(".", "stacks")) {
      try (Stream<Path> files = Files.list(Path.of(folder))) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.matches("Pulumi\\..+\\.yaml"))
            .map(name -> name.replaceAll("^Pulumi\\.|\\.yaml$", ""))
            .forEach(found::add);
      }
    }

    assertEquals(new TreeSet<>(STACKS), found);
    assertTrue(StackFile.ALL.values().stream().allMatch(Files::exists));
  }

  @Test
  void stackFiles_keys_containNoSecret() throws IOException {
    for (Path file : StackFile.ALL.values()) {
      for (String key : dev.openshiftkafka.config.reader.StackFile.values(file).keySet()) {
        String name = key.replaceFirst("^openshift-kafka:", "");
        assertTrue(SecretCommand.of(name, "any").isEmpty(), file + " has " + key);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"preview", "up", "drift"})
  void workflow_defaultEnvironments_areTheDeployedStacks(String workflow) throws IOException {
    String text = Files.readString(Path.of(".github/workflows/" + workflow + ".yml"));

    String deployed =
        STACKS.stream()
            .filter(stack -> !NOT_DEPLOYED.contains(stack))
            .collect(Collectors.joining(" "));
    assertTrue(text.contains("vars.ENVIRONMENTS || '" + deployed + "'"), workflow);
  }

  @Test
  void page_environmentsTable_isUpToDate() {
    Golden.assertPart(PAGE, BEGIN, END, table());
  }

  private static String table() {
    List<Map<String, String>> configs =
        STACKS.stream().map(EnvironmentsDocumentTest::values).toList();
    var lines = new ArrayList<String>();
    lines.add(row("", STACKS));
    lines.add(row("---", STACKS.stream().map(stack -> "---").toList()));
    for (String key : keys(configs)) {
      List<String> cells = configs.stream().map(c -> c.getOrDefault(key, "")).toList();
      if (!IDS.matcher(key).matches() && differs(key, cells)) {
        lines.add(row("`" + key + "`", cells));
      }
    }
    return String.join("", lines);
  }

  /** All keys, in the order of the records, grouped by part. */
  private static List<String> keys(List<Map<String, String>> configs) {
    List<String> parts =
        Arrays.stream(StackConfig.class.getRecordComponents()).map(c -> c.getName()).toList();
    var byPart = new LinkedHashMap<String, Set<String>>();
    configs.stream()
        .flatMap(config -> config.keySet().stream())
        .sorted(Comparator.comparingInt(key -> parts.indexOf(key.split("[.\\[]")[0])))
        .forEach(
            key ->
                byPart
                    .computeIfAbsent(
                        key.replaceFirst("[.\\[][^.]*$", ""), part -> new LinkedHashSet<>())
                    .add(key));
    return byPart.values().stream().flatMap(Set::stream).toList();
  }

  /** Keys of the AWS layer are compared only between stacks that have this layer. */
  private static boolean differs(String key, List<String> cells) {
    return cells.stream()
            .filter(cell -> !key.startsWith("aws.") || !cell.isEmpty())
            .distinct()
            .count()
        > 1;
  }

  private static Map<String, String> values(String stack) {
    return EffectiveConfig.of(
        new ConfigSource("openshift-kafka", stack, StackFile.read(stack)).read());
  }

  private static String row(String first, List<String> cells) {
    return Stream.concat(Stream.of(first), cells.stream())
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}

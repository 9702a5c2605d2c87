package dev.openshiftkafka.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.Golden;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The lists of docs/disconnected.md are those of the program and of its build. */
class DisconnectedDocumentTest {
  private static final Path PAGE = Path.of("docs/disconnected.md");
  private static final String INTERNAL = "image-registry.openshift-image-registry.svc:5000/";
  private static final Pattern BASE = Pattern.compile("(?m)^FROM (\\S+)");
  private static final Pattern DEPENDENCY = Pattern.compile("(?s)<dependency>(.*?)</dependency>");
  private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]+)}");

  /** The stacks that together run every image, by the column of the page's table. */
  private static Map<String, StackRun> runs() {
    var runs = new TreeMap<String, StackRun>();
    var all =
        Map.of(
            "client/enabled", true,
            "exporter/enabled", true,
            "benchmark/enabled", true,
            "monitoring/lag/enabled", true,
            "topics/declared", List.of(Map.of("name", "a", "partitions", 3)));
    runs.put("kraft", StackRun.update("d", StackEdit.apply(StackFile.read("prod"), all)));
    runs.put("zookeeper", StackRun.update("d", StackEdit.apply(StackFile.read("dev"), all)));
    runs.values().forEach(run -> assertEquals(List.of(), run.result().exceptions()));
    return runs;
  }

  @Test
  void images_ofProgram_areListed() {
    var users = new TreeMap<String, TreeSet<String>>();
    runs().forEach((mode, run) -> run.objects().forEach(object -> collect(users, mode, object)));
    var table = new StringBuilder("| Image | `metadata` | Used by |\n| --- | --- | --- |\n");
    users.forEach(
        (image, uses) -> {
          var modes = new TreeSet<String>();
          var names = new TreeSet<String>();
          uses.forEach(
              use -> {
                modes.add("`" + use.split(" ", 2)[0] + "`");
                names.add(use.split(" ", 2)[1]);
              });
          table.append(
              "| `%s` | %s | %s |\n"
                  .formatted(image, String.join(", ", modes), String.join(", ", names)));
        });
    assertTrue(users.size() > 4, users.toString());

    Golden.assertPart(
        PAGE,
        "<!-- images: from DisconnectedDocumentTest -->\n",
        "<!-- end of images -->\n",
        table.toString());
  }

  private static void collect(Map<String, TreeSet<String>> users, String mode, Declared object) {
    for (Object[] path :
        new Object[][] {
          {"spec", "template", "spec"}, {"spec", "jobTemplate", "spec", "template", "spec"}
        }) {
      if (object.at(path) instanceof Map<?, ?> pod) {
        for (String kind : List.of("initContainers", "containers")) {
          if (pod.get(kind) instanceof List<?> containers) {
            for (Object container : containers) {
              var fields = (Map<?, ?>) container;
              add(
                  users,
                  mode,
                  (String) fields.get("image"),
                  "container `" + fields.get("name") + "`");
            }
          }
        }
      }
    }
    if (object.at("spec", "source", "dockerfile") instanceof String dockerfile) {
      Matcher base = BASE.matcher(dockerfile);
      while (base.find()) {
        add(users, mode, base.group(1), "build `" + object.name() + "`");
      }
    }
  }

  private static void add(
      Map<String, TreeSet<String>> users, String mode, String image, String user) {
    if (!image.startsWith(INTERNAL)) {
      users.computeIfAbsent(image, key -> new TreeSet<>()).add(mode + " " + user);
    }
  }

  /** The libraries that the program names itself; the SBOM has those that they depend on. */
  @Test
  void libraries_ofBuild_areListed() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    String declared = pom.replaceAll("(?s)<dependencyManagement>.*</dependencyManagement>", "");
    var lines = new ArrayList<String>();
    Matcher dependency =
        DEPENDENCY.matcher(declared.replaceAll("(?s)<exclusions>.*?</exclusions>", ""));
    while (dependency.find()) {
      if (!tag(dependency.group(1), "scope").equals("test")) {
        lines.add(
            "- `%s:%s%s`\n"
                .formatted(
                    tag(dependency.group(1), "groupId"),
                    tag(dependency.group(1), "artifactId"),
                    versionOf(pom, dependency.group(1))));
      }
    }
    assertTrue(lines.size() > 10, lines.toString());

    Golden.assertPart(
        PAGE,
        "<!-- libraries: from DisconnectedDocumentTest -->\n",
        "<!-- end of libraries -->\n",
        String.join("", new TreeSet<>(lines)));
  }

  /** Its own version, or that of the managed dependency of the same group. */
  private static String versionOf(String pom, String dependency) {
    String own = tag(dependency, "version");
    if (!own.isEmpty()) {
      return version(pom, own);
    }
    Matcher managed = DEPENDENCY.matcher(pom.substring(0, pom.indexOf("</dependencyManagement>")));
    while (managed.find()) {
      if (tag(managed.group(1), "groupId").equals(tag(dependency, "groupId"))) {
        return version(pom, tag(managed.group(1), "version"));
      }
    }
    throw new AssertionError("no version: " + dependency);
  }

  private static String version(String pom, String value) {
    Matcher property = PROPERTY.matcher(value);
    String version = property.matches() ? tag(pom, property.group(1)) : value;
    return version.isEmpty() ? "" : ":" + version;
  }

  private static String tag(String xml, String name) {
    Matcher found = Pattern.compile("<" + Pattern.quote(name) + ">([^<]*)</").matcher(xml);
    return found.find() ? found.group(1) : "";
  }

  /** The engine downloads exactly these plugins. */
  @Test
  void plugins_ofProviders_areListed() throws IOException {
    String page = Files.readString(PAGE);
    String provider =
        Files.readString(
            Path.of("src/main/java/dev/openshiftkafka/stack/openshift/ClusterProvider.java"));
    Matcher kubernetes = Pattern.compile("PLUGIN_VERSION = \"([^\"]+)\"").matcher(provider);
    assertTrue(kubernetes.find());
    String aws = Files.readString(Path.of("pom.xml"));
    Matcher declared =
        Pattern.compile("(?s)<artifactId>aws</artifactId>\\s*<version>([^<]+)</").matcher(aws);
    assertTrue(declared.find());

    assertTrue(
        page.contains("pulumi plugin install resource kubernetes " + kubernetes.group(1)), page);
    assertTrue(
        page.contains(
            "pulumi plugin install resource aws " + version(aws, declared.group(1)).substring(1)),
        page);
  }
}

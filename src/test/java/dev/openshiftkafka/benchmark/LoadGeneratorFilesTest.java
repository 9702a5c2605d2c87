package dev.openshiftkafka.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.jar.JarInputStream;
import org.junit.jupiter.api.Test;

/** What runs in the pod fits into a ConfigMap, is complete, and is the same each time. */
class LoadGeneratorFilesTest {
  /** Most that the API server takes (MaxSecretSize, which holds for ConfigMaps, too). */
  private static final int LIMIT = 1 << 20;

  @Test
  void allFitIntoOneConfigMap() {
    int archives =
        LoadGeneratorFiles.all().values().stream()
            .mapToInt(text -> Base64.getDecoder().decode(text).length)
            .sum();
    int workloads = Workloads.files().values().stream().mapToInt(String::length).sum();

    assertTrue(archives + workloads < LIMIT * 3 / 4, archives + " and " + workloads + " bytes");
  }

  @Test
  void theSameProgramMakesTheSameFiles() {
    assertEquals(LoadGeneratorFiles.all(), LoadGeneratorFiles.all());
  }

  @Test
  void everythingThatThePodNeedsIsInThem() throws IOException {
    Map<String, String> files = LoadGeneratorFiles.all();

    List<String> own = entries(files.get("load-generator.jar"));
    for (String entry :
        List.of("LoadGenerator.class", "report.html", "log4j.properties", "log4j2.properties")) {
      assertTrue(own.contains("dev/openshiftkafka/load/" + entry), own.toString());
    }
    assertTrue(
        own.stream().allMatch(entry -> entry.startsWith("dev/openshiftkafka/load/")),
        own.toString());
    assertTrue(entries(files.get("picocli.jar")).contains("picocli/CommandLine.class"));
    assertTrue(entries(files.get("hdrhistogram.jar")).contains("org/HdrHistogram/Histogram.class"));
    assertEquals(2, entries(files.get("uplot.jar")).size());
  }

  private static List<String> entries(String archive) throws IOException {
    var names = new ArrayList<String>();
    try (var jar =
        new JarInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(archive)))) {
      for (var entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
        names.add(entry.getName());
      }
    }
    return names;
  }
}

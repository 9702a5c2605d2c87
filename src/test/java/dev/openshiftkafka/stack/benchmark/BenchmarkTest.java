package dev.openshiftkafka.stack.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.testing.StackFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.jar.JarInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the jars and workloads of the benchmark pod. */
class BenchmarkTest {
  /** Limit of the API server (MaxSecretSize, which also applies to ConfigMaps). */
  private static final int LIMIT = 1 << 20;

  @Test
  void files_size_fitIntoConfigMap() {
    int archives =
        Benchmark.archives().values().stream()
            .mapToInt(text -> Base64.getDecoder().decode(text).length)
            .sum();
    int workloads =
        Benchmark.workloads(
                new ConfigSource("openshift-kafka", "article", StackFile.read("article")).read())
            .values()
            .stream()
            .mapToInt(String::length)
            .sum();

    assertTrue(archives + workloads < LIMIT * 3 / 4, archives + " and " + workloads + " bytes");
  }

  @Test
  void archives_sameProgram_areEqual() {
    assertEquals(Benchmark.archives(), Benchmark.archives());
  }

  @Test
  void archives_loadGenerator_areComplete() throws IOException {
    Map<String, String> files = Benchmark.archives();

    List<String> own = entries(files.get("load-generator.jar"));
    for (String entry :
        List.of("LoadGenerator.class", "report.html", "log4j.properties", "log4j2.properties")) {
      assertTrue(own.contains("dev/openshiftkafka/pod/load/" + entry), own.toString());
    }
    assertTrue(
        own.stream().allMatch(entry -> entry.startsWith("dev/openshiftkafka/pod/load/")),
        own.toString());
    assertTrue(entries(files.get("picocli.jar")).contains("picocli/CommandLine.class"));
    assertTrue(entries(files.get("hdrhistogram.jar")).contains("org/HdrHistogram/Histogram.class"));
    assertEquals(2, entries(files.get("uplot.jar")).size());
  }

  /** Runs with the class path of the pod: the jars, and the annotations that the image has. */
  @Test
  void comparison_podClassPath_isSufficient(@TempDir Path folder) throws Exception {
    try (var pod = classesOfThePod(folder)) {
      Class<?> volumes = pod.loadClass("dev.openshiftkafka.capacity.model.Volume");
      Class<?> instances = pod.loadClass("dev.openshiftkafka.capacity.model.InstanceType");
      Object hardware =
          pod.loadClass("dev.openshiftkafka.capacity.model.Hardware")
              .getConstructor(instances, int.class, volumes)
              .newInstance(
                  instances.getConstructors()[0].newInstance("m4.2xlarge", 1000, 1000, 1000, 1000),
                  1,
                  volumes.getMethod("of", String.class, double.class).invoke(null, "st1", 500));
      Method compare =
          List.of(pod.loadClass("dev.openshiftkafka.pod.load.Comparisons").getDeclaredMethods())
              .stream()
              .filter(method -> method.getName().equals("of"))
              .findFirst()
              .orElseThrow();
      compare.setAccessible(true);
      Object produce =
          pod.loadClass("dev.openshiftkafka.pod.load.ProduceSpec")
              .getConstructors()[0]
              .newInstance(1, 0, 100, null, 0, null, null, "0", false, null);
      Object workload =
          pod.loadClass("dev.openshiftkafka.pod.load.Workload")
              .getConstructors()[0]
              .newInstance("article", null, 0, 0, 10, 0, null, produce, null, null);

      assertEquals(2, ((List<?>) compare.invoke(null, workload, 487_442, 3, hardware)).size());
    }
  }

  private static URLClassLoader classesOfThePod(Path folder) throws IOException {
    var classPath = new ArrayList<URL>();
    for (var archive : Benchmark.archives().entrySet()) {
      Path jar = folder.resolve(archive.getKey());
      Files.write(jar, Base64.getDecoder().decode(archive.getValue()));
      classPath.add(jar.toUri().toURL());
    }
    classPath.add(JsonInclude.class.getProtectionDomain().getCodeSource().getLocation());
    return new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
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

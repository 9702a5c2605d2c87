package dev.openshiftkafka.benchmark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The load generator as files of a ConfigMap.
 *
 * <p>It is part of this program and runs in the brokers' image, which has the Kafka client: so it
 * needs neither an image of its own nor a registry, and is always that of the deployed stack.
 */
final class LoadGeneratorFiles {
  private static final String OWN = "dev/openshiftkafka/load/";
  private static final String MODEL = "dev/openshiftkafka/capacity/";

  /** The part of the capacity model that a run is compared with: what needs no configuration. */
  private static final List<String> MODEL_CLASSES =
      List.of(
          "/Ceiling.class",
          "/Endurance.class",
          "/Hardware.class",
          "/InstanceType.class",
          "/Layout.class",
          "/Resource.class",
          "/Volume.class",
          "/VolumeThroughput.class");

  private static final String PLOTS = "META-INF/resources/webjars/uplot/";

  private LoadGeneratorFiles() {}

  /** Archives by name, in Base64. */
  static Map<String, String> all() {
    var files = new TreeMap<String, String>();
    files.put(
        "load-generator.jar",
        archive(LoadGeneratorFiles.class, OWN, List.of(".class", ".html", ".properties")));
    files.put("capacity.jar", archive(LoadGeneratorFiles.class, MODEL, MODEL_CLASSES));
    files.put("picocli.jar", whole("picocli/CommandLine.class"));
    files.put("hdrhistogram.jar", whole("org/HdrHistogram/Histogram.class"));
    files.put("uplot.jar", plots());
    return files;
  }

  /** A library as its publisher made it. */
  private static String whole(String resource) {
    try {
      return Base64.getEncoder().encodeToString(Files.readAllBytes(source(resource)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of the plots' library only what the report has in it. */
  private static String plots() {
    return archive(source(PLOTS), PLOTS, List.of("uPlot.iife.min.js", "uPlot.min.css"));
  }

  private static String archive(Class<?> beside, String folder, List<String> endings) {
    String self = beside.getName().replace('.', '/') + ".class";
    return archive(source(self), folder, endings);
  }

  /** The folder or archive on the class path that holds a resource. */
  private static Path source(String resource) {
    URL found = LoadGeneratorFiles.class.getClassLoader().getResource(resource);
    if (found == null) {
      throw new IllegalStateException("not on the class path: " + resource);
    }
    String text = found.toString();
    try {
      return text.startsWith("jar:")
          ? Path.of(new URI(text.substring("jar:".length(), text.indexOf("!/"))))
          : Path.of(new URI(text.substring(0, text.length() - resource.length())));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(text, e);
    }
  }

  private static String archive(Path source, String folder, List<String> endings) {
    try {
      if (Files.isDirectory(source)) {
        return archiveOf(source, folder, endings);
      }
      try (FileSystem opened = FileSystems.newFileSystem(source)) {
        return archiveOf(opened.getPath("/"), folder, endings);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In one order and without times, so that the same files make the same archive. */
  private static String archiveOf(Path root, String folder, List<String> endings)
      throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var jar = new JarOutputStream(bytes);
        Stream<Path> files = Files.walk(root.resolve(folder))) {
      jar.setLevel(9);
      List<Path> wanted =
          files
              .filter(file -> endings.stream().anyMatch(file.toString()::endsWith))
              .sorted(java.util.Comparator.comparing(Path::toString))
              .toList();
      for (Path file : wanted) {
        var entry = new JarEntry(root.relativize(file).toString().replace('\\', '/'));
        entry.setTime(0);
        jar.putNextEntry(entry);
        Files.copy(file, jar);
        jar.closeEntry();
      }
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}

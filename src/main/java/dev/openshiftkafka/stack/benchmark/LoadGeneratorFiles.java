package dev.openshiftkafka.stack.benchmark;

import dev.openshiftkafka.capacity.model.Hardware;
import dev.openshiftkafka.kubernetes.ClassPathArchive;
import dev.openshiftkafka.pod.load.LoadGenerator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The load generator as files of a ConfigMap.
 *
 * <p>It is part of this program and runs in the brokers' image, which has the Kafka client: so it
 * needs neither an image of its own nor a registry, and is always that of the deployed stack.
 */
final class LoadGeneratorFiles {
  private static final String PLOTS = "META-INF/resources/webjars/uplot/";

  private LoadGeneratorFiles() {}

  /** Archives by name, in Base64. */
  static Map<String, String> all() {
    var files = new TreeMap<String, String>();
    files.put(
        "load-generator.jar",
        ClassPathArchive.of(List.of(".class", ".html", ".properties"), LoadGenerator.class));
    files.put("capacity.jar", ClassPathArchive.of(List.of(".class"), Hardware.class));
    files.put("picocli.jar", ClassPathArchive.library("picocli/CommandLine.class"));
    files.put("hdrhistogram.jar", ClassPathArchive.library("org/HdrHistogram/Histogram.class"));
    // Of the plots' library only what the report has in it.
    files.put(
        "uplot.jar", ClassPathArchive.of(PLOTS, List.of("uPlot.iife.min.js", "uPlot.min.css")));
    return files;
  }
}

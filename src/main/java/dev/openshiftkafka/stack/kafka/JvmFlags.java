package dev.openshiftkafka.stack.kafka;

import dev.openshiftkafka.config.JvmConfig;
import dev.openshiftkafka.config.JvmProfile;
import dev.openshiftkafka.kubernetes.DnsCacheTtl;
import dev.openshiftkafka.stack.monitoring.JmxExporter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The flags with which a JVM is started. */
final class JvmFlags {
  /**
   * As in the article's chart, for fidelity only: beside Kafka's defaults none of them helps both
   * with and without acknowledgements (docs/benchmarks.md).
   */
  private static final List<String> ARTICLE =
      List.of(
          "-Xmx8G",
          "-Xms6G",
          "-server",
          "-XX:MetaspaceSize=96m",
          "-XX:G1HeapRegionSize=16M",
          "-XX:MinMetaspaceFreeRatio=50",
          "-XX:MaxMetaspaceFreeRatio=80",
          "-XX:+UseG1GC",
          "-XX:MaxGCPauseMillis=20",
          "-XX:InitiatingHeapOccupancyPercent=35",
          "-XX:+ExplicitGCInvokesConcurrent",
          "-Djava.awt.headless=true");

  /** Kafka's own defaults, and an end with a message instead of a half-dead broker. */
  private static final List<String> PRODUCTION =
      List.of(
          "-server",
          "-XX:+UseG1GC",
          "-XX:MaxGCPauseMillis=20",
          "-XX:InitiatingHeapOccupancyPercent=35",
          "-XX:+ExplicitGCInvokesConcurrent",
          "-XX:+ExitOnOutOfMemoryError",
          "-Djava.awt.headless=true");

  private JvmFlags() {}

  static List<String> of(JvmConfig jvm) {
    Stream<String> profile =
        jvm.profile() == JvmProfile.ARTICLE
            ? ARTICLE.stream()
            : Stream.concat(heap(jvm.heap()).stream(), PRODUCTION.stream());
    return Stream.concat(profile, jvm.flags().stream()).toList();
  }

  static List<String> ofHeap(String heap) {
    return Stream.concat(heap(heap).stream(), PRODUCTION.stream()).toList();
  }

  /** With what tells the JVM where to log, whom to answer, and where others are. */
  static List<String> with(List<String> flags, Logging logging, Optional<JmxExporter> exporter) {
    Stream<String> jmx = exporter.stream().flatMap(any -> JmxExporter.jvmFlags().stream());
    return Stream.of(flags.stream(), Stream.of(DnsCacheTtl.JVM_FLAG, logging.jvmFlag()), jmx)
        .flatMap(Function.identity())
        .toList();
  }

  /** Equal bounds: a heap that grows under load pauses just then. */
  private static List<String> heap(String size) {
    return List.of("-Xms" + size, "-Xmx" + size);
  }
}

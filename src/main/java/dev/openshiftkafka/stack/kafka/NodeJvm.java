package dev.openshiftkafka.stack.kafka;

import dev.openshiftkafka.config.JvmConfig;
import dev.openshiftkafka.config.JvmProfile;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.DnsCacheTtl;
import dev.openshiftkafka.stack.monitoring.JmxExporter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The JVM of a node: process 1 of the container, with its flags and its logging configuration.
 *
 * <p>The JVM runs without a shell, so it receives SIGTERM itself. Kubernetes, not a shell, expands
 * {@code $(POD_NAME)}.
 *
 * @param logFile name of the file with the logging configuration
 * @param logging text of that file
 * @param loggingFlag flag with the path of that file
 */
record NodeJvm(String logFile, String logging, String loggingFlag) {
  /** Path of the configuration file of the pod. */
  static final String OWN_FILE = NodeSet.CONFIG_PATH + "/$(POD_NAME).properties";

  private static final String CLASS_PATH = "/opt/kafka/libs/*";

  /** To standard output only: the root file system is read-only. */
  private static final String LOG_PATTERN = "[%d] %p %m (%c)%n";

  /**
   * The flags of the article's chart, which only reproduce the article: compared with Kafka's
   * defaults, no flag improves throughput both with and without acks (docs/benchmarks.md).
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

  /** Kafka's defaults. In addition, a JVM that is out of memory exits and is restarted. */
  private static final List<String> PRODUCTION =
      List.of(
          "-server",
          "-XX:+UseG1GC",
          "-XX:MaxGCPauseMillis=20",
          "-XX:InitiatingHeapOccupancyPercent=35",
          "-XX:+ExplicitGCInvokesConcurrent",
          "-XX:+ExitOnOutOfMemoryError",
          "-Djava.awt.headless=true");

  /** Kafka 3.9 logs through log4j 1, Kafka 4 through log4j 2. */
  static NodeJvm of(StackConfig config) {
    return config.kafka().isVersion3() ? log4j1() : log4j2();
  }

  /** Flags of a broker. */
  static List<String> flags(JvmConfig jvm) {
    Stream<String> profile =
        jvm.profile() == JvmProfile.ARTICLE
            ? ARTICLE.stream()
            : Stream.concat(heap(jvm.heap()).stream(), PRODUCTION.stream());
    return Stream.concat(profile, jvm.flags().stream()).toList();
  }

  /** Flags of a controller or ZooKeeper server. */
  static List<String> flags(String heap) {
    return Stream.concat(heap(heap).stream(), PRODUCTION.stream()).toList();
  }

  /** Equal initial and maximum size, because growing the heap under load pauses the JVM. */
  private static List<String> heap(String size) {
    return List.of("-Xms" + size, "-Xmx" + size);
  }

  /** The command of a node, with JMX on the loopback interface if it has an exporter. */
  List<String> command(
      List<String> flags, Optional<JmxExporter> exporter, String mainClass, String argument) {
    var all = new ArrayList<>(flags);
    all.add(DnsCacheTtl.JVM_FLAG);
    all.add(loggingFlag);
    if (exporter.isPresent()) {
      all.addAll(JmxExporter.jvmFlags());
    }
    return java(all, mainClass, argument);
  }

  /** The command that runs a class of the Kafka image. */
  static List<String> java(List<String> flags, String mainClass, String... arguments) {
    var command = new ArrayList<String>();
    command.add("java");
    command.addAll(flags);
    command.addAll(List.of("-cp", CLASS_PATH, mainClass));
    command.addAll(List.of(arguments));
    return List.copyOf(command);
  }

  private static NodeJvm log4j1() {
    var settings = new LinkedHashMap<String, String>();
    settings.put("log4j.rootLogger", "INFO, stdout");
    settings.put("log4j.appender.stdout", "org.apache.log4j.ConsoleAppender");
    settings.put("log4j.appender.stdout.layout", "org.apache.log4j.PatternLayout");
    settings.put("log4j.appender.stdout.layout.ConversionPattern", LOG_PATTERN);
    return of("log4j.properties", settings, "-Dlog4j.configuration=file:");
  }

  private static NodeJvm log4j2() {
    var settings = new LinkedHashMap<String, String>();
    settings.put("rootLogger.level", "INFO");
    settings.put("rootLogger.appenderRef.stdout.ref", "stdout");
    settings.put("appender.stdout.type", "Console");
    settings.put("appender.stdout.name", "stdout");
    settings.put("appender.stdout.layout.type", "PatternLayout");
    settings.put("appender.stdout.layout.pattern", LOG_PATTERN);
    return of("log4j2.properties", settings, "-Dlog4j2.configurationFile=file:");
  }

  private static NodeJvm of(String file, Map<String, String> settings, String flag) {
    String text = new PropertiesText().section("Logging", settings).toString();
    return new NodeJvm(file, text, flag + NodeSet.CONFIG_PATH + "/" + file);
  }
}

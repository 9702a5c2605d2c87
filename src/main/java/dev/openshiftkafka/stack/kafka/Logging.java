package dev.openshiftkafka.stack.kafka;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.config.StackConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sends all log lines to standard output, so that nothing is written into the container. */
record Logging(String file, String text, String jvmFlag) {
  private static final String PATTERN = "[%d] %p %m (%c)%n";

  /** Kafka 3.9 logs through log4j 1, Kafka 4 through log4j 2. */
  static Logging of(StackConfig config) {
    return config.metadata() == MetadataMode.ZOOKEEPER ? log4j1() : log4j2();
  }

  private static Logging log4j1() {
    var settings = new LinkedHashMap<String, String>();
    settings.put("log4j.rootLogger", "INFO, stdout");
    settings.put("log4j.appender.stdout", "org.apache.log4j.ConsoleAppender");
    settings.put("log4j.appender.stdout.layout", "org.apache.log4j.PatternLayout");
    settings.put("log4j.appender.stdout.layout.ConversionPattern", PATTERN);
    return of("log4j.properties", settings, "-Dlog4j.configuration=file:");
  }

  private static Logging log4j2() {
    var settings = new LinkedHashMap<String, String>();
    settings.put("rootLogger.level", "INFO");
    settings.put("rootLogger.appenderRef.stdout.ref", "stdout");
    settings.put("appender.stdout.type", "Console");
    settings.put("appender.stdout.name", "stdout");
    settings.put("appender.stdout.layout.type", "PatternLayout");
    settings.put("appender.stdout.layout.pattern", PATTERN);
    return of("log4j2.properties", settings, "-Dlog4j2.configurationFile=file:");
  }

  private static Logging of(String file, Map<String, String> settings, String flag) {
    String text = new PropertiesText().section("Logging", settings).toString();
    return new Logging(file, text, flag + NodeSet.CONFIG_PATH + "/" + file);
  }
}

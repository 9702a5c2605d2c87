package dev.openshiftkafka.observability;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The exporter's file: which beans it asks for, and which metrics they become. */
final class ExporterRules {
  private ExporterRules() {}

  /**
   * The file of a component.
   *
   * @param address host and port of the JVM's JMX
   */
  static String text(String component, String address) {
    String jmxUrl = "jmxUrl: service:jmx:rmi:///jndi/rmi://" + address + "/jmxrmi\n";
    return jmxUrl + resource("rules/" + component + ".yaml");
  }

  private static String resource(String name) {
    try (InputStream in = ExporterRules.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("not on the class path: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

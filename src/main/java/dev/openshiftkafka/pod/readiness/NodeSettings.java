package dev.openshiftkafka.pod.readiness;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who a Kafka node is, by the file that it starts with.
 *
 * @param id its number
 * @param controller whether it is a KRaft controller
 * @param port of its first listener
 */
record NodeSettings(int id, boolean controller, int port) {
  private static final Pattern FIRST_PORT = Pattern.compile("^[^,]*:(\\d+)");

  static NodeSettings read(Path file) throws IOException {
    var settings = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      settings.load(reader);
    }
    // With ZooKeeper a broker has the one, and with KRaft every node the other.
    String id = settings.getProperty("node.id", settings.getProperty("broker.id"));
    Matcher port = FIRST_PORT.matcher(settings.getProperty("listeners", ""));
    if (id == null || !port.find()) {
      throw new IOException(file + " names no broker.id or node.id, or no port in listeners");
    }
    return new NodeSettings(
        Integer.parseInt(id),
        settings.getProperty("process.roles", "").equals("controller"),
        Integer.parseInt(port.group(1)));
  }

  KafkaNode member() {
    return controller ? new Controller(id, port) : new Broker(id, port);
  }
}

package dev.openshiftkafka.pod.client;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.Option;

/** The option with the properties of a client, such as its security protocol and certificate. */
public final class ClientProperties {
  @Option(
      names = "--client-properties",
      paramLabel = "FILE",
      description = "Properties of the client, such as those of TLS.")
  private Path file;

  /** The properties of the file, if there is one, and then those of the program. */
  public Properties and(Map<String, String> own) throws IOException {
    var properties = new Properties();
    if (file != null) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      }
    }
    properties.putAll(own);
    return properties;
  }
}

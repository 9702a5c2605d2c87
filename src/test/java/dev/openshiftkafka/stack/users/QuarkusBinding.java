package dev.openshiftkafka.stack.users;

import dev.openshiftkafka.testing.MavenDownload;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * How Quarkus reads a Secret of type {@code servicebinding.io/kafka}: with its own classes, which
 * have a class loader of their own.
 */
final class QuarkusBinding {
  private static final Path FOLDER = Path.of("target/quarkus-binding").toAbsolutePath();
  private static final String VERSION = "3.20.0";
  private static final String PREFIX = "kafka.";

  /** The reader of bindings, and what it needs when it runs without Quarkus. */
  private static final List<String> ARTIFACTS =
      List.of(
          "io.quarkus:quarkus-kafka-client:" + VERSION,
          "io.quarkus:quarkus-kubernetes-service-binding:" + VERSION,
          "io.smallrye.config:smallrye-config-common:3.11.4",
          "org.eclipse.microprofile.config:microprofile-config-api:3.1",
          "org.jboss.logging:jboss-logging:3.6.1.Final");

  private static final String DEPENDENCY =
      """
      <dependency>
        <groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>
        <exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>
      </dependency>
      """;

  private QuarkusBinding() {}

  /**
   * The properties of a Kafka client that Quarkus makes of a binding.
   *
   * @param binding the data of the Secret
   * @param folder a new folder in which the Secret is mounted
   */
  static Properties clientProperties(Map<String, String> binding, Path folder)
      throws IOException, ReflectiveOperationException {
    Files.createDirectories(folder);
    for (var entry : binding.entrySet()) {
      Files.writeString(folder.resolve(entry.getKey()), entry.getValue());
    }
    try (URLClassLoader quarkus = quarkus()) {
      Class<?> type =
          quarkus.loadClass("io.quarkus.kubernetes.service.binding.runtime.ServiceBinding");
      Object mounted = type.getConstructor(Path.class).newInstance(folder);
      Class<?> converter =
          quarkus.loadClass("io.quarkus.kafka.client.runtime.KafkaBindingConverter");
      var source =
          (Optional<?>)
              converter
                  .getMethod("convert", List.class)
                  .invoke(converter.getConstructor().newInstance(), List.of(mounted));
      Object found = source.orElseThrow();
      var values = (Map<?, ?>) found.getClass().getMethod("getProperties").invoke(found);
      var properties = new Properties();
      values.forEach(
          (name, value) ->
              properties.put(name.toString().substring(PREFIX.length()), value.toString()));
      return properties;
    }
  }

  private static URLClassLoader quarkus() throws IOException {
    var dependencies = new StringBuilder();
    for (String artifact : ARTIFACTS) {
      String[] parts = artifact.split(":");
      dependencies.append(DEPENDENCY.formatted(parts[0], parts[1], parts[2]));
    }
    Path pom = Files.createDirectories(FOLDER).resolve("pom.xml");
    Files.writeString(
        pom,
        """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <groupId>local</groupId>
          <artifactId>quarkus-binding</artifactId>
          <version>1</version>
          <packaging>pom</packaging>
          <dependencies>%s</dependencies>
        </project>
        """
            .formatted(dependencies));
    Path libraries = MavenDownload.to(FOLDER.resolve("libs"), "copy-dependencies", "--file=" + pom);
    List<URL> jars = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(libraries, "*.jar")) {
      for (Path file : files) {
        jars.add(file.toUri().toURL());
      }
    }
    return new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }
}

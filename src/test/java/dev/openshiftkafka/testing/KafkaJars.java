package dev.openshiftkafka.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The jars of a Kafka release, from Maven's repository. */
public final class KafkaJars {
  private static final Path FOLDER = Path.of("target/kafka-releases").toAbsolutePath();

  private static final String POM =
      """
      <project>
        <modelVersion>4.0.0</modelVersion>
        <groupId>local</groupId>
        <artifactId>kafka-release</artifactId>
        <version>%s</version>
        <packaging>pom</packaging>
        <dependencies>
          <dependency>
            <groupId>org.apache.kafka</groupId>
            <artifactId>kafka_2.13</artifactId>
            <version>%s</version>
          </dependency>
          <dependency>
            <groupId>org.apache.kafka</groupId>
            <artifactId>kafka-tools</artifactId>
            <version>%s</version>
          </dependency>
        </dependencies>
      </project>
      """;

  private KafkaJars() {}

  /** A class loader that has Kafka and the JDK only. */
  public static URLClassLoader classLoader(String version) {
    try {
      List<URL> jars = new ArrayList<>();
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(version), "*.jar")) {
        for (Path file : files) {
          jars.add(file.toUri().toURL());
        }
      }
      return new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder with the jars. */
  public static Path folder(String version) {
    Path folder = FOLDER.resolve(version);
    try {
      Path pom = Files.createDirectories(folder).resolve("pom.xml");
      Files.writeString(pom, POM.formatted(version, version, version));
      return MavenDownload.to(
          folder.resolve("libs"), "copy-dependencies", "--file=" + pom, "-DincludeScope=runtime");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

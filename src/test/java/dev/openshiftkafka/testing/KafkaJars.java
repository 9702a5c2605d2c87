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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zeroturnaround.exec.ProcessExecutor;
import org.zeroturnaround.exec.ProcessResult;

/** The jars of Kafka releases, from Maven's repository. */
public final class KafkaJars {
  private static final Path FOLDER = Path.of("target/kafka-releases").toAbsolutePath();
  private static final int MINUTES = 10;

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
        </dependencies>
      </project>
      """;

  private KafkaJars() {}

  /** A class loader that has Kafka and the JDK only. */
  public static URLClassLoader classLoader(String version) {
    List<URL> jars = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(version), "*.jar")) {
      for (Path file : files) {
        jars.add(file.toUri().toURL());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  /** The folder with the jars of a release. */
  public static synchronized Path folder(String version) {
    Path libraries = FOLDER.resolve(version).resolve("libs");
    try {
      if (!Files.exists(libraries)) {
        download(version, libraries);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return libraries;
  }

  /** Downloads into another folder first, so that an interrupted download leaves nothing behind. */
  private static void download(String version, Path libraries) throws IOException {
    Path folder = Files.createDirectories(libraries.getParent());
    Path pom = folder.resolve("pom.xml");
    Files.writeString(pom, POM.formatted(version, version));
    Path incomplete = Files.createTempDirectory(folder, "download");
    var command =
        new ArrayList<>(
            List.of(
                "mvn",
                "-B",
                "-ntp",
                "-q",
                "-f",
                pom.toString(),
                "org.apache.maven.plugins:maven-dependency-plugin:"
                    + PinnedVersions.of("MAVEN_DEPENDENCY_PLUGIN_VERSION")
                    + ":copy-dependencies",
                "-DincludeScope=runtime",
                "-DoutputDirectory=" + incomplete));
    String repository = System.getProperty("maven.repo.local");
    if (repository != null) {
      command.add("-Dmaven.repo.local=" + repository);
    }
    try {
      ProcessResult result =
          new ProcessExecutor(command)
              .readOutput(true)
              .timeout(MINUTES, TimeUnit.MINUTES)
              .execute();
      if (result.getExitValue() != 0) {
        throw new AssertionError(command + " failed: " + result.outputUTF8());
      }
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(command + " did not end", e);
    }
    Files.move(incomplete, libraries);
  }
}

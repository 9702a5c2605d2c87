package dev.openshiftkafka.testing;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.utils.Utils;
import org.zeroturnaround.exec.ProcessExecutor;
import org.zeroturnaround.exec.ProcessResult;

/** Downloads artifacts that only some tests need, with Maven's dependency plugin. */
public final class MavenDownload {
  private static final int MINUTES = 10;

  private MavenDownload() {}

  /**
   * Runs a goal, unless an earlier run has created the folder. It downloads into another folder
   * first, so that an interrupted download leaves nothing behind.
   *
   * @param goal goal of the dependency plugin, which gets the property {@code outputDirectory}
   * @param options further options of Maven
   */
  public static Path to(Path folder, String goal, String... options) throws IOException {
    if (Files.exists(folder)) {
      return folder;
    }
    Path incomplete =
        Files.createTempDirectory(Files.createDirectories(folder.getParent()), "download");
    var command =
        new ArrayList<>(
            List.of(
                "mvn",
                "-B",
                "-ntp",
                "-q",
                "org.apache.maven.plugins:maven-dependency-plugin:"
                    + PinnedVersions.of("MAVEN_DEPENDENCY_PLUGIN_VERSION")
                    + ":"
                    + goal,
                "-DoutputDirectory=" + incomplete));
    command.addAll(Arrays.asList(options));
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
    try {
      return Files.move(incomplete, folder);
    } catch (FileAlreadyExistsException e) {
      // Another JVM of the tests has been faster.
      Utils.delete(incomplete.toFile());
      return folder;
    }
  }
}

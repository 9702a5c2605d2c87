package dev.openshiftkafka.pod.readiness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;

/**
 * The volume of a KRaft node.
 *
 * @param logDir folder of Kafka's logs, the only one
 */
record NodeVolume(Path logDir) {
  /** File next to the logs with the id of the migration's attempt that they belong to. */
  private static final String ATTEMPT = "migration-attempt";

  /**
   * File next to the logs, with which an operator lets a controller of a fixed list of voters
   * format its volume although the others do not have all metadata, or do not run.
   */
  static final String OVERRIDE = "format-now";

  private static final Pattern STATIC_QUORUM = Pattern.compile("\"data_version\"\\s*:\\s*0\\b");

  /** A volume that cannot be used, and what to do. */
  static final class RefusedVolumeException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedVolumeException(String message) {
      super(message);
    }
  }

  /** The volume that a {@code server.properties} names. */
  static NodeVolume of(Path properties) throws IOException {
    String folder = Utils.loadProps(properties.toString()).getProperty("log.dirs", "");
    if (folder.isEmpty() || folder.contains(",")) {
      throw new IOException(properties + ": log.dirs must be one folder; set it");
    }
    return new NodeVolume(Path.of(folder));
  }

  /** The cluster id of a formatted volume. */
  Optional<String> clusterId() throws IOException {
    Path file = logDir.resolve("meta.properties");
    return Files.exists(file)
        ? Optional.ofNullable(Utils.loadProps(file.toString()).getProperty("cluster.id"))
        : Optional.empty();
  }

  /** Whether the quorum that the volume has the metadata of began with a fixed list of voters. */
  boolean hasStaticQuorum() throws IOException {
    Path state = logDir.resolve("__cluster_metadata-0").resolve("quorum-state");
    return Files.exists(state) && STATIC_QUORUM.matcher(Files.readString(state)).find();
  }

  /** Whether there is a file {@link #OVERRIDE}, which is deleted. */
  boolean takeOverride() throws IOException {
    return Files.deleteIfExists(logDir.resolveSibling(OVERRIDE));
  }

  /**
   * Lets the volume of a controller take part in an attempt of a migration.
   *
   * @param id cluster id in ZooKeeper
   * @param attempt id of the attempt
   * @param allowReset whether metadata of another cluster or attempt can be deleted
   * @return whether the volume is formatted; otherwise it is empty
   */
  boolean join(String id, String attempt, boolean allowReset, Consumer<String> log)
      throws IOException, RefusedVolumeException {
    Optional<String> own = clusterId();
    Optional<String> joined = attempt();
    if (own.isPresent()) {
      if (own.get().equals(id) && joined.equals(Optional.of(attempt))) {
        log.accept("the volume keeps cluster id " + id);
        return true;
      }
      String problem =
          own.get().equals(id)
              ? "has the metadata of an earlier attempt of the migration"
              : "belongs to cluster " + own.get() + ", but ZooKeeper has cluster " + id;
      if (!allowReset) {
        throw new RefusedVolumeException(
            logDir
                + ": "
                + problem
                + "; to delete it, set migration.allowControllerReset to true, or empty the volume");
      }
      log.accept(logDir + ": " + problem + " and is emptied");
      empty();
    }
    // Before the format, so that an interrupted one is repeated.
    Files.createDirectories(logDir);
    Path complete = Files.writeString(attemptFile(".new"), attempt);
    Files.move(complete, attemptFile(""), StandardCopyOption.ATOMIC_MOVE);
    return false;
  }

  private Optional<String> attempt() throws IOException {
    Path file = attemptFile("");
    return Files.exists(file)
        ? Optional.of(Files.readString(file, StandardCharsets.UTF_8))
        : Optional.empty();
  }

  private Path attemptFile(String suffix) {
    return logDir.resolveSibling(ATTEMPT + suffix);
  }

  private void empty() throws IOException {
    Files.deleteIfExists(attemptFile(""));
    try (Stream<Path> files = Files.walk(logDir)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

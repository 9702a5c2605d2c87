package dev.openshiftkafka.cli.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Splits the log of a load generator. Lines after a file header belong to the file that it names;
 * all other lines are progress, for the user and for progress.log.
 */
final class BenchmarkLog {
  private static final String FILE_HEADER = "=== ";
  private static final String PROGRESS = "progress.log";

  private final Path folder;
  private final Consumer<String> user;
  private final long known;
  private @Nullable Writer progress;
  private @Nullable Writer file;
  private long lines;

  /**
   * Creates a log; a file is created with its first line.
   *
   * @param known number of progress lines that were already printed
   */
  BenchmarkLog(Path folder, Consumer<String> user, long known) {
    this.folder = folder;
    this.user = user;
    this.known = known;
  }

  /** Number of progress lines that were printed. */
  long lines() {
    return Math.max(lines, known);
  }

  /**
   * Reads lines from a client of the cluster until it ends.
   *
   * @param client passes on each line and returns its exit status
   * @return whether it ended with status 0
   */
  boolean read(ToIntFunction<Consumer<String>> client) throws IOException {
    try {
      return client.applyAsInt(this::add) == 0;
    } finally {
      if (file != null) {
        file.close();
      }
      if (progress != null) {
        progress.close();
      }
    }
  }

  private void add(String line) {
    try {
      if (line.startsWith(FILE_HEADER)) {
        startFile(line.substring(FILE_HEADER.length()).strip());
      } else if (file != null) {
        file.write(line + "\n");
      } else {
        progress(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void progress(String line) throws IOException {
    if (progress == null) {
      progress = Files.newBufferedWriter(folder.resolve(PROGRESS));
    }
    progress.write(line + "\n");
    progress.flush();
    lines++;
    if (lines > known) {
      user.accept(line);
    }
  }

  /** Starts a file; a header without a name ends the last file. */
  private void startFile(String name) throws IOException {
    if (file != null) {
      file.close();
    }
    // The pod chooses the name, which must not leave the folder.
    file = name.isEmpty() ? null : Files.newBufferedWriter(folder.resolve(name.replace('/', '_')));
  }
}

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
 * Separates the log of a load generator. Lines after a mark belong to the file that it names; all
 * others are progress, for the user and for progress.log.
 */
final class BenchmarkLog {
  private static final String MARK = "=== ";
  private static final String PROGRESS = "progress.log";

  private final Path folder;
  private final Consumer<String> user;
  private final long known;
  private @Nullable Writer progress;
  private @Nullable Writer file;
  private long lines;

  /**
   * Begins a log; a file is written when its first line comes.
   *
   * @param known number of lines of progress that the user has seen already
   */
  BenchmarkLog(Path folder, Consumer<String> user, long known) {
    this.folder = folder;
    this.user = user;
    this.known = known;
  }

  /** Number of lines of progress that the user has seen. */
  long lines() {
    return Math.max(lines, known);
  }

  /**
   * Takes lines from a client of the cluster until it ends.
   *
   * @param client hands over each line and returns its exit status
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
      if (line.startsWith(MARK)) {
        begin(line.substring(MARK.length()).strip());
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

  /** A mark without a name ends the last file. */
  private void begin(String name) throws IOException {
    if (file != null) {
      file.close();
    }
    // A name of the pod's choice stays in the folder.
    file = name.isEmpty() ? null : Files.newBufferedWriter(folder.resolve(name.replace('/', '_')));
  }
}

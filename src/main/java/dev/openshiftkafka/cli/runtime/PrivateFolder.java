package dev.openshiftkafka.cli.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A temporary folder that only this user can read. */
public final class PrivateFolder implements AutoCloseable {
  private final Path folder;
  private final List<Path> files = new ArrayList<>();

  private PrivateFolder(Path folder) {
    this.folder = folder;
    // Deletes it also when the command is interrupted.
    folder.toFile().deleteOnExit();
  }

  /** Creates a folder. */
  public static PrivateFolder create() {
    try {
      // Java creates it with the permissions rwx------.
      return new PrivateFolder(Files.createTempDirectory("kafka-stack"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a file. */
  public Path write(String name, String text) {
    Path file = folder.resolve(name);
    file.toFile().deleteOnExit();
    files.add(file);
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

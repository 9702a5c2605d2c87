package dev.openshiftkafka.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A mounted file system in memory, whose size is limited.
 *
 * @param path mount point
 */
public record Tmpfs(Path path) implements AutoCloseable {
  /** Mounts a file system; only root may. */
  public static Tmpfs mount(Path path, int bytes) throws IOException {
    assumeTrue("root".equals(System.getProperty("user.name")), "mounts need root");
    Files.createDirectories(path);
    run("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", path.toString());
    return new Tmpfs(path);
  }

  @Override
  public void close() {
    try {
      run("umount", "--lazy", path.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertEquals(0, process.onExit().join().exitValue(), String.join(" ", command));
  }
}

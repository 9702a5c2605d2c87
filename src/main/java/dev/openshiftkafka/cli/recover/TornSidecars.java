package dev.openshiftkafka.cli.recover;

import dev.openshiftkafka.cli.runtime.CommandFailedException;
import dev.openshiftkafka.cli.runtime.Session;
import dev.openshiftkafka.cli.runtime.TargetStack;
import dev.openshiftkafka.cli.state.JsonText;
import dev.openshiftkafka.cli.state.StackState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Truncated attributes files in a backend that is a folder. Pulumi replaces a checkpoint file
 * atomically, but overwrites the attributes file next to it, with the content type, in place. After
 * a kill during this write, every later command fails with "EOF".
 *
 * @param folder the backend's folder; null for other backends
 * @param files the truncated attributes files
 */
record TornSidecars(@Nullable Path folder, String stack, List<Path> files) {
  private static final String PROJECT = "openshift-kafka";
  private static final String FOLDER = "file://";
  private static final String SUFFIX = ".attrs";

  /** Searches the current backend. */
  static TornSidecars find(Session session, TargetStack target) {
    String name = target.nameInState(session.workspace());
    var whoami = session.inProject().call("pulumi", "whoami", "--json").capture();
    if (!whoami.ok()) {
      throw CommandFailedException.failed("pulumi whoami failed: the backend is unknown");
    }
    String url = JsonText.text(JsonText.parse(whoami.out()), "url");
    if (!url.startsWith(FOLDER)) {
      return new TornSidecars(null, name, List.of());
    }
    String path = url.substring(FOLDER.length()).replaceFirst("\\?.*", "");
    Path folder =
        Path.of(path.replaceFirst("^~", session.workspace().variable("HOME"))).resolve(".pulumi");
    return new TornSidecars(folder, name, torn(folder, name));
  }

  private static List<Path> torn(Path folder, String name) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX) && belongs(file.toString(), name))
          .filter(TornSidecars::isTorn)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean belongs(String file, String name) {
    String prefix = "/" + PROJECT + "/" + name;
    return file.contains(prefix + ".") || file.contains(prefix + "/");
  }

  private static boolean isTorn(Path file) {
    try {
      return JsonText.parse(Files.readString(file)).isMissingNode();
    } catch (IllegalArgumentException e) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the checkpoint file, which is intact, without Pulumi. */
  StackState readState() throws IOException {
    Path backend = Objects.requireNonNull(folder, "the backend is not a folder");
    return StackState.ofCheckpoint(
        Files.readString(backend.resolve("stacks/" + PROJECT + "/" + stack + ".json")));
  }

  /** Deletes the files; Pulumi writes new ones. */
  void delete() throws IOException {
    for (Path file : files) {
      Files.delete(file);
    }
  }
}

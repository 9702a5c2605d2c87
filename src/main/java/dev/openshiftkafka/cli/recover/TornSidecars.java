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
 * What a kill cut short in a backend that is a folder. There the engine writes each file's
 * description (content type) in place, next to the file, which it replaces as a whole. A
 * description that a kill cut short is "EOF" to every later command.
 *
 * @param folder the backend's folder; null when the backend is none
 * @param files the descriptions that were cut short
 */
record TornSidecars(@Nullable Path folder, String stack, List<Path> files) {
  private static final String PROJECT = "openshift-kafka";
  private static final String FOLDER = "file://";
  private static final String SUFFIX = ".attrs";

  /** Looks for them in the backend that the engine uses. */
  static TornSidecars find(Session session, TargetStack target) {
    String name = target.nameInState(session.workspace());
    var asked = session.inProject().call("pulumi", "whoami", "--json").capture();
    if (!asked.ok()) {
      throw CommandFailedException.failed("pulumi whoami failed: the backend is not known");
    }
    String url = JsonText.text(JsonText.parse(asked.out()), "url");
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
    String beginning = "/" + PROJECT + "/" + name;
    return file.contains(beginning + ".") || file.contains(beginning + "/");
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

  /** The state itself is whole: it can be read past the engine. */
  StackState readState() throws IOException {
    Path backend = Objects.requireNonNull(folder, "the backend is no folder");
    return StackState.ofCheckpoint(
        Files.readString(backend.resolve("stacks/" + PROJECT + "/" + stack + ".json")));
  }

  /** Deletes them; the engine writes new ones. */
  void delete() throws IOException {
    for (Path file : files) {
      Files.delete(file);
    }
  }
}

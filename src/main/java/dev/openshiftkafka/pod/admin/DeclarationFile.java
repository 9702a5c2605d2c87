package dev.openshiftkafka.pod.admin;

import dev.openshiftkafka.pod.admin.AdminResults.RetriableAdminException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a program that reads its declaration from a mounted ConfigMap. */
public final class DeclarationFile {
  @Option(
      names = "--declaration",
      required = true,
      paramLabel = "FILE",
      description = "What must exist, as JSON.")
  private Path file;

  @Option(
      names = "--id",
      description = "Expected id of the declaration; the file is read again until it has this id.")
  private @Nullable String id;

  /** Reads a declaration from a file. */
  @FunctionalInterface
  public interface Parser<T> {
    T read(Path file) throws IOException;
  }

  /**
   * Reads the declaration.
   *
   * @param idOf returns the id of a declaration
   * @throws RetriableAdminException when the kubelet mounts a cached ConfigMap that is older than
   *     the latest update
   */
  public <T> T read(Parser<T> parser, Function<T, String> idOf)
      throws IOException, RetriableAdminException {
    T declaration = parser.read(file);
    String found = idOf.apply(declaration);
    if (id != null && !id.equals(found)) {
      throw new RetriableAdminException(
          "%s: has declaration %s, expected %s; waiting for the kubelet to update the mounted ConfigMap"
              .formatted(file, found, id));
    }
    return declaration;
  }
}

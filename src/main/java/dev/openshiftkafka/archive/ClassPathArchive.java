package dev.openshiftkafka.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * Archives of a part of this program's class path, in Base64, as a ConfigMap's binary data has
 * them.
 *
 * <p>So a part of this program runs in a pod of another image that has Java, and is always that of
 * the deployed stack: it needs neither an image of its own nor a registry.
 */
public final class ClassPathArchive {
  private ClassPathArchive() {}

  /**
   * The package of a class, with all below it.
   *
   * @param endings of the names of the files that are wanted
   */
  public static String of(Class<?> type, List<String> endings) {
    String self = type.getName().replace('.', '/') + ".class";
    return of(source(self), self.substring(0, self.lastIndexOf('/') + 1), endings);
  }

  /**
   * A folder of a library, with all below it.
   *
   * @param folder such as {@code META-INF/resources/}; no other library may have it
   * @param endings of the names of the files that are wanted
   */
  public static String of(String folder, List<String> endings) {
    return of(source(folder), folder, endings);
  }

  private static String of(Path source, String folder, List<String> endings) {
    try {
      if (Files.isDirectory(source)) {
        return archiveOf(source, folder, endings);
      }
      try (FileSystem opened = FileSystems.newFileSystem(source)) {
        return archiveOf(opened.getPath("/"), folder, endings);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A library as its publisher made it.
   *
   * @param resource a file in it, such as {@code picocli/CommandLine.class}
   */
  public static String library(String resource) {
    try {
      return Base64.getEncoder().encodeToString(Files.readAllBytes(source(resource)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder or archive on the class path that holds a resource. */
  private static Path source(String resource) {
    URL found = ClassPathArchive.class.getClassLoader().getResource(resource);
    if (found == null) {
      throw new IllegalStateException("not on the class path: " + resource);
    }
    String text = found.toString();
    try {
      return text.startsWith("jar:")
          ? Path.of(new URI(text.substring("jar:".length(), text.indexOf("!/"))))
          : Path.of(new URI(text.substring(0, text.length() - resource.length())));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(text, e);
    }
  }

  /** In one order and without times, so that the same files make the same archive. */
  private static String archiveOf(Path root, String folder, List<String> endings)
      throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var jar = new JarOutputStream(bytes);
        Stream<Path> files = Files.walk(root.resolve(folder))) {
      jar.setLevel(9);
      List<Path> wanted =
          files
              .filter(file -> endings.stream().anyMatch(file.toString()::endsWith))
              .sorted(Comparator.comparing(Path::toString))
              .toList();
      for (Path file : wanted) {
        var entry = new JarEntry(root.relativize(file).toString().replace('\\', '/'));
        entry.setTime(0);
        jar.putNextEntry(entry);
        Files.copy(file, jar);
        jar.closeEntry();
      }
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}

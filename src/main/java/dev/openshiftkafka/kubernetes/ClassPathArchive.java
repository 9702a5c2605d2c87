package dev.openshiftkafka.kubernetes;

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
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
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
   * The packages of classes of this program, with all below them.
   *
   * @param endings of the names of the files that are wanted
   */
  public static String of(List<String> endings, Class<?>... types) {
    List<String> classes =
        Arrays.stream(types).map(type -> type.getName().replace('.', '/') + ".class").toList();
    return of(
        source(classes.get(0)),
        classes.stream().map(self -> self.substring(0, self.lastIndexOf('/') + 1)).toList(),
        endings);
  }

  /**
   * A folder of a library, with all below it.
   *
   * @param folder such as {@code META-INF/resources/}; no other library may have it
   * @param endings of the names of the files that are wanted
   */
  public static String of(String folder, List<String> endings) {
    return of(source(folder), List.of(folder), endings);
  }

  private static String of(Path source, List<String> folders, List<String> endings) {
    try {
      if (Files.isDirectory(source)) {
        return archiveOf(source, folders, endings);
      }
      try (FileSystem opened = FileSystems.newFileSystem(source)) {
        return archiveOf(opened.getPath("/"), folders, endings);
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
  private static String archiveOf(Path root, List<String> folders, List<String> endings)
      throws IOException {
    var wanted = new TreeMap<String, Path>();
    for (String folder : folders) {
      try (Stream<Path> files = Files.walk(root.resolve(folder))) {
        files
            .filter(file -> endings.stream().anyMatch(file.toString()::endsWith))
            .forEach(file -> wanted.put(root.relativize(file).toString().replace('\\', '/'), file));
      }
    }
    var bytes = new ByteArrayOutputStream();
    try (var jar = new JarOutputStream(bytes)) {
      jar.setLevel(9);
      for (var file : wanted.entrySet()) {
        var entry = new JarEntry(file.getKey());
        entry.setTime(0);
        jar.putNextEntry(entry);
        Files.copy(file.getValue(), jar);
        jar.closeEntry();
      }
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}

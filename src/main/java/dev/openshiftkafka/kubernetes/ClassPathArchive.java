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
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * Builds jar files from parts of this program's class path, in Base64, the encoding of a
 * ConfigMap's binary data.
 *
 * <p>A {@link PodProgram} runs from them in the pod of another image that has Java. It needs
 * neither an image nor a registry of its own, and its version is always that of the deployed stack.
 */
public final class ClassPathArchive {
  /** The class path does not change while the program runs. */
  private static final Map<Object, String> CACHE = new ConcurrentHashMap<>();

  private ClassPathArchive() {}

  /**
   * A jar of the packages of classes, with their subpackages.
   *
   * @param endings suffixes of the names of the files to include, such as {@code .class}
   */
  public static String of(List<String> endings, Class<?>... types) {
    List<String> classes =
        Arrays.stream(types).map(type -> type.getName().replace('.', '/') + ".class").toList();
    return of(
        source(classes.get(0)),
        classes.stream().map(file -> file.substring(0, file.lastIndexOf('/') + 1)).toList(),
        endings);
  }

  /**
   * A jar of a folder of a library, with its subfolders.
   *
   * @param folder such as {@code META-INF/resources/}; no other library may contain it
   * @param endings suffixes of the names of the files to include
   */
  public static String of(String folder, List<String> endings) {
    return of(source(folder), List.of(folder), endings);
  }

  private static String of(Path source, List<String> folders, List<String> endings) {
    return CACHE.computeIfAbsent(
        List.of(source, folders, endings), key -> build(source, folders, endings));
  }

  private static String build(Path source, List<String> folders, List<String> endings) {
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
   * The unchanged jar of a library.
   *
   * @param resource a file in the jar, such as {@code picocli/CommandLine.class}
   */
  public static String library(String resource) {
    return CACHE.computeIfAbsent(resource, key -> read(source(resource)));
  }

  private static String read(Path jar) {
    try {
      return Base64.getEncoder().encodeToString(Files.readAllBytes(jar));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder or jar on the class path that contains a resource. */
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

  /** Sorted and without timestamps, so that the same files always give the same bytes. */
  private static String archiveOf(Path root, List<String> folders, List<String> endings)
      throws IOException {
    var included = new TreeMap<String, Path>();
    for (String folder : folders) {
      try (Stream<Path> files = Files.walk(root.resolve(folder))) {
        files
            .filter(file -> endings.stream().anyMatch(file.toString()::endsWith))
            .forEach(
                file -> included.put(root.relativize(file).toString().replace('\\', '/'), file));
      }
    }
    var bytes = new ByteArrayOutputStream();
    try (var jar = new JarOutputStream(bytes)) {
      jar.setLevel(9);
      for (var file : included.entrySet()) {
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

package dev.openshiftkafka.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.kafka.common.utils.Utils;

/** The jars in ConfigMaps, from which programs run in pods. */
public final class PodArchives {
  private static final String FOLDER = "dev/openshiftkafka/";
  private static final String PACKAGE = FOLDER.replace('/', '.');

  /** What is missing, by the jars: most stacks have the same. */
  private static final Map<Collection<?>, Set<String>> CHECKED = new ConcurrentHashMap<>();

  private PodArchives() {}

  /** The classes of this project that classes in a ConfigMap need, but that it does not have. */
  public static List<String> missing(StackRun run) {
    var missing = new ArrayList<String>();
    for (Declared object : run.objects("ConfigMap")) {
      if (object.manifest().get("binaryData") instanceof Map<?, ?> jars) {
        CHECKED
            .computeIfAbsent(List.copyOf(jars.values()), PodArchives::missing)
            .forEach(name -> missing.add("ConfigMap " + object.name() + ": " + name));
      }
    }
    return missing;
  }

  private static Set<String> missing(Collection<?> jars) {
    try {
      Path folder = Files.createTempDirectory("pod-archives");
      try {
        for (Object jar : jars) {
          extract(jar.toString(), folder);
        }
        JavaClasses classes = new ClassFileImporter().importPath(folder);
        Set<String> own = classes.stream().map(JavaClass::getName).collect(Collectors.toSet());
        return classes.stream()
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .map(dependency -> dependency.getTargetClass().getBaseComponentType().getName())
            .filter(name -> name.startsWith(PACKAGE) && !own.contains(name))
            .collect(Collectors.toSet());
      } finally {
        Utils.delete(folder.toFile());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void extract(String base64, Path folder) throws IOException {
    byte[] jar = Base64.getDecoder().decode(base64);
    try (var entries = new ZipInputStream(new ByteArrayInputStream(jar))) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        if (entry.getName().startsWith(FOLDER) && entry.getName().endsWith(".class")) {
          Path file = folder.resolve(entry.getName());
          Files.createDirectories(file.getParent());
          Files.write(file, entries.readAllBytes());
        }
      }
    }
  }
}

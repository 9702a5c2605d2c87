package dev.openshiftkafka.testing;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Writes the Kubernetes objects of a stack as manifests. */
public final class Manifests {
  private Manifests() {}

  /** Returns one YAML document per object, sorted by kind and name, for review. */
  public static String yaml(StackRun run) {
    var options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setSplitLines(false);
    options.setExplicitStart(true);
    return new Yaml(options)
        .dumpAll(sorted(run).stream().map(Declared::manifest).map(Manifests::legible).iterator());
  }

  /**
   * Replaces the content of archives and dashboards, which are not reviewed here, by their names.
   */
  private static Map<String, Object> legible(Map<String, Object> manifest) {
    var shown = new LinkedHashMap<>(manifest);
    if (manifest.get("binaryData") instanceof Map<?, ?> archives) {
      shown.put("binaryData", names(archives));
    }
    if (manifest.get("data") instanceof Map<?, ?> files
        && files.keySet().stream().allMatch(name -> String.valueOf(name).endsWith(".json"))) {
      shown.put("data", names(files));
    }
    return shown;
  }

  private static Map<String, String> names(Map<?, ?> files) {
    var names = new LinkedHashMap<String, String>();
    files.keySet().stream().map(String::valueOf).sorted().forEach(name -> names.put(name, "..."));
    return names;
  }

  /**
   * Writes a List object of all manifests.
   *
   * @param folder folder of the file {@code <stack>.json}
   */
  public static void write(Path folder, String stack, StackRun run) throws IOException {
    Files.createDirectories(folder);
    var list =
        Map.of(
            "apiVersion", "v1",
            "kind", "List",
            "items", run.objects().stream().map(Declared::manifest).toList());
    Files.writeString(
        folder.resolve(stack + ".json"),
        new GsonBuilder().setPrettyPrinting().create().toJson(list));
  }

  private static List<Declared> sorted(StackRun run) {
    return run.objects().stream()
        .sorted(
            java.util.Comparator.comparing(Declared::type)
                .thenComparing(object -> String.valueOf(object.at("metadata", "name"))))
        .toList();
  }
}

package dev.openshiftkafka.testing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Writes the objects of a stack as manifests, for review and for the API server. */
public final class Manifests {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .setDefaultPropertyInclusion(
              JsonInclude.Value.construct(Include.ALWAYS, Include.NON_NULL));

  private Manifests() {}

  /** One YAML document per object, in the order of kind and name, for review. */
  public static String yaml(StackRun run) {
    var options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setSplitLines(false);
    options.setExplicitStart(true);
    return new Yaml(options)
        .dumpAll(
            sorted(run).stream().map(Declared::manifest).map(Manifests::abbreviated).iterator());
  }

  /** Shows only the names of jars and dashboards. */
  private static Map<String, Object> abbreviated(Map<String, Object> manifest) {
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
   * @param folder where {@code <stack>.json} is written
   */
  public static void write(Path folder, String stack, StackRun run) throws IOException {
    Files.createDirectories(folder);
    var list =
        Map.of(
            "apiVersion", "v1",
            "kind", "List",
            "items", run.objects().stream().map(Declared::manifest).toList());
    Files.writeString(folder.resolve(stack + ".json"), JSON.writeValueAsString(list));
  }

  private static List<Declared> sorted(StackRun run) {
    return run.objects().stream()
        .sorted(
            Comparator.comparing(Declared::type)
                .thenComparing(object -> String.valueOf(object.at("metadata", "name"))))
        .toList();
  }
}

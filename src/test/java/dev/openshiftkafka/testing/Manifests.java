package dev.openshiftkafka.testing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Writes the objects of a stack as manifests, for review and for the API server. */
public final class Manifests {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .setDefaultPropertyInclusion(
              JsonInclude.Value.construct(Include.ALWAYS, Include.NON_NULL));

  private static final Pattern JOB_ID = Pattern.compile("--id=([0-9a-f]{16})");

  private Manifests() {}

  /**
   * The objects and AWS resources of a run as YAML documents for review, sorted by type and name.
   * Each starts with {@code --- # TYPE NAME}, as {@link DocumentDiff} requires.
   */
  public static String yaml(StackRun run) {
    var options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setSplitLines(false);
    options.setDereferenceAliases(true);
    var yaml = new Yaml(options);
    var documents = new TreeMap<String, String>();
    for (Declared object : run.objects()) {
      documents.put(
          object.type() + " " + object.at("metadata", "name"),
          yaml.dump(abbreviated(object.manifest())));
    }
    for (Declared resource : run.resources("aws:")) {
      documents.put(resource.type() + " " + resource.name(), yaml.dump(reviewed(resource)));
    }
    return documents.entrySet().stream()
        .map(document -> "--- # " + document.getKey() + "\n" + document.getValue())
        .collect(Collectors.joining());
  }

  /** Replaces the ids of Jobs in such documents, which depend on the build of the program. */
  public static String withoutJobIds(String yaml) {
    String shown = yaml;
    Matcher id = JOB_ID.matcher(yaml);
    while (id.find()) {
      shown = shown.replace(id.group(1), "<id of the declaration>");
    }
    return shown;
  }

  /** The inputs of an AWS resource, and the options that differ from the defaults. */
  private static Map<String, Object> reviewed(Declared resource) {
    var shown = new TreeMap<String, Object>(Map.of("inputs", resource.inputs()));
    if (resource.protect()) {
      shown.put("protect", true);
    }
    if (resource.retainOnDelete()) {
      shown.put("retainOnDelete", true);
    }
    if (!resource.ignoreChanges().isEmpty()) {
      shown.put("ignoreChanges", resource.ignoreChanges());
    }
    return shown;
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
}

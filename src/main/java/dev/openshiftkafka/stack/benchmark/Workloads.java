package dev.openshiftkafka.stack.benchmark;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.openshiftkafka.capacity.Capacity;
import dev.openshiftkafka.config.BenchmarkConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.ClassPathText;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The named workloads: YAML files beside this class, and what they run on. */
final class Workloads {
  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

  private Workloads() {}

  /** Each as a file for the load generator, which reads JSON: the brokers' image has no YAML. */
  static Map<String, String> files(StackConfig config) {
    var files = new TreeMap<String, String>();
    BenchmarkConfig.WORKLOADS.forEach(name -> files.put(name + ".json", json(name)));
    // A run compares itself with what the declared hardware can write.
    Capacity.of(config)
        .ifPresent(capacity -> files.put("_hardware.json", JSON.toJson(capacity.hardware())));
    return files;
  }

  private static String json(String name) {
    String text = ClassPathText.of(Workloads.class, "workloads/" + name + ".yaml");
    Object workload = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    return JSON.toJson(workload);
  }
}

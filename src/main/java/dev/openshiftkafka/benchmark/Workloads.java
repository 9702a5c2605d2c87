package dev.openshiftkafka.benchmark;

import com.google.gson.GsonBuilder;
import dev.openshiftkafka.config.BenchmarkConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The named workloads: YAML files beside this class. */
final class Workloads {
  private Workloads() {}

  /** Each as a file for the load generator, which reads JSON: the brokers' image has no YAML. */
  static Map<String, String> files() {
    var files = new TreeMap<String, String>();
    BenchmarkConfig.WORKLOADS.forEach(name -> files.put(name + ".json", json(name)));
    return files;
  }

  private static String json(String name) {
    String file = "workloads/" + name + ".yaml";
    try (InputStream in = Workloads.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IOException("not on the class path: " + file);
      }
      Object workload = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      return new GsonBuilder().disableHtmlEscaping().create().toJson(workload);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

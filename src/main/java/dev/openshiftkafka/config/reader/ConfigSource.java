package dev.openshiftkafka.config.reader;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.reflect.TypeToken;
import com.pulumi.exceptions.RunException;
import dev.openshiftkafka.config.Fault;
import dev.openshiftkafka.config.InvalidConfigException;
import dev.openshiftkafka.config.SecretCommand;
import dev.openshiftkafka.config.StackConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;

/** The configuration of a stack as the engine hands it over: full keys and their texts. */
public final class ConfigSource {
  private final String namespace;
  private final String stack;
  private final Map<String, String> values;

  /**
   * Wraps given values.
   *
   * @param project name of the Pulumi project, which is the namespace of its keys
   * @param stack name of the stack, for messages
   * @param values full keys ({@code project:key}) and their texts
   */
  public ConfigSource(String project, String stack, Map<String, String> values) {
    this.namespace = project + ":";
    this.stack = stack;
    this.values = Map.copyOf(values);
  }

  /**
   * Takes the values from the environment that the engine gives to its programs.
   *
   * <p>Pulumi's own Config can only be asked for keys whose names are known, and so cannot find the
   * unknown ones.
   */
  public static ConfigSource ofEngine(
      String project, String stack, Map<String, String> environment) {
    String json = environment.getOrDefault("PULUMI_CONFIG", "{}");
    var type = new TypeToken<Map<String, String>>() {}.getType();
    return new ConfigSource(project, stack, new Gson().fromJson(json, type));
  }

  /**
   * Takes the values from a stack file, where encrypted ones stay closed.
   *
   * @throws IOException when it cannot be read
   */
  public static ConfigSource ofFile(String project, Path file) throws IOException {
    return new ConfigSource(project, StackFile.stack(file), StackFile.values(file));
  }

  /**
   * Reads and checks the whole configuration.
   *
   * @throws InvalidConfigException with every fault that was found
   */
  public StackConfig read() {
    var json = new JsonObject();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(namespace)) {
            json.addProperty(key.substring(namespace.length()), value);
          }
        });
    if (json.size() == 0) {
      throw new RunException(
          "Stack '"
              + stack
              + "' has no configuration. Only Pulumi.dev.yaml is found without a flag; name the"
              + " file of any other environment: --config-file stacks/Pulumi."
              + stack
              + ".yaml");
    }
    var reader = new ConfigReader();
    StackConfig config = reader.read(namespace, json, StackConfig.class);
    var faults = new ArrayList<>(reader.faults());
    // To the record, a part with faults of its own looks as absent as one that is not there.
    if (!json.has("aws") && json.has("layers") && json.get("layers").toString().contains("aws")) {
      faults.add(
          new Fault(
                  "aws",
                  null,
                  "is required with layer aws: region, infrastructureName, network and nodes")
              .under(namespace));
    }
    if (!faults.isEmpty()) {
      throw new InvalidConfigException(
          "The configuration of stack '" + stack + "' has " + count(faults.size()),
          faults.stream().map(this::withCommand).toList());
    }
    return config;
  }

  /** Only here it is known which stack a secret is missing in. */
  private Fault withCommand(Fault fault) {
    return SecretCommand.of(fault.key().replaceFirst("^" + namespace, ""), stack)
        .map(
            command ->
                new Fault(
                    fault.key(), fault.value(), fault.allowed() + "; set it with: " + command))
        .orElse(fault);
  }

  private static String count(int faults) {
    return faults == 1 ? "1 fault" : faults + " faults";
  }
}

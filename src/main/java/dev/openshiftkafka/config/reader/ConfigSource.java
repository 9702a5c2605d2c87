package dev.openshiftkafka.config.reader;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.pulumi.exceptions.RunException;
import dev.openshiftkafka.config.Fault;
import dev.openshiftkafka.config.InvalidConfigException;
import dev.openshiftkafka.config.SecretCommand;
import dev.openshiftkafka.config.StackConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The configuration of a stack as the Pulumi engine passes it: full keys and their text values. */
public final class ConfigSource {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private static final String PASSWORDS = "userPasswords";

  private final String namespace;
  private final String stack;
  private final Map<String, String> values;
  private final @Nullable Set<String> secretKeys;

  /**
   * Wraps given values, of which some may be secret.
   *
   * @param project name of the Pulumi project, which is the namespace of its keys
   * @param stack name of the stack, for messages
   * @param values full keys ({@code project:key}) and their text values
   */
  public ConfigSource(String project, String stack, Map<String, String> values) {
    this(project, stack, values, null);
  }

  /**
   * Wraps values.
   *
   * @param secretKeys full keys whose values are secret; null when this is not known
   */
  private ConfigSource(
      String project, String stack, Map<String, String> values, @Nullable Set<String> secretKeys) {
    this.namespace = project + ":";
    this.stack = stack;
    this.values = Map.copyOf(values);
    this.secretKeys = secretKeys;
  }

  /**
   * Takes the values from the environment variables {@code PULUMI_CONFIG} and {@code
   * PULUMI_CONFIG_SECRET_KEYS} that the engine sets.
   *
   * <p>Pulumi's own Config only returns keys whose names are known, and so cannot find unknown
   * keys.
   */
  public static ConfigSource ofEngine(
      String project, String stack, Map<String, String> environment) {
    String json = environment.getOrDefault("PULUMI_CONFIG", "{}");
    String secret = environment.getOrDefault("PULUMI_CONFIG_SECRET_KEYS", "null");
    try {
      return new ConfigSource(
          project,
          stack,
          JSON.readValue(json, new TypeReference<Map<String, String>>() {}),
          JSON.readValue(secret, new TypeReference<@Nullable Set<String>>() {}));
    } catch (JsonProcessingException e) {
      // Without the cause, whose message quotes the text, which has decrypted secrets.
      throw new IllegalStateException(
          "PULUMI_CONFIG is not a JSON object of strings: run the program with pulumi");
    }
  }

  /**
   * Takes the values from a stack file, without decrypting secrets.
   *
   * @throws IOException when the file cannot be read
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
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(namespace)) {
            json.put(key.substring(namespace.length()), value);
          }
        });
    if (json.isEmpty()) {
      throw new RunException(
          "Stack '"
              + stack
              + "' has no configuration. Pulumi finds only Pulumi.dev.yaml without a flag; for any"
              + " other environment, add --config-file stacks/Pulumi."
              + stack
              + ".yaml");
    }
    var reader = new ConfigReader();
    @Nullable StackConfig config = reader.read(namespace, json, StackConfig.class);
    var faults = new ArrayList<>(reader.faults());
    // To the checks of StackConfig, a faulty aws and a missing aws look alike.
    if (!json.has("aws") && json.path("layers").asText().contains("aws")) {
      faults.add(
          new Fault(
                  "aws",
                  null,
                  "is required with layer aws; set region, infrastructureName, network and nodes")
              .under(namespace));
    }
    // To the checks of a record, a faulty part is absent, so they may report it as missing, too.
    faults.removeIf(fault -> isConsequence(fault, faults));
    if (json.has(PASSWORDS) && secretKeys != null && !secretKeys.contains(namespace + PASSWORDS)) {
      faults.add(
          new Fault(
                  PASSWORDS,
                  null,
                  "is not encrypted in the stack file; remove it there and change the passwords")
              .under(namespace));
    }
    if (config == null || !faults.isEmpty()) {
      throw InvalidConfigException.ofStack(stack, faults.stream().map(this::withCommand).toList());
    }
    return config;
  }

  private static boolean isConsequence(Fault fault, List<Fault> all) {
    String missing = fault.missing();
    boolean hasPart =
        fault.value() == null
            && all.stream().anyMatch(other -> other.key().startsWith(fault.key() + "."));
    return hasPart || (missing != null && all.stream().anyMatch(other -> other.isIn(missing)));
  }

  /** Appends the command that sets a secret, which depends on the stack. */
  private Fault withCommand(Fault fault) {
    return SecretCommand.of(fault.key().replaceFirst("^" + namespace, ""), stack)
        .map(
            command ->
                new Fault(
                    fault.key(), fault.value(), fault.problem() + "; set it with: " + command))
        .orElse(fault);
  }
}

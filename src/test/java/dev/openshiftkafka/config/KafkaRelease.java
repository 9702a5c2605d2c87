package dev.openshiftkafka.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openshiftkafka.config.SettingDefinition.Type;
import dev.openshiftkafka.config.SettingDefinition.UpdateMode;
import dev.openshiftkafka.testing.KafkaJars;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A Kafka release, asked by reflection for its definitions and for its judgement of settings. */
final class KafkaRelease {
  private static final String CONFIG_DEF = "org.apache.kafka.common.config.ConfigDef";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Text of a validator without fields, such as {@code [1,...,9] or -1}. */
  private static final Pattern RANGE_OR =
      Pattern.compile("\\[(-?[0-9]+),\\.\\.\\.,(-?[0-9]+)] or (-?[0-9]+)");

  private final String version;
  private final ClassLoader classes;

  KafkaRelease(String version) {
    this.version = version;
    this.classes = KafkaJars.classLoader(version);
  }

  /** The definitions as the content of a resource, one setting a line. */
  String json() {
    return run(
        () ->
            "{\n\"version\": \"%s\",\n\"broker\": [\n%s\n],\n\"topic\": [\n%s\n]\n}\n"
                .formatted(version, lines(brokers(), updateModes()), lines(topics(), Map.of())));
  }

  /** The reason for which a broker with these settings does not start; empty when it starts. */
  Optional<String> refusal(Map<String, String> settings) {
    var properties = new TreeMap<>(settings);
    if (version.startsWith("3.")) {
      properties.put("zookeeper.connect", "zookeeper:2181");
      properties.put("broker.id", "0");
    } else {
      properties.put("process.roles", "broker");
      properties.put("node.id", "0");
      properties.put("controller.listener.names", "CONTROLLER");
      properties.put("controller.quorum.voters", "1000@controller:9093");
      properties.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
    }
    properties.put("listeners", "PLAINTEXT://:9092");
    properties.put("advertised.listeners", "PLAINTEXT://broker:9092");
    return refusal(
        () ->
            classes
                .loadClass("kafka.server.KafkaConfig")
                .getConstructor(Map.class, boolean.class)
                .newInstance(properties, false));
  }

  /** The reason for which a topic cannot have a setting; empty when it can. */
  Optional<String> topicRefusal(Map<String, String> settings) {
    return refusal(
        () ->
            classes
                .loadClass(CONFIG_DEF)
                .getMethod("parse", Map.class)
                .invoke(topicDefinition(), settings));
  }

  private Optional<String> refusal(Call<Object> call) {
    return run(
        () -> {
          try {
            call.get();
            return Optional.empty();
          } catch (InvocationTargetException e) {
            return Optional.of(String.valueOf(e.getCause().getMessage()));
          }
        });
  }

  /** A call by reflection. */
  private interface Call<T> {
    T get() throws ReflectiveOperationException;
  }

  /** Kafka finds the classes in its settings by the thread's class loader. */
  private <T> T run(Call<T> call) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(classes);
    try {
      return call.get();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("Kafka " + version, e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private Map<?, ?> brokers() throws ReflectiveOperationException {
    Object config = scalaObject("kafka.server.KafkaConfig");
    return keys(config.getClass().getMethod("configDef").invoke(config));
  }

  private Map<?, ?> topics() throws ReflectiveOperationException {
    return keys(topicDefinition());
  }

  private Object topicDefinition() throws ReflectiveOperationException {
    return classes
        .loadClass("org.apache.kafka.storage.internals.log.LogConfig")
        .getMethod("configDefCopy")
        .invoke(null);
  }

  private Map<?, ?> keys(Object configDef) throws ReflectiveOperationException {
    return (Map<?, ?>) classes.loadClass(CONFIG_DEF).getMethod("configKeys").invoke(configDef);
  }

  /** The class moved in 4.3. */
  private Map<?, ?> updateModes() throws ReflectiveOperationException {
    try {
      return (Map<?, ?>)
          classes
              .loadClass("org.apache.kafka.server.config.DynamicBrokerConfig")
              .getMethod("dynamicConfigUpdateModes")
              .invoke(null);
    } catch (ClassNotFoundException e) {
      Object config = scalaObject("kafka.server.DynamicBrokerConfig");
      return (Map<?, ?>) config.getClass().getMethod("dynamicConfigUpdateModes").invoke(config);
    }
  }

  private Object scalaObject(String name) throws ReflectiveOperationException {
    return classes.loadClass(name + "$").getField("MODULE$").get(null);
  }

  private String lines(Map<?, ?> keys, Map<?, ?> modes) throws ReflectiveOperationException {
    var lines = new TreeMap<String, String>();
    for (Object key : keys.values()) {
      SettingDefinition definition = definition(key, modes);
      try {
        lines.put(definition.name(), JSON.writeValueAsString(present(definition)));
      } catch (JsonProcessingException e) {
        throw new AssertionError(definition.name(), e);
      }
    }
    return String.join(",\n", lines.values());
  }

  /** Without what is null or false. */
  private static Map<String, Object> present(SettingDefinition definition) {
    var all = JSON.convertValue(definition, new TypeReference<LinkedHashMap<String, Object>>() {});
    all.values().removeIf(value -> value == null || value.equals(false));
    return all;
  }

  private SettingDefinition definition(Object key, Map<?, ?> modes)
      throws ReflectiveOperationException {
    String name = (String) field(key, "name");
    Object mode = modes.get(name);
    Object type = field(key, "type");
    var limits = new Limits(field(key, "validator"));
    return new SettingDefinition(
        name,
        Type.valueOf(String.valueOf(type)),
        mode == null || mode.equals("read-only")
            ? null
            : UpdateMode.valueOf(mode.toString().toUpperCase(Locale.ROOT).replace('-', '_')),
        limits.min(),
        limits.max(),
        limits.values(),
        limits.is("CaseInsensitiveValidString"),
        limits.is("ValidList") && limits.refuses(List.of("")),
        limits.is("ValidList") ? limits.refuses(List.of()) : limits.is("NonEmptyString"),
        (boolean) field(key, "internalConfig"),
        defaultValue(key, type));
  }

  private @Nullable String defaultValue(Object key, Object type)
      throws ReflectiveOperationException {
    if (!(boolean) key.getClass().getMethod("hasDefault").invoke(key)) {
      return null;
    }
    Method convert =
        classes
            .loadClass(CONFIG_DEF)
            .getMethod("convertToString", Object.class, classes.loadClass(CONFIG_DEF + "$Type"));
    return (String) convert.invoke(null, field(key, "defaultValue"), type);
  }

  private static @Nullable Object field(Object object, String name)
      throws ReflectiveOperationException {
    Field field = object.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(object);
  }

  /** The limits that a validator of Kafka sets. */
  private record Limits(@Nullable Object validator) {
    boolean is(String type) {
      return validator != null && validator.getClass().getSimpleName().equals(type);
    }

    @Nullable BigDecimal min() throws ReflectiveOperationException {
      return number("min", 1);
    }

    @Nullable BigDecimal max() throws ReflectiveOperationException {
      return number("max", 2);
    }

    private @Nullable BigDecimal number(String field, int group)
        throws ReflectiveOperationException {
      if (is("Range")) {
        Object limit = field(validator, field);
        return limit == null ? null : new BigDecimal(limit.toString());
      }
      if (isPositiveOrMinusOne()) {
        return group == 1 ? BigDecimal.ONE : null;
      }
      Matcher text = RANGE_OR.matcher(String.valueOf(validator));
      return text.matches() ? new BigDecimal(text.group(group)) : null;
    }

    /** Kafka has functions without a readable text for this. */
    private boolean isPositiveOrMinusOne() throws ReflectiveOperationException {
      return is("LambdaValidator") && !refuses(-1) && refuses(0) && !refuses(Integer.MAX_VALUE);
    }

    @Nullable List<String> values() throws ReflectiveOperationException {
      if (isPositiveOrMinusOne()) {
        return List.of("-1");
      }
      Matcher text = RANGE_OR.matcher(String.valueOf(validator));
      if (text.matches()) {
        return List.of(text.group(3));
      }
      Object strings = null;
      if (is("ValidList")) {
        strings = field(field(validator, "validString"), "validStrings");
      } else if (is("ValidString") || is("CaseInsensitiveValidString")) {
        strings = field(validator, "validStrings");
      }
      if (!(strings instanceof Iterable<?> some)) {
        return null;
      }
      var values = new TreeSet<String>();
      some.forEach(value -> values.add(String.valueOf(value)));
      return values.isEmpty() ? null : List.copyOf(values);
    }

    boolean refuses(Object value) throws ReflectiveOperationException {
      if (validator == null) {
        return false;
      }
      Method check = validator.getClass().getMethod("ensureValid", String.class, Object.class);
      check.setAccessible(true);
      try {
        check.invoke(validator, "name", value);
        return false;
      } catch (InvocationTargetException e) {
        return true;
      }
    }
  }
}

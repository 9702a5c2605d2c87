package dev.openshiftkafka.config.reader;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openshiftkafka.config.Fault;
import dev.openshiftkafka.config.InvalidConfigException;
import dev.openshiftkafka.config.Key;
import dev.openshiftkafka.config.reader.ValueParser.TypeMismatchException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads configuration records strictly: unknown keys, missing keys and values of the wrong type are
 * faults.
 *
 * <p>All faults are collected before any is reported. The checks of a record see a faulty component
 * as absent, so that one mistake is reported once.
 */
final class ConfigReader {
  private final List<Fault> faults = new ArrayList<>();

  /**
   * Reads a record whose keys are below a path, for example {@code openshift-kafka:}; null when its
   * checks found faults.
   */
  <R extends Record> @Nullable R read(String path, ObjectNode json, Class<R> type) {
    RecordComponent[] components = type.getRecordComponents();
    reportUnknown(path, json, components);
    Object[] values =
        Arrays.stream(components)
            .map(component -> component(path, json.get(component.getName()), component))
            .toArray();
    return construct(path, type, components, values);
  }

  /** The faults found so far. */
  List<Fault> faults() {
    return List.copyOf(faults);
  }

  private void reportUnknown(String path, ObjectNode json, RecordComponent[] components) {
    Set<String> known =
        Arrays.stream(components)
            .map(RecordComponent::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    var unknown = new TreeSet<String>();
    json.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(known);
    for (String key : unknown) {
      // Without the value, which may be a secret under a misspelt key.
      add(path, new Fault(key, null, "unknown key; expected one of: " + String.join(", ", known)));
    }
  }

  private @Nullable Object component(
      String path, @Nullable JsonNode given, RecordComponent component) {
    Key key = component.getAnnotation(Key.class);
    JsonNode json = given == null ? NullNode.getInstance() : given;
    if (json.isNull() && !key.defaultsTo().isEmpty()) {
      json = defaultOf(component);
    }
    if (json.isNull()) {
      if (!key.optional()) {
        add(path, new Fault(component.getName(), null, "required key is missing. " + key.doc()));
      }
      return null;
    }
    String childPath = new Fault(component.getName(), null, "").under(path).key();
    try {
      return value(childPath, json, component.getGenericType());
    } catch (TypeMismatchException e) {
      faults.add(new Fault(childPath + e.suffix(), key.secret() ? null : e.value(), e.problem()));
      return null;
    }
  }

  private static JsonNode defaultOf(RecordComponent component) {
    try {
      return ValueParser.json(component.getAnnotation(Key.class).defaultsTo());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(component + " has a default that is not JSON", e);
    }
  }

  private @Nullable Object value(String path, JsonNode json, Type type) {
    if (isRecord(type)) {
      return read(path, objectOf(json), ((Class<?>) type).asSubclass(Record.class));
    }
    if (type instanceof ParameterizedType generic
        && isRecord(generic.getActualTypeArguments()[0])) {
      return records(path, json, generic.getActualTypeArguments()[0]);
    }
    return ValueParser.parse(json, type);
  }

  private static boolean isRecord(Type type) {
    return type instanceof Class<?> given && given.isRecord();
  }

  /** A faulty element becomes null, so that the elements after it keep their index. */
  private List<Object> records(String path, JsonNode json, Type type) {
    var records = new ArrayList<Object>();
    for (JsonNode item : ValueParser.items(json)) {
      String itemPath = path + "[" + records.size() + "]";
      try {
        records.add(value(itemPath, item, type));
      } catch (TypeMismatchException e) {
        faults.add(new Fault(itemPath, e.value(), e.problem()));
        records.add(null);
      }
    }
    return Collections.unmodifiableList(records);
  }

  private static ObjectNode objectOf(JsonNode json) {
    if (ValueParser.unquoted(json) instanceof ObjectNode object) {
      return object;
    }
    throw new TypeMismatchException("", json, "must be a map of keys and values");
  }

  private <R extends Record> @Nullable R construct(
      String path, Class<R> type, RecordComponent[] components, Object[] values) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InvalidConfigException invalid) {
        invalid.faults().forEach(fault -> add(path, fault));
        return null;
      }
      throw new IllegalStateException(type + " failed on " + Arrays.toString(types), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be constructed", e);
    }
  }

  private void add(String path, Fault fault) {
    faults.add(fault.under(path));
  }
}

package dev.openshiftkafka.config.reader;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.openshiftkafka.config.Fault;
import dev.openshiftkafka.config.InvalidConfigException;
import dev.openshiftkafka.config.Key;
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

/**
 * Reads records strictly: an unknown key, a missing one and a value of the wrong kind are faults.
 *
 * <p>All faults are collected before any is reported. A part with a fault stands as absent for the
 * checks of the record around it, so that one mistake is reported once.
 */
final class ConfigReader {
  private final List<Fault> faults = new ArrayList<>();

  /** Reads a record whose keys stand under a path, for example {@code openshift-kafka:}. */
  <R extends Record> R read(String path, JsonObject json, Class<R> type) {
    RecordComponent[] components = type.getRecordComponents();
    reportUnknown(path, json, components);
    Object[] values =
        Arrays.stream(components)
            .map(component -> component(path, json.get(component.getName()), component))
            .toArray();
    return construct(path, type, components, values);
  }

  /** What was wrong so far. */
  List<Fault> faults() {
    return List.copyOf(faults);
  }

  private void reportUnknown(String path, JsonObject json, RecordComponent[] components) {
    Set<String> known =
        Arrays.stream(components)
            .map(RecordComponent::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    for (String key : new TreeSet<>(json.keySet())) {
      if (!known.contains(key)) {
        add(path, new Fault(key, null, "is not a key; here can stand " + String.join(", ", known)));
      }
    }
  }

  private Object component(String path, JsonElement given, RecordComponent component) {
    Key key = component.getAnnotation(Key.class);
    JsonElement json = given == null ? JsonNull.INSTANCE : given;
    if (json.isJsonNull() && !key.defaultsTo().isEmpty()) {
      json = JsonParser.parseString(key.defaultsTo());
    }
    if (json.isJsonNull()) {
      if (!key.optional()) {
        add(path, new Fault(component.getName(), null, "is required. " + key.doc()));
      }
      return null;
    }
    String childPath = new Fault(component.getName(), null, "").under(path).key();
    try {
      return value(childPath, json, component.getGenericType());
    } catch (ValueParser.Refused e) {
      faults.add(new Fault(childPath + e.suffix(), key.secret() ? null : e.value(), e.allowed()));
      return null;
    }
  }

  private Object value(String path, JsonElement json, Type type) {
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

  /** An element with a fault stands as null, so that those behind it keep their numbers. */
  private List<Object> records(String path, JsonElement json, Type type) {
    var records = new ArrayList<Object>();
    for (JsonElement item : ValueParser.items(json)) {
      String itemPath = path + "[" + records.size() + "]";
      try {
        records.add(value(itemPath, item, type));
      } catch (ValueParser.Refused e) {
        faults.add(new Fault(itemPath, e.value(), e.allowed()));
        records.add(null);
      }
    }
    return Collections.unmodifiableList(records);
  }

  private static JsonObject objectOf(JsonElement json) {
    JsonElement parsed = ValueParser.unquoted(json);
    if (!parsed.isJsonObject()) {
      throw new ValueParser.Refused("", json, "must be a map of keys");
    }
    return parsed.getAsJsonObject();
  }

  private <R extends Record> R construct(
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

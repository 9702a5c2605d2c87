package dev.openshiftkafka.config;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A configuration with all defaults, as flat keys and text values, in the order of the records. */
final class EffectiveConfig {
  private EffectiveConfig() {}

  /** Full keys and values; keys without a value are absent. */
  static Map<String, String> of(StackConfig config) {
    var values = new LinkedHashMap<String, String>();
    add(values, "", config);
    return values;
  }

  private static void add(Map<String, String> values, String path, Object value) {
    if (value instanceof Record part) {
      for (RecordComponent component : part.getClass().getRecordComponents()) {
        String key = (path.isEmpty() ? "" : path + ".") + component.getName();
        if (component.getAnnotation(Key.class).secret()) {
          continue;
        }
        add(values, key, valueOf(part, component));
      }
    } else if (value instanceof Map<?, ?> map) {
      new TreeMap<>(map).forEach((key, item) -> add(values, path + "." + key, item));
    } else if (value instanceof List<?> list) {
      if (list.stream().anyMatch(Record.class::isInstance)) {
        for (int i = 0; i < list.size(); i++) {
          add(values, path + "[" + i + "]", list.get(i));
        }
      } else if (!list.isEmpty()) {
        values.put(path, list.stream().map(EffectiveConfig::text).collect(Collectors.joining(" ")));
      }
    } else if (value != null) {
      values.put(path, text(value));
    }
  }

  private static String text(Object value) {
    return value instanceof Enum<?> constant ? Spelling.of(constant) : String.valueOf(value);
  }

  private static Object valueOf(Record part, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(part);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }
}

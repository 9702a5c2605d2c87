package dev.openshiftkafka.pod.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The input of the settings Job.
 *
 * @param set dynamic settings of all brokers, with their values
 * @param reset settings that the stack no longer sets, each with the value without it
 */
public record Declaration(Map<String, String> set, Map<String, String> reset) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  /** Copies both maps. */
  public Declaration {
    set = Map.copyOf(set);
    reset = Map.copyOf(reset);
  }

  /** Returns the argument of the Job. */
  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Declaration read(String json) throws JsonProcessingException {
    return JSON.readValue(json, Declaration.class);
  }

  /** The names of all settings, sorted. */
  Set<String> names() {
    var names = new TreeSet<>(set.keySet());
    names.addAll(reset.keySet());
    return names;
  }

  /** The values that the brokers must have, sorted by name. */
  Map<String, String> values() {
    var values = new TreeMap<>(reset);
    values.putAll(set);
    return values;
  }
}

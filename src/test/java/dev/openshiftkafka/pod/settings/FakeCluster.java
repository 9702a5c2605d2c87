package dev.openshiftkafka.pod.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigType;
import org.apache.kafka.common.errors.InvalidRequestException;

/** Brokers that keep Kafka's rules for dynamic settings. */
final class FakeCluster implements BrokerConfigs {
  /** Defaults of Kafka. */
  static final Map<String, String> DEFAULTS =
      Map.of(
          "num.io.threads", "8",
          "min.insync.replicas", "1",
          "log.cleaner.io.buffer.load.factor", "0.9",
          "message.max.bytes", "1048588");

  final Map<Integer, Map<String, String>> files = new HashMap<>();
  final Map<Integer, Map<String, String>> overrides = new HashMap<>();
  final Map<String, String> defaults = new TreeMap<>();
  final List<String> changes = new ArrayList<>();

  /** How many reads pass before a change is in force. */
  int delay;

  private Map<String, String> visible = Map.of();
  private int reads;

  FakeCluster(int brokers) {
    for (int i = 0; i < brokers; i++) {
      files.put(i, new HashMap<>());
      overrides.put(i, new HashMap<>());
    }
  }

  @Override
  public Map<Integer, Map<String, Actual>> read(Set<String> names) {
    if (reads++ >= delay) {
      visible = Map.copyOf(defaults);
    }
    var brokers = new HashMap<Integer, Map<String, Actual>>();
    files
        .keySet()
        .forEach(
            broker -> {
              var settings = new HashMap<String, Actual>();
              names.forEach(name -> settings.put(name, actual(broker, name)));
              brokers.put(broker, settings);
            });
    return brokers;
  }

  private Actual actual(int broker, String name) {
    String file = files.get(broker).get(name);
    ConfigType type = name.contains("factor") ? ConfigType.DOUBLE : ConfigType.INT;
    if (overrides.get(broker).containsKey(name)) {
      return new Actual(
          overrides.get(broker).get(name), type, ConfigSource.DYNAMIC_BROKER_CONFIG, file);
    } else if (visible.containsKey(name)) {
      return new Actual(visible.get(name), type, ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG, file);
    } else if (file != null) {
      return new Actual(file, type, ConfigSource.STATIC_BROKER_CONFIG, file);
    }
    return new Actual(DEFAULTS.get(name), type, ConfigSource.DEFAULT_CONFIG, null);
  }

  @Override
  public void alter(Map<String, Optional<String>> altered) {
    altered.forEach(
        (name, value) -> {
          for (int broker : files.keySet()) {
            String next = value.orElse(files.get(broker).getOrDefault(name, DEFAULTS.get(name)));
            if (name.endsWith("threads")) {
              long current = Long.parseLong(actual(broker, name).value());
              long wanted = Long.parseLong(next);
              if (wanted > 2 * current || wanted < current / 2) {
                throw new InvalidRequestException(name + "=" + next + " from " + current);
              }
            }
          }
          changes.add(name + value.map("="::concat).orElse(" deleted"));
          value.ifPresentOrElse(text -> defaults.put(name, text), () -> defaults.remove(name));
        });
    reads = 0;
  }
}

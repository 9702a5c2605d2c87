package dev.openshiftkafka.pod.topics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Compares the settings of a topic: what is declared is all in which it may differ. */
final class SettingChanges {
  /** The tool that moves partitions sets these while it does, and takes them back. */
  private static final String OF_THE_MOVER = ".replication.throttled.replicas";

  private final List<AlterConfigOp> changes = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();

  private SettingChanges() {}

  static SettingChanges of(Map<String, String> declared, Map<String, ConfigEntry> actual) {
    var result = new SettingChanges();
    var keys = new TreeSet<>(actual.keySet());
    keys.removeIf(key -> key.endsWith(OF_THE_MOVER));
    keys.addAll(declared.keySet());
    keys.forEach(key -> result.compare(key, declared.get(key), actual.get(key)));
    return result;
  }

  private void compare(String key, String declared, ConfigEntry actual) {
    if (declared == null) {
      changes.add(new AlterConfigOp(new ConfigEntry(key, null), OpType.DELETE));
      lines.add(key + "=" + actual.value() + " -> the brokers' default");
    } else if (actual == null) {
      changes.add(new AlterConfigOp(new ConfigEntry(key, declared), OpType.SET));
      lines.add(key + "=" + declared);
    } else if (!same(declared, actual)) {
      changes.add(new AlterConfigOp(new ConfigEntry(key, declared), OpType.SET));
      lines.add(key + "=" + actual.value() + " -> " + declared);
    }
  }

  /** Brokers answer with the value as they have read it: of 0.50 they make 0.5. */
  private static boolean same(String declared, ConfigEntry actual) {
    if (declared.equals(actual.value())) {
      return true;
    }
    if (actual.type() == ConfigEntry.ConfigType.UNKNOWN) {
      return false;
    }
    var type = ConfigDef.Type.valueOf(actual.type().name());
    try {
      return ConfigDef.parseType(actual.name(), declared, type)
          .equals(ConfigDef.parseType(actual.name(), actual.value(), type));
    } catch (ConfigException e) {
      // The broker says what is wrong with it.
      return false;
    }
  }

  List<AlterConfigOp> changes() {
    return changes;
  }

  List<String> lines() {
    return lines;
  }
}

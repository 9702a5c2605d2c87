package dev.openshiftkafka.pod.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/** The settings in force on each broker, and the dynamic defaults of the cluster. */
interface BrokerConfigs {
  /** Reads settings from each live broker, by broker id and name. */
  Map<Integer, Map<String, Actual>> read(Set<String> names) throws InterruptedException;

  /** Changes the cluster's dynamic defaults; an empty value deletes one. */
  void alter(Map<String, Optional<String>> changes) throws InterruptedException;

  /**
   * A setting of a broker.
   *
   * @param value the value in force; null when there is none
   * @param type its type
   * @param source where the value comes from
   * @param fileValue the value in server.properties when the broker started, or null
   */
  record Actual(
      @Nullable String value,
      ConfigEntry.ConfigType type,
      ConfigSource source,
      @Nullable String fileValue) {

    /** Whether all brokers get the value from the cluster's dynamic defaults. */
    boolean isDefault() {
      return source == ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG;
    }

    /** Whether a dynamic value of this broker alone wins. */
    boolean isOverride() {
      return source == ConfigSource.DYNAMIC_BROKER_CONFIG;
    }

    boolean hasValue(@Nullable String other) {
      return same(value, other);
    }

    /** Brokers return parsed values: 0.50 becomes 0.5. */
    boolean same(@Nullable String one, @Nullable String other) {
      if (one == null || other == null || one.equals(other)) {
        return one == null ? other == null : one.equals(other);
      }
      if (type == ConfigEntry.ConfigType.UNKNOWN) {
        return false;
      }
      var parsed = ConfigDef.Type.valueOf(type.name());
      try {
        return ConfigDef.parseType("", one, parsed).equals(ConfigDef.parseType("", other, parsed));
      } catch (ConfigException e) {
        // The broker rejects the value and says why.
        return false;
      }
    }
  }

  /** Those of a cluster. */
  record OfCluster(Admin admin) implements BrokerConfigs {
    private static final ConfigResource CLUSTER =
        new ConfigResource(ConfigResource.Type.BROKER, "");

    private static final String LISTENER_PREFIX = "listener.name.";

    private static final Actual NONE =
        new Actual(null, ConfigEntry.ConfigType.UNKNOWN, ConfigSource.DEFAULT_CONFIG, null);

    @Override
    public Map<Integer, Map<String, Actual>> read(Set<String> names) throws InterruptedException {
      List<ConfigResource> resources = new ArrayList<>();
      for (Node broker : get(admin.describeCluster().nodes())) {
        resources.add(new ConfigResource(ConfigResource.Type.BROKER, broker.idString()));
      }
      var options = new DescribeConfigsOptions().includeSynonyms(true);
      var configs = get(admin.describeConfigs(resources, options).all());
      var brokers = new HashMap<Integer, Map<String, Actual>>();
      configs.forEach(
          (resource, config) ->
              brokers.put(Integer.valueOf(resource.name()), settings(config, names)));
      return brokers;
    }

    private static Map<String, Actual> settings(Config config, Set<String> names) {
      var settings = new HashMap<String, Actual>();
      // Kafka lists a setting of a single listener only while it has a value.
      names.stream()
          .filter(name -> name.startsWith(LISTENER_PREFIX))
          .forEach(name -> settings.put(name, NONE));
      for (ConfigEntry entry : config.entries()) {
        if (names.contains(entry.name())) {
          String fileValue =
              entry.synonyms().stream()
                  .filter(synonym -> synonym.source() == ConfigSource.STATIC_BROKER_CONFIG)
                  .filter(synonym -> synonym.name().equals(entry.name()))
                  .map(ConfigEntry.ConfigSynonym::value)
                  .findFirst()
                  .orElse(null);
          settings.put(
              entry.name(), new Actual(entry.value(), entry.type(), entry.source(), fileValue));
        }
      }
      return settings;
    }

    @Override
    public void alter(Map<String, Optional<String>> changes) throws InterruptedException {
      Collection<AlterConfigOp> operations = new ArrayList<>();
      changes.forEach(
          (name, value) ->
              operations.add(
                  new AlterConfigOp(
                      new ConfigEntry(name, value.orElse(null)),
                      value.isPresent() ? OpType.SET : OpType.DELETE)));
      get(admin.incrementalAlterConfigs(Map.of(CLUSTER, operations)).all());
    }

    private static <T> T get(KafkaFuture<T> result) throws InterruptedException {
      try {
        return result.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof KafkaException error ? error : new KafkaException(e);
      }
    }
  }
}

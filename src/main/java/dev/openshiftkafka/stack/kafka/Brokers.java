package dev.openshiftkafka.stack.kafka;

import dev.openshiftkafka.config.BrokersConfig;
import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.ConfigHash;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.stack.kafka.NodeSet.Port;
import dev.openshiftkafka.stack.kafka.NodeSet.ServiceShape;
import dev.openshiftkafka.stack.monitoring.JmxExporter;
import dev.openshiftkafka.stack.readiness.Readiness;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The Kafka brokers as a set of pods. */
final class Brokers {
  static final String COMPONENT = "broker";
  private static final Port KAFKA = new Port("kafka", Names.BROKER_PORT);

  private Brokers() {}

  static NodeSet of(StackConfig config) {
    BrokersConfig kafka = config.kafka();
    Logging logging = Logging.of(config);
    Map<String, String> files = new TreeMap<>();
    files.put(logging.file(), logging.text());
    for (int i = 0; i < kafka.brokers(); i++) {
      files.put(Names.pod(Names.BROKERS, i) + ".properties", BrokerProperties.render(config, i));
    }
    Optional<JmxExporter> exporter = JmxExporter.of(config, COMPONENT);
    List<String> flags = JvmFlags.with(JvmFlags.of(kafka.jvm()), logging, exporter);
    return new NodeSet(
        Names.BROKERS,
        COMPONENT,
        new Placement(kafka.brokers(), config.zones(), config.dedicatedNodes(), true),
        config.images().kafka(kafka.version()),
        JavaCommand.of(flags, "kafka.Kafka", JavaCommand.OWN_FILE),
        config.metadata() == MetadataMode.KRAFT ? Controllers.format(config) : List.of(),
        files,
        ConfigHash.of(logging.text(), BrokerProperties.render(config, 0)),
        Map.of(),
        List.of(KAFKA),
        List.of(
            ServiceShape.headless(Names.BROKERS, exporter, KAFKA),
            // A broker that waits for replicas serves; were none in sync, clients must still find
            // the cluster.
            new ServiceShape(Names.BROKERS, false, true, List.of(KAFKA))),
        Probes.port(Names.BROKER_PORT),
        exporter,
        Optional.of(Readiness.ofBrokers(config)),
        kafka.resources(),
        kafka.volume(),
        kafka.terminationGracePeriodSeconds(),
        kafka.readyTimeoutSeconds());
  }
}

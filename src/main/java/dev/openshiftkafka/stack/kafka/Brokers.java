package dev.openshiftkafka.stack.kafka;

import dev.openshiftkafka.config.BrokersConfig;
import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.ConfigHash;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.stack.kafka.NodeSet.NodeService;
import dev.openshiftkafka.stack.kafka.NodeSet.Port;
import dev.openshiftkafka.stack.monitoring.JmxExporter;
import dev.openshiftkafka.stack.readiness.Readiness;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The Kafka brokers. */
final class Brokers {
  private static final Port KAFKA = new Port("kafka", Names.BROKER_PORT);

  private Brokers() {}

  static NodeSet of(StackConfig config) {
    BrokersConfig kafka = config.kafka();
    NodeJvm jvm = NodeJvm.of(config);
    Map<String, String> files = new TreeMap<>();
    files.put(jvm.logFile(), jvm.logging());
    for (int i = 0; i < kafka.brokers(); i++) {
      files.put(Names.pod(Names.BROKERS, i) + ".properties", BrokerProperties.render(config, i));
    }
    Optional<JmxExporter> exporter = JmxExporter.of(config, Names.BROKER_COMPONENT);
    return NodeSet.builder(Names.BROKERS, Names.BROKER_COMPONENT)
        .placement(new Placement(kafka.brokers(), config.zones(), config.dedicatedNodes(), true))
        .image(config.images().kafka(kafka.version()))
        .command(jvm.command(NodeJvm.flags(kafka.jvm()), exporter, "kafka.Kafka", NodeJvm.OWN_FILE))
        .initCommand(
            config.metadata() == MetadataMode.KRAFT ? Controllers.format(config) : List.of())
        .files(files, ConfigHash.of(jvm.logging(), BrokerProperties.render(config, 0)))
        .ports(KAFKA)
        .services(
            NodeService.headless(Names.BROKERS, exporter, KAFKA),
            // A broker that is not ready because replicas catch up still serves. If none were in
            // sync, clients must still reach the cluster.
            new NodeService(Names.BROKERS, false, true, List.of(KAFKA)))
        .probes(Probes.port(Names.BROKER_PORT))
        .exporter(exporter)
        .readiness(Readiness.ofBrokers(config))
        .resources(kafka.resources())
        .volume(kafka.volume())
        .terminationGracePeriodSeconds(kafka.terminationGracePeriodSeconds())
        .readyTimeoutSeconds(kafka.readyTimeoutSeconds())
        .build();
  }
}

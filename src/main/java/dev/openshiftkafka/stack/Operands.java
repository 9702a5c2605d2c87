package dev.openshiftkafka.stack;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.ClientIdentity;
import dev.openshiftkafka.kubernetes.Operand;
import dev.openshiftkafka.stack.benchmark.Benchmark;
import dev.openshiftkafka.stack.external.ExternalAccess;
import dev.openshiftkafka.stack.kafka.BrokerRemoval;
import dev.openshiftkafka.stack.kafka.KafkaCluster;
import dev.openshiftkafka.stack.kafka.MigrationJobs;
import dev.openshiftkafka.stack.kafka.PlainClientsCheck;
import dev.openshiftkafka.stack.kafka.QuorumJobs;
import dev.openshiftkafka.stack.kafka.Rebalance;
import dev.openshiftkafka.stack.monitoring.Monitoring;
import dev.openshiftkafka.stack.monitoring.alerts.Alerts;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboards;
import dev.openshiftkafka.stack.rdkafka.RdkafkaClient;
import dev.openshiftkafka.stack.settings.BrokerSettings;
import dev.openshiftkafka.stack.topics.Topics;
import dev.openshiftkafka.stack.ui.WebUi;
import dev.openshiftkafka.stack.users.Users;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The one list of operands. */
public final class Operands {
  private Operands() {}

  /**
   * The enabled operands of a configuration, in the order in which they are declared. Their order
   * is also that of the RoleBinding's subjects: a new operand goes to the end.
   */
  public static List<Operand> of(StackConfig config) {
    List<Operand> clients = clients(config);
    // The Job that grants the clients' ACLs runs before them.
    List<Operand> others =
        Stream.concat(Stream.of(new Users(config, identities(clients))), clients.stream())
            .filter(Operand::enabled)
            .toList();
    var operands = new ArrayList<Operand>();
    operands.add(new KafkaCluster(config, others));
    operands.addAll(others);
    return List.copyOf(operands);
  }

  /** The identities of all clients of the stack, those that are not enabled without ACLs. */
  public static List<ClientIdentity> identities(StackConfig config) {
    return identities(clients(config));
  }

  private static List<ClientIdentity> identities(List<Operand> clients) {
    return Stream.concat(
            Stream.of(ClientIdentity.TOOLS),
            clients.stream()
                .flatMap(
                    client ->
                        client.identity().stream()
                            .map(identity -> client.enabled() ? identity : identity.withoutAcls())))
        .toList();
  }

  private static List<Operand> clients(StackConfig config) {
    return List.of(
        new Monitoring(config),
        new Alerts(config),
        new Dashboards(config),
        new Benchmark(config),
        new RdkafkaClient(config),
        new Topics(config),
        new WebUi(config),
        new BrokerRemoval(config),
        new BrokerSettings(config),
        new MigrationJobs(config),
        new PlainClientsCheck(config),
        new ExternalAccess(config),
        new Rebalance(config),
        new QuorumJobs(config));
  }
}

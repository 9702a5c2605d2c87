package dev.openshiftkafka.stack.kafka;

import com.pulumi.kubernetes.networking.v1.NetworkPolicyArgs;
import com.pulumi.kubernetes.networking.v1.inputs.NetworkPolicyIngressRuleArgs;
import com.pulumi.kubernetes.networking.v1.inputs.NetworkPolicyPeerArgs;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.Listener;
import dev.openshiftkafka.kubernetes.Listeners;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.kubernetes.NetworkPolicies;
import dev.openshiftkafka.kubernetes.Operand.NodeAccess;
import dev.openshiftkafka.stack.monitoring.JmxExporter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds the default-deny NetworkPolicy of the project, and the policies of brokers and quorum. */
final class NetworkRules {
  private static final String DEFAULT_DENY = "default-deny";

  private final StackConfig config;
  private final List<NodeAccess> access;

  /**
   * Creates the builder.
   *
   * @param access ports of the nodes that the pods of other operands connect to
   */
  NetworkRules(StackConfig config, List<NodeAccess> access) {
    this.config = config;
    this.access = List.copyOf(access);
  }

  /** All policies, by name. */
  Map<String, NetworkPolicyArgs> all() {
    var policies = new LinkedHashMap<String, NetworkPolicyArgs>();
    policies.put(
        DEFAULT_DENY,
        NetworkPolicies.ingress(
            config, DEFAULT_DENY, "network", NetworkPolicies.EVERY_POD, List.of()));
    Listeners listeners = Listeners.of(config);
    add(policies, Names.BROKERS, Names.BROKER_COMPONENT, rules(listeners.brokers()));
    if (config.hasZooKeeper()) {
      add(policies, Names.ZOOKEEPER, Names.ZOOKEEPER_COMPONENT, zookeeper());
    }
    if (config.hasControllers()) {
      add(policies, Names.CONTROLLERS, Names.CONTROLLER_COMPONENT, rules(listeners.controllers()));
    }
    return policies;
  }

  /** Adds a policy with the nodes' own rules, then those of scrapers and other operands. */
  private void add(
      Map<String, NetworkPolicyArgs> policies,
      String name,
      String component,
      List<NetworkPolicyIngressRuleArgs> served) {
    var rules = new ArrayList<>(served);
    List<NetworkPolicyPeerArgs> scrapers = NetworkPolicies.scrapers(config);
    if (!scrapers.isEmpty() && config.exporter().enabled()) {
      rules.add(NetworkPolicies.from(scrapers, JmxExporter.PORT));
    }
    access.stream()
        .filter(allowed -> allowed.to().equals(component))
        .map(
            allowed ->
                NetworkPolicies.from(NetworkPolicies.components(allowed.from()), allowed.port()))
        .forEach(rules::add);
    policies.put(name, NetworkPolicies.ingress(config, name, component, rules));
  }

  private static List<NetworkPolicyIngressRuleArgs> rules(List<Listener> listeners) {
    return listeners.stream()
        .map(listener -> NetworkPolicies.from(listener.peers(), listener.port()))
        .toList();
  }

  private List<NetworkPolicyIngressRuleArgs> zookeeper() {
    var clients = new ArrayList<>(List.of(Names.BROKER_COMPONENT));
    if (config.hasControllers()) {
      // During a migration they read the metadata, and write changes.
      clients.add(Names.CONTROLLER_COMPONENT);
    }
    // The preStop hook of a server asks the others at their client port.
    clients.add(Names.ZOOKEEPER_COMPONENT);
    return List.of(
        NetworkPolicies.from(
            NetworkPolicies.components(clients.toArray(String[]::new)),
            Names.ZOOKEEPER_CLIENT_PORT),
        NetworkPolicies.from(
            NetworkPolicies.components(Names.ZOOKEEPER_COMPONENT),
            Names.ZOOKEEPER_PEER_PORT,
            Names.ZOOKEEPER_ELECTION_PORT));
  }
}

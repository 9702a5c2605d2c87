package dev.openshiftkafka.stack.kafka;

import com.pulumi.kubernetes.meta.v1.inputs.LabelSelectorArgs;
import com.pulumi.kubernetes.meta.v1.inputs.LabelSelectorRequirementArgs;
import com.pulumi.kubernetes.networking.v1.NetworkPolicyArgs;
import com.pulumi.kubernetes.networking.v1.inputs.NetworkPolicyEgressRuleArgs;
import com.pulumi.kubernetes.networking.v1.inputs.NetworkPolicyIngressRuleArgs;
import com.pulumi.kubernetes.networking.v1.inputs.NetworkPolicyPeerArgs;
import com.pulumi.kubernetes.networking.v1.inputs.NetworkPolicyPortArgs;
import com.pulumi.kubernetes.networking.v1.inputs.NetworkPolicySpecArgs;
import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.UiKind;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.stack.monitoring.JmxExporter;
import dev.openshiftkafka.stack.monitoring.LagExporter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Renders who may reach which port: nobody any, save what is named here. */
final class NetworkRules {
  private static final LabelSelectorArgs EVERY_POD = LabelSelectorArgs.builder().build();

  /** 53 of the Service, and 5353 of OpenShift's DNS pods behind it. */
  private static final List<NetworkPolicyPortArgs> DNS =
      List.of(port("UDP", 53), port("TCP", 53), port("UDP", 5353), port("TCP", 5353));

  private final StackConfig config;

  NetworkRules(StackConfig config) {
    this.config = config;
  }

  /** All policies, by name. */
  Map<String, NetworkPolicyArgs> all() {
    var policies = new LinkedHashMap<String, NetworkPolicyArgs>();
    policies.put("default-deny", policy("default-deny", "network", EVERY_POD, List.of()));
    policies.put(Names.BROKERS, of(Names.BROKERS, Brokers.COMPONENT, brokers()));
    if (config.metadata() == MetadataMode.ZOOKEEPER) {
      policies.put(Names.ZOOKEEPER, of(Names.ZOOKEEPER, ZooKeeper.COMPONENT, zookeeper()));
    } else {
      policies.put(Names.CONTROLLERS, of(Names.CONTROLLERS, Controllers.COMPONENT, controllers()));
    }
    if (config.monitoring().lag().enabled()) {
      policies.put(LagExporter.NAME, lagExporter());
    }
    if (config.ui().enabled()) {
      policies.put(Names.UI, of(Names.UI, Names.UI_COMPONENT, ui()));
    }
    return policies;
  }

  /** It asks the brokers and nobody else, save for their addresses. */
  private NetworkPolicyArgs lagExporter() {
    List<NetworkPolicyPeerArgs> scrapers = scrapers();
    NetworkPolicySpecArgs.Builder spec =
        NetworkPolicySpecArgs.builder()
            .podSelector(selector(LagExporter.COMPONENT))
            .policyTypes("Ingress", "Egress")
            .egress(
                NetworkPolicyEgressRuleArgs.builder()
                    .to(components(Brokers.COMPONENT))
                    .ports(port("TCP", Names.BROKER_PORT))
                    .build(),
                NetworkPolicyEgressRuleArgs.builder().ports(DNS).build());
    if (!scrapers.isEmpty()) {
      spec.ingress(rule(scrapers, LagExporter.PORT));
    }
    return policy(LagExporter.NAME, LagExporter.COMPONENT, spec);
  }

  private List<NetworkPolicyIngressRuleArgs> brokers() {
    var clients = new ArrayList<NetworkPolicyPeerArgs>();
    clients.add(NetworkPolicyPeerArgs.builder().podSelector(EVERY_POD).build());
    namespaces(config.network().clientNamespaces(), clients);
    var rules = new ArrayList<>(withMetrics(rule(clients, Names.BROKER_PORT)));
    if (config.ui().kind() == UiKind.KAFBAT && config.exporter().enabled()) {
      rules.add(rule(components(Names.UI_COMPONENT), JmxExporter.PORT));
    }
    return rules;
  }

  private List<NetworkPolicyIngressRuleArgs> zookeeper() {
    var rules =
        new ArrayList<>(
            withMetrics(
                rule(components(Brokers.COMPONENT), Names.ZOOKEEPER_CLIENT_PORT),
                rule(
                    components(ZooKeeper.COMPONENT),
                    Names.ZOOKEEPER_PEER_PORT,
                    Names.ZOOKEEPER_ELECTION_PORT)));
    if (config.ui().kind() == UiKind.CMAK) {
      rules.add(rule(components(Names.UI_COMPONENT), Names.ZOOKEEPER_CLIENT_PORT));
    }
    return rules;
  }

  /** The router leads visitors to the proxy; past it goes only who makes the cluster known. */
  private List<NetworkPolicyIngressRuleArgs> ui() {
    var router =
        NetworkPolicyPeerArgs.builder()
            .namespaceSelector(
                LabelSelectorArgs.builder()
                    .matchLabels(Map.of("policy-group.network.openshift.io/ingress", ""))
                    .build())
            .build();
    var rules = new ArrayList<NetworkPolicyIngressRuleArgs>();
    rules.add(rule(List.of(router), Names.UI_PORT));
    if (config.ui().kind() == UiKind.CMAK) {
      rules.add(rule(components(Names.CMAK_REGISTRATION_COMPONENT), Names.CMAK_PORT));
    }
    return rules;
  }

  private List<NetworkPolicyIngressRuleArgs> controllers() {
    return withMetrics(
        rule(components(Brokers.COMPONENT, Controllers.COMPONENT), Names.CONTROLLER_PORT));
  }

  private List<NetworkPolicyIngressRuleArgs> withMetrics(NetworkPolicyIngressRuleArgs... served) {
    var rules = new ArrayList<>(List.of(served));
    List<NetworkPolicyPeerArgs> scrapers = scrapers();
    // A rule without peers would mean everybody.
    if (!scrapers.isEmpty() && config.exporter().enabled()) {
      rules.add(rule(scrapers, JmxExporter.PORT));
    }
    return rules;
  }

  private List<NetworkPolicyPeerArgs> scrapers() {
    var scrapers = new ArrayList<NetworkPolicyPeerArgs>();
    namespaces(config.network().monitoringNamespaces(), scrapers);
    return scrapers;
  }

  private static void namespaces(List<String> names, List<NetworkPolicyPeerArgs> peers) {
    if (names.isEmpty()) {
      return;
    }
    peers.add(
        NetworkPolicyPeerArgs.builder()
            .namespaceSelector(
                LabelSelectorArgs.builder()
                    .matchExpressions(
                        LabelSelectorRequirementArgs.builder()
                            .key("kubernetes.io/metadata.name")
                            .operator("In")
                            .values(names)
                            .build())
                    .build())
            .build());
  }

  private static List<NetworkPolicyPeerArgs> components(String... components) {
    return Arrays.stream(components)
        .map(component -> NetworkPolicyPeerArgs.builder().podSelector(selector(component)).build())
        .toList();
  }

  private static NetworkPolicyIngressRuleArgs rule(List<NetworkPolicyPeerArgs> from, int... ports) {
    return NetworkPolicyIngressRuleArgs.builder()
        .from(from)
        .ports(Arrays.stream(ports).mapToObj(port -> port("TCP", port)).toList())
        .build();
  }

  private static NetworkPolicyPortArgs port(String protocol, int port) {
    return NetworkPolicyPortArgs.builder().port(port).protocol(protocol).build();
  }

  private static LabelSelectorArgs selector(String component) {
    return LabelSelectorArgs.builder().matchLabels(Labels.selector(component)).build();
  }

  private NetworkPolicyArgs of(
      String name, String component, List<NetworkPolicyIngressRuleArgs> rules) {
    return policy(name, component, selector(component), rules);
  }

  private NetworkPolicyArgs policy(
      String name,
      String component,
      LabelSelectorArgs pods,
      List<NetworkPolicyIngressRuleArgs> rules) {
    NetworkPolicySpecArgs.Builder spec =
        NetworkPolicySpecArgs.builder().podSelector(pods).policyTypes("Ingress");
    if (!rules.isEmpty()) {
      spec.ingress(rules);
    }
    return policy(name, component, spec);
  }

  private NetworkPolicyArgs policy(
      String name, String component, NetworkPolicySpecArgs.Builder spec) {
    return NetworkPolicyArgs.builder()
        .metadata(Labels.meta(config.project().name(), name, component))
        .spec(spec.build())
        .build();
  }
}

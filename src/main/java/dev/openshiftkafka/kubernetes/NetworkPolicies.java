package dev.openshiftkafka.kubernetes;

import com.pulumi.kubernetes.meta.v1.inputs.LabelSelectorArgs;
import com.pulumi.kubernetes.meta.v1.inputs.LabelSelectorRequirementArgs;
import com.pulumi.kubernetes.networking.v1.NetworkPolicyArgs;
import com.pulumi.kubernetes.networking.v1.inputs.NetworkPolicyEgressRuleArgs;
import com.pulumi.kubernetes.networking.v1.inputs.NetworkPolicyIngressRuleArgs;
import com.pulumi.kubernetes.networking.v1.inputs.NetworkPolicyPeerArgs;
import com.pulumi.kubernetes.networking.v1.inputs.NetworkPolicyPortArgs;
import com.pulumi.kubernetes.networking.v1.inputs.NetworkPolicySpecArgs;
import dev.openshiftkafka.config.StackConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Builds NetworkPolicies and their rules. */
public final class NetworkPolicies {
  /** Selects every pod of the project. */
  public static final LabelSelectorArgs EVERY_POD = LabelSelectorArgs.builder().build();

  private NetworkPolicies() {}

  /** A policy that allows only the ingress of its rules to the pods of a component. */
  public static NetworkPolicyArgs ingress(
      StackConfig config, String name, String component, List<NetworkPolicyIngressRuleArgs> rules) {
    return ingress(config, name, component, selector(component), rules);
  }

  /** A policy that allows only the ingress of its rules to selected pods. */
  public static NetworkPolicyArgs ingress(
      StackConfig config,
      String name,
      String component,
      LabelSelectorArgs pods,
      List<NetworkPolicyIngressRuleArgs> rules) {
    NetworkPolicySpecArgs.Builder spec =
        NetworkPolicySpecArgs.builder().podSelector(pods).policyTypes("Ingress");
    if (!rules.isEmpty()) {
      spec.ingress(rules);
    }
    return policy(config, name, component, spec.build());
  }

  /** A policy with any spec. */
  public static NetworkPolicyArgs policy(
      StackConfig config, String name, String component, NetworkPolicySpecArgs spec) {
    return NetworkPolicyArgs.builder()
        .metadata(Labels.meta(config.project().name(), name, component))
        .spec(spec)
        .build();
  }

  /**
   * Allows peers to connect to TCP ports.
   *
   * @throws IllegalArgumentException without peers: Kubernetes then allows every peer
   */
  public static NetworkPolicyIngressRuleArgs from(List<NetworkPolicyPeerArgs> peers, int... ports) {
    if (peers.isEmpty()) {
      throw new IllegalArgumentException("peers: empty; a rule without peers allows all");
    }
    return NetworkPolicyIngressRuleArgs.builder()
        .from(peers)
        .ports(Arrays.stream(ports).mapToObj(port -> port("TCP", port)).toList())
        .build();
  }

  /** Allows pods to connect to a TCP port of peers. */
  public static NetworkPolicyEgressRuleArgs to(List<NetworkPolicyPeerArgs> peers, int port) {
    return NetworkPolicyEgressRuleArgs.builder().to(peers).ports(port("TCP", port)).build();
  }

  /** Allows DNS: port 53 of the Service, and port 5353 of OpenShift's DNS pods behind it. */
  public static NetworkPolicyEgressRuleArgs toDns() {
    return NetworkPolicyEgressRuleArgs.builder()
        .ports(port("UDP", 53), port("TCP", 53), port("UDP", 5353), port("TCP", 5353))
        .build();
  }

  /** Pods of components of this stack. */
  public static List<NetworkPolicyPeerArgs> components(String... components) {
    return Arrays.stream(components)
        .map(component -> NetworkPolicyPeerArgs.builder().podSelector(selector(component)).build())
        .toList();
  }

  /** Every pod of other projects, by project name; empty without names. */
  public static List<NetworkPolicyPeerArgs> namespaces(List<String> names) {
    if (names.isEmpty()) {
      return List.of();
    }
    return List.of(
        namespaces(
            LabelSelectorArgs.builder()
                .matchExpressions(
                    LabelSelectorRequirementArgs.builder()
                        .key("kubernetes.io/metadata.name")
                        .operator("In")
                        .values(names)
                        .build())
                .build()));
  }

  /** OpenShift's router. */
  public static List<NetworkPolicyPeerArgs> router() {
    return List.of(
        namespaces(
            LabelSelectorArgs.builder()
                .matchLabels(Map.of("policy-group.network.openshift.io/ingress", ""))
                .build()));
  }

  /** The pods of the monitoring namespaces, which scrape metrics; empty without namespaces. */
  public static List<NetworkPolicyPeerArgs> scrapers(StackConfig config) {
    return namespaces(config.network().monitoringNamespaces());
  }

  private static NetworkPolicyPeerArgs namespaces(LabelSelectorArgs selector) {
    return NetworkPolicyPeerArgs.builder().namespaceSelector(selector).build();
  }

  /** Selects the pods of a component. */
  public static LabelSelectorArgs selector(String component) {
    return LabelSelectorArgs.builder().matchLabels(Labels.selector(component)).build();
  }

  private static NetworkPolicyPortArgs port(String protocol, int port) {
    return NetworkPolicyPortArgs.builder().port(port).protocol(protocol).build();
  }
}

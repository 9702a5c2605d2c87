package dev.openshiftkafka.kubernetes;

import com.pulumi.kubernetes.networking.v1.inputs.NetworkPolicyPeerArgs;
import dev.openshiftkafka.config.ExternalConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.UserAuthentication;
import dev.openshiftkafka.kubernetes.Listener.Authentication;
import dev.openshiftkafka.kubernetes.Listener.Name;
import dev.openshiftkafka.kubernetes.Listener.SecurityProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The listeners of a stack.
 *
 * @param brokers listeners of the brokers; the readiness agent connects to the first
 * @param controllers listeners of the KRaft controllers, the one that nodes connect to first; empty
 *     without controllers
 * @param interBroker the brokers' listener for each other
 * @param clients the brokers' listener for the clients of the stack itself
 */
public record Listeners(
    List<Listener> brokers, List<Listener> controllers, Listener interBroker, Listener clients) {

  /** The listeners of a configuration. */
  public static Listeners of(StackConfig config) {
    Listener plain = plain(config, Names.BROKERS, Name.PLAINTEXT, clients(config));
    if (!config.hasControllers()) {
      return new Listeners(List.of(plain), List.of(), plain, plain);
    }
    Listener controller = plain(config, Names.CONTROLLERS, Name.CONTROLLER, nodes());
    if (config.security() == null) {
      return new Listeners(List.of(plain), List.of(controller), plain, plain);
    }
    Listener replication =
        ofIdentities(
            config,
            Names.BROKERS,
            Name.REPLICATION,
            NetworkPolicies.components(Names.BROKER_COMPONENT));
    List<Listener> clients = secureClients(config);
    // That of the stack's own clients.
    Listener own = clients.get(clients.size() - 1);
    Listener controllerTls = ofIdentities(config, Names.CONTROLLERS, Name.CONTROLLER_TLS, nodes());
    return switch (config.security().phase()) {
      case OPEN ->
          new Listeners(
              with(clients, plain, replication), List.of(controller, controllerTls), plain, plain);
      case USE, AUTHORIZE ->
          new Listeners(
              withExternal(config, with(clients, replication, plain)),
              List.of(controllerTls, controller),
              replication,
              own);
      case CLOSED ->
          new Listeners(
              withExternal(config, with(clients, replication)),
              List.of(controllerTls),
              replication,
              own);
    };
  }

  /** The secure listeners for clients in the cluster; the stack's own clients use the last. */
  private static List<Listener> secureClients(StackConfig config) {
    return switch (IdentityAuthentication.of(config)) {
      case CERTIFICATE ->
          List.of(
              passwords(config, Authentication.SCRAM),
              ofIdentities(config, Names.BROKERS, Name.MTLS, clients(config)));
      case PASSWORD -> List.of(passwords(config, Authentication.SCRAM_OR_PLAIN));
    };
  }

  private static Listener passwords(StackConfig config, Authentication authentication) {
    return internal(
        config,
        Names.BROKERS,
        Name.CLIENTS,
        SecurityProtocol.SASL_SSL,
        authentication,
        clients(config));
  }

  /**
   * The controllers' listener that brokers and clients connect to.
   *
   * @throws IndexOutOfBoundsException without controllers
   */
  public Listener controller() {
    return controllers.get(0);
  }

  /** The brokers' listener of a name; empty when the stack does not have it. */
  public Optional<Listener> broker(Name name) {
    return brokers.stream().filter(listener -> listener.name() == name).findFirst();
  }

  /** The listeners of the brokers for clients. */
  public List<Listener> ofClients() {
    return brokers.stream().filter(listener -> listener.name() != Name.REPLICATION).toList();
  }

  /** The bootstrap servers of each listener for clients, by the listener's name. */
  public Map<String, String> bootstrapServers(StackConfig config) {
    var servers = new TreeMap<String, String>();
    ofClients()
        .forEach(listener -> servers.put(listener.name().name(), bootstrap(config, listener)));
    return servers;
  }

  /** The bootstrap servers of a listener of the brokers. */
  public static String bootstrap(StackConfig config, Listener listener) {
    return listener.name() == Name.EXTERNAL
        ? ExternalConfig.address(config.external().bootstrapHost(config.project()))
        : listener.addresses(config.kafka().brokers());
  }

  private static List<Listener> with(List<Listener> clients, Listener... first) {
    var listeners = new ArrayList<>(List.of(first));
    listeners.addAll(clients);
    return List.copyOf(listeners);
  }

  private static List<Listener> withExternal(StackConfig config, List<Listener> inside) {
    var listeners = new ArrayList<>(inside);
    if (config.isExternal()) {
      listeners.add(external(config, config.external()));
    }
    return List.copyOf(listeners);
  }

  private static Listener external(StackConfig config, ExternalConfig external) {
    boolean tls = external.authentication() == UserAuthentication.TLS;
    return new Listener(
        Name.EXTERNAL,
        tls ? SecurityProtocol.SSL : SecurityProtocol.SASL_SSL,
        tls ? Authentication.TLS : Authentication.SCRAM,
        NetworkPolicies.router(),
        broker -> ExternalConfig.address(external.host(config.project(), broker)));
  }

  private static Listener plain(
      StackConfig config, String set, Name name, List<NetworkPolicyPeerArgs> peers) {
    return internal(config, set, name, SecurityProtocol.PLAINTEXT, Authentication.NONE, peers);
  }

  /** A listener for identities of the stack. */
  private static Listener ofIdentities(
      StackConfig config, String set, Name name, List<NetworkPolicyPeerArgs> peers) {
    IdentityAuthentication identities = IdentityAuthentication.of(config);
    return internal(config, set, name, identities.protocol(), identities.authentication(), peers);
  }

  /** A listener that nodes advertise with the DNS names of their pods. */
  private static Listener internal(
      StackConfig config,
      String set,
      Name name,
      SecurityProtocol protocol,
      Authentication authentication,
      List<NetworkPolicyPeerArgs> peers) {
    return new Listener(
        name,
        protocol,
        authentication,
        peers,
        ordinal -> BrokerAddresses.pod(config, set, ordinal) + ":" + name.port());
  }

  /** Every pod of the project, and the pods of the projects of clients. */
  private static List<NetworkPolicyPeerArgs> clients(StackConfig config) {
    var clients = new ArrayList<NetworkPolicyPeerArgs>();
    clients.add(NetworkPolicyPeerArgs.builder().podSelector(NetworkPolicies.EVERY_POD).build());
    clients.addAll(NetworkPolicies.namespaces(config.network().clientNamespaces()));
    return List.copyOf(clients);
  }

  /** Brokers and controllers. */
  private static List<NetworkPolicyPeerArgs> nodes() {
    return NetworkPolicies.components(Names.BROKER_COMPONENT, Names.CONTROLLER_COMPONENT);
  }
}

package dev.openshiftkafka.kubernetes;

import static dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource.inProject;

import com.pulumi.kubernetes.networking.v1.NetworkPolicyArgs;
import dev.openshiftkafka.config.StackConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that the stack deploys into the project, such as the brokers or the web UI, with
 * everything that belongs to it.
 *
 * <p>The project's Role, the deployer's rights and the NetworkPolicies are computed from the
 * operands of a configuration. No other list of them exists.
 */
public interface Operand {
  /**
   * Whether the configuration enables it. The other methods, except {@link #identity()}, are called
   * only if it does.
   */
  boolean enabled();

  /** The identity with which its pods connect to the brokers; empty when none does. */
  default Optional<ClientIdentity> identity() {
    return Optional.empty();
  }

  /** Service accounts of its pods, which may use the project's SecurityContextConstraints. */
  default List<String> serviceAccounts() {
    return List.of();
  }

  /**
   * NetworkPolicies of its pods, by name. They are created before any pod of the stack and deleted
   * after all of them.
   */
  default Map<String, NetworkPolicyArgs> networkPolicies() {
    return Map.of();
  }

  /**
   * Ports of Kafka and ZooKeeper nodes that its pods connect to, except the brokers' client port.
   */
  default List<NodeAccess> nodeAccess() {
    return List.of();
  }

  /** Adds the objects that it declares, except service accounts and NetworkPolicies. */
  void addObjects(ResourceInventory inventory);

  /** Declares its resources. */
  void declare(DeploymentContext context);

  /**
   * Declares its objects outside the project, in the stack of the administrator. {@link #declare}
   * declares them, too, unless {@link StackConfig#declaresAdminObjects()} is false.
   */
  default void declareOutsideProject(DeploymentContext context) {}

  /** Adds every object that the operand declares. */
  default void addTo(ResourceInventory inventory) {
    serviceAccounts().forEach(name -> inventory.add(inProject("", "serviceaccounts"), name));
    networkPolicies()
        .keySet()
        .forEach(name -> inventory.add(inProject("networking.k8s.io", "networkpolicies"), name));
    addObjects(inventory);
  }

  /**
   * A connection that the NetworkPolicy of a node allows.
   *
   * @param from component of the client's pods
   * @param to component of the nodes
   * @param port port of the nodes
   */
  record NodeAccess(String from, String to, int port) {}
}

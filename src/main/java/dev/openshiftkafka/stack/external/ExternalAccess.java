package dev.openshiftkafka.stack.external;

import static dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource.inProject;

import com.pulumi.kubernetes.core.v1.Service;
import com.pulumi.kubernetes.core.v1.ServiceArgs;
import com.pulumi.kubernetes.core.v1.inputs.ServicePortArgs;
import com.pulumi.kubernetes.core.v1.inputs.ServiceSpecArgs;
import com.pulumi.resources.CustomResourceOptions;
import dev.openshiftkafka.config.ExternalConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.UserConfig;
import dev.openshiftkafka.kubernetes.DeploymentContext;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.Listener;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.kubernetes.Operand;
import dev.openshiftkafka.kubernetes.OperandComponent;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import dev.openshiftkafka.kubernetes.Routes;
import dev.openshiftkafka.stack.users.Users;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Routes by which clients outside the cluster reach the brokers: one for each broker, and one
 * for the first connection.
 *
 * <p>The router finds the Route by the host name in the TLS handshake (SNI) and passes the
 * connection through, so that clients verify the broker's own certificate.
 */
public final class ExternalAccess implements Operand {
  static final String COMPONENT = "external";
  private static final String PREFIX = "kafka-external-";
  private static final String BOOTSTRAP = PREFIX + "bootstrap";

  /**
   * How long the router keeps a connection without traffic. Brokers close idle ones after
   * connections.max.idle.ms, by default 10 minutes, and clients before.
   */
  private static final String TIMEOUT = "1h";

  private final StackConfig config;

  /** Creates the operand of a configuration. */
  public ExternalAccess(StackConfig config) {
    this.config = config;
  }

  /**
   * The command, by user, that prints the properties of a client outside the cluster, with its
   * credentials. The stack itself does not know them.
   */
  public static Map<String, String> clientCommands(StackConfig config) {
    var commands = new TreeMap<String, String>();
    for (UserConfig user : config.users().declared()) {
      if (user.external()) {
        commands.put(
            user.name(),
            "kubectl get secret --namespace=%s %s --output='jsonpath={.data.client\\.properties}' | base64 --decode"
                .formatted(user.namespaceOr(config.project().name()), Users.secret(config, user)));
      }
    }
    return commands;
  }

  @Override
  public boolean enabled() {
    return config.isExternal();
  }

  /** The hosts, by the names of Routes. */
  private Map<String, String> hosts() {
    ExternalConfig external = config.external();
    var hosts = new LinkedHashMap<String, String>();
    hosts.put(BOOTSTRAP, external.bootstrapHost(config.project()));
    for (int i = 0; i < config.kafka().brokers(); i++) {
      hosts.put(PREFIX + i, external.host(config.project(), i));
    }
    return hosts;
  }

  @Override
  public void addObjects(ResourceInventory inventory) {
    for (String name : hosts().keySet()) {
      inventory.add(inProject("route.openshift.io", "routes"), name);
      if (!name.equals(BOOTSTRAP)) {
        inventory.add(inProject("", "services"), name);
      }
    }
  }

  @Override
  public void declare(DeploymentContext context) {
    new OperandComponent(
        "openshiftkafka:kafka:ExternalAccess",
        "kafka-external",
        context.inProject(),
        component -> {
          for (int i = 0; i < config.kafka().brokers(); i++) {
            new Service(PREFIX + i, service(i), component.child().build());
          }
          hosts()
              .forEach(
                  (name, host) ->
                      route(
                          name,
                          host,
                          // The Service of all brokers has the listener, too.
                          name.equals(BOOTSTRAP) ? Names.BROKERS : name,
                          component.child().build()));
        });
  }

  /** A broker that is not ready still serves clients. */
  private ServiceArgs service(int broker) {
    return ServiceArgs.builder()
        .metadata(Labels.meta(config.project().name(), PREFIX + broker, COMPONENT))
        .spec(
            ServiceSpecArgs.builder()
                .selector(
                    Map.of("statefulset.kubernetes.io/pod-name", Names.pod(Names.BROKERS, broker)))
                .publishNotReadyAddresses(true)
                .ports(
                    ServicePortArgs.builder()
                        .name(Listener.Name.EXTERNAL.portName())
                        .port(Listener.Name.EXTERNAL.port())
                        .targetPort(Listener.Name.EXTERNAL.portName())
                        .build())
                .build())
        .build();
  }

  private void route(String name, String host, String service, CustomResourceOptions options) {
    Map<String, String> timeouts =
        Map.of(
            "haproxy.router.openshift.io/timeout", TIMEOUT,
            "haproxy.router.openshift.io/timeout-tunnel", TIMEOUT);
    Routes.declare(
        name + "-route",
        Labels.meta(config.project().name(), name, COMPONENT, timeouts),
        host,
        service,
        Listener.Name.EXTERNAL.portName(),
        "passthrough",
        "None",
        options);
  }
}

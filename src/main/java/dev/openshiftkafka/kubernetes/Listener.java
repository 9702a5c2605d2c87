package dev.openshiftkafka.kubernetes;

import com.pulumi.kubernetes.networking.v1.inputs.NetworkPolicyPeerArgs;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A listener of the brokers or of the controllers. Server properties, container ports, Services,
 * NetworkPolicies and the addresses for clients are derived from it.
 *
 * @param name name and port
 * @param protocol security protocol
 * @param authentication how a client proves who it is
 * @param peers sources that the NetworkPolicy of the nodes allows; not empty
 * @param advertised address that a node returns to clients, as {@code host:port}, by the ordinal of
 *     its pod
 */
public record Listener(
    Name name,
    SecurityProtocol protocol,
    Authentication authentication,
    List<NetworkPolicyPeerArgs> peers,
    IntFunction<String> advertised) {

  private static final String SCRAM_SHA_512 = "SCRAM-SHA-512";
  static final String SASL_PLAIN = "PLAIN";

  /** The names of all listeners. A port never changes its protocol, so that no peer mistakes it. */
  public enum Name {
    /** Brokers among each other. */
    REPLICATION(9091, "replication"),
    /** Clients without TLS, and brokers among each other unless security is configured. */
    PLAINTEXT(9092, "kafka"),
    /** Brokers and controllers to controllers, without TLS. */
    CONTROLLER(9093, "controller"),
    /** Clients with passwords. */
    CLIENTS(9094, "clients"),
    /** Clients with certificates. */
    MTLS(9095, "mtls"),
    /** Clients outside the cluster, through the router. */
    EXTERNAL(9096, "external"),
    /** Brokers and controllers to controllers. */
    CONTROLLER_TLS(9097, "controller-tls");

    private final int port;
    private final String portName;

    Name(int port, String portName) {
      this.port = port;
      this.portName = portName;
    }

    /** The port. */
    public int port() {
      return port;
    }

    /** Name of the port in pods and Services. */
    public String portName() {
      return portName;
    }
  }

  /** Kafka's security protocols. */
  public enum SecurityProtocol {
    PLAINTEXT,
    SSL,
    SASL_SSL
  }

  /** How a client proves who it is. */
  public enum Authentication {
    NONE,
    /** A client certificate. */
    TLS,
    /** The password of a user, with SCRAM. */
    SCRAM,
    /** The password of an identity of the stack. */
    PLAIN,
    /** The password of a user, with SCRAM, or of an identity of the stack. */
    SCRAM_OR_PLAIN;

    /** The mechanisms of SASL; empty without SASL. */
    public List<String> mechanisms() {
      return switch (this) {
        case NONE, TLS -> List.of();
        case SCRAM -> List.of(SCRAM_SHA_512);
        case PLAIN -> List.of(SASL_PLAIN);
        case SCRAM_OR_PLAIN -> List.of(SCRAM_SHA_512, SASL_PLAIN);
      };
    }
  }

  /** Whether connections are encrypted. */
  public boolean isTls() {
    return protocol != SecurityProtocol.PLAINTEXT;
  }

  /** The port. */
  public int port() {
    return name.port();
  }

  /** Name of the port in pods and Services. */
  public String portName() {
    return name.portName();
  }

  /** The addresses of pods 0 to {@code count - 1}, separated by commas. */
  public String addresses(int count) {
    return BrokerAddresses.join(count, advertised);
  }
}

package dev.openshiftkafka.stack.security;

import static dev.openshiftkafka.kubernetes.Json.object;
import static dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource.inProject;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.Resource;
import dev.openshiftkafka.config.CertificateSource;
import dev.openshiftkafka.config.CertificatesConfig;
import dev.openshiftkafka.config.ExternalConfig;
import dev.openshiftkafka.config.IssuerConfig;
import dev.openshiftkafka.config.IssuerKind;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.UserAuthentication;
import dev.openshiftkafka.config.UserConfig;
import dev.openshiftkafka.kubernetes.BrokerAddresses;
import dev.openshiftkafka.kubernetes.CustomKind;
import dev.openshiftkafka.kubernetes.Identity;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.kubernetes.OperandComponent;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The Certificates of brokers, controllers, clients and users, which cert-manager issues and
 * renews, and the CA that signs them.
 *
 * <p>The private keys are in Secrets that cert-manager writes: neither the stack's state nor its
 * deployer has them.
 */
public final class Certificates {
  private static final String GROUP = "cert-manager.io";
  private static final String COMPONENT = "security";

  /** CA, its Issuer, and its Secret. */
  static final String CA = "kafka-ca";

  private static final String SELF_SIGNED = "kafka-self-signed";
  private static final int CA_DAYS = 5 * 365;

  /** Longer than a certificate lasts: a node trusts the CA that signed its own certificate. */
  private static final int CA_RENEW_BEFORE_DAYS = 2 * 365;

  private static final List<String> CLIENT_USAGES = List.of("digital signature", "client auth");

  private final StackConfig config;
  private final List<String> clients;

  /**
   * Creates the builder.
   *
   * @param clients common names of the certificates of the stack's clients
   */
  public Certificates(StackConfig config, List<String> clients) {
    this.config = config;
    this.clients = List.copyOf(clients);
  }

  /** Whether the stack declares Certificates. */
  private boolean enabled() {
    return config.security() != null
        && config.security().certificates().source() == CertificateSource.CERT_MANAGER;
  }

  /** Whether the stack declares a CA of its own. */
  private boolean hasAuthority() {
    return certificates().issuer() == null;
  }

  /** Adds the objects that are declared. */
  public void addTo(ResourceInventory inventory) {
    if (!enabled()) {
      return;
    }
    if (hasAuthority()) {
      inventory.add(inProject(GROUP, "issuers"), SELF_SIGNED);
      inventory.add(inProject(GROUP, "issuers"), CA);
      inventory.add(inProject(GROUP, "certificates"), CA);
    }
    leaves().keySet().forEach(name -> inventory.add(inProject(GROUP, "certificates"), name));
  }

  /**
   * Declares the objects, each after the one that signs it.
   *
   * @return the certificates; they are issued when Pulumi has created them
   */
  public List<Resource> declare(OperandComponent component) {
    if (!enabled()) {
      return List.of();
    }
    return declare(leaves(), component, hasAuthority() ? authority(component) : List.of());
  }

  /** Adds the Certificates of users. */
  public void addUsersTo(ResourceInventory inventory) {
    if (enabled()) {
      users().keySet().forEach(name -> inventory.add(inProject(GROUP, "certificates"), name));
    }
  }

  /** Declares the Certificates of users, on which no node depends. */
  public List<Resource> declareUsers(OperandComponent component) {
    return enabled() ? declare(users(), component, List.of()) : List.of();
  }

  private List<Resource> declare(
      Map<String, Map<String, Object>> leaves, OperandComponent component, List<Resource> after) {
    return leaves.entrySet().stream()
        .map(leaf -> declare("Certificate", leaf.getKey(), leaf.getValue(), component, after))
        .toList();
  }

  private List<Resource> authority(OperandComponent component) {
    Resource root =
        declare("Issuer", SELF_SIGNED, object("selfSigned", Map.of()), component, List.of());
    Resource certificate = declare("Certificate", CA, authority(), component, List.of(root));
    Map<String, Object> spec = object("ca", object("secretName", CA));
    return List.of(declare("Issuer", CA, spec, component, List.of(certificate)));
  }

  private Resource declare(
      String kind,
      String name,
      Map<String, Object> spec,
      OperandComponent component,
      List<Resource> after) {
    ObjectMetaArgs meta =
        ObjectMetaArgs.builder()
            .namespace(config.project().name())
            .name(name)
            .labels(Labels.of(COMPONENT))
            // The Secret exists when the Certificate is ready.
            .annotations(Map.of("pulumi.com/waitFor", "condition=Ready"))
            .build();
    return new CustomKind(
        GROUP + "/v1",
        kind,
        // Issuers and Certificates have the same names, and so have other objects of the stack.
        kind.equals("Issuer") ? name + "-issuer" : name + "-certificate",
        meta,
        Output.of(spec),
        component.child().dependsOn(after).build());
  }

  private static Map<String, Object> authority() {
    return object(
        "isCA",
        true,
        "commonName",
        CA,
        "secretName",
        CA,
        "duration",
        hours(CA_DAYS),
        "renewBefore",
        hours(CA_RENEW_BEFORE_DAYS),
        // A renewed CA with the same key verifies the certificates of the old one, and the other
        // way round, so that members with either trust each other.
        "privateKey",
        privateKey("Never"),
        "issuerRef",
        issuerRef(IssuerKind.ISSUER, SELF_SIGNED));
  }

  /** The certificates of brokers, controllers and clients. */
  private Map<String, Map<String, Object>> leaves() {
    var leaves = new LinkedHashMap<String, Map<String, Object>>();
    for (int i = 0; i < config.controllers().members(); i++) {
      leaves.put(
          Names.pod(Names.CONTROLLERS, i),
          node(Identity.CONTROLLER, Names.CONTROLLERS, i, List.of(), List.of()));
    }
    for (int i = 0; i < config.kafka().brokers(); i++) {
      leaves.put(
          Names.pod(Names.BROKERS, i),
          node(Identity.BROKER, Names.BROKERS, i, List.of(Names.BROKERS), hosts(i)));
    }
    for (String client : clients) {
      leaves.put(client, leaf(client, client, CLIENT_USAGES));
    }
    return leaves;
  }

  /** The certificates of users. */
  private Map<String, Map<String, Object>> users() {
    var leaves = new LinkedHashMap<String, Map<String, Object>>();
    for (UserConfig user : config.users().declared()) {
      if (user.authentication() == UserAuthentication.TLS) {
        String name = Names.userCertificate(user.name());
        leaves.put(name, leaf(name, user.name(), CLIENT_USAGES));
      }
    }
    return leaves;
  }

  /**
   * The certificate of a node.
   *
   * @param services further Services by which clients reach the node
   * @param hosts further names
   */
  private Map<String, Object> node(
      Identity identity, String set, int ordinal, List<String> services, List<String> hosts) {
    // A node is a client of the others.
    Map<String, Object> spec =
        leaf(
            Names.pod(set, ordinal),
            identity.commonName(),
            List.of("digital signature", "server auth", "client auth"));
    var names = new ArrayList<String>();
    addNames(names, BrokerAddresses.pod(config, set, ordinal));
    addNames(names, BrokerAddresses.service(config, Names.headless(set)));
    services.forEach(service -> addNames(names, BrokerAddresses.service(config, service)));
    names.addAll(hosts);
    spec.put("dnsNames", names);
    return spec;
  }

  /** The names by which clients outside the cluster reach a broker. */
  private List<String> hosts(int broker) {
    if (!config.isExternal()) {
      return List.of();
    }
    ExternalConfig external = config.external();
    return List.of(
        external.host(config.project(), broker), external.bootstrapHost(config.project()));
  }

  /** Adds a name with and without the domain of the cluster. */
  private void addNames(List<String> names, String full) {
    names.add(full);
    names.add(full.substring(0, full.length() - config.project().clusterDomain().length() - 1));
  }

  private Map<String, Object> leaf(String name, String commonName, List<String> usages) {
    IssuerConfig issuer = certificates().issuer();
    return object(
        "commonName",
        commonName,
        "secretName",
        Names.certificateSecret(name),
        "duration",
        hours(certificates().days()),
        "renewBefore",
        hours(certificates().renewBeforeDays()),
        "privateKey",
        privateKey("Always"),
        "usages",
        usages,
        "additionalOutputFormats",
        List.of(object("type", "CombinedPEM")),
        "issuerRef",
        issuer == null
            ? issuerRef(IssuerKind.ISSUER, CA)
            : issuerRef(issuer.kind(), issuer.name()));
  }

  /** Kafka reads private keys in PKCS#8 only. */
  private static Map<String, Object> privateKey(String rotation) {
    return object(
        "algorithm", "ECDSA", "size", 256, "encoding", "PKCS8", "rotationPolicy", rotation);
  }

  private static Map<String, Object> issuerRef(IssuerKind kind, String name) {
    return object("group", GROUP, "kind", kind.spelling(), "name", name);
  }

  private static String hours(int days) {
    return 24 * days + "h0m0s";
  }

  private CertificatesConfig certificates() {
    return config.security().certificates();
  }
}

package dev.openshiftkafka.config;

/** Access from outside the cluster, through OpenShift's router. */
public record ExternalConfig(
    @Key(
            doc =
                "Domain of the cluster's applications: `oc get ingresses.config cluster --output"
                    + " jsonpath={.spec.domain}`. The hosts are kafka-PROJECT-bootstrap and"
                    + " kafka-PROJECT-0, kafka-PROJECT-1 ... in this domain, with port 443.")
        String domain,
    @Key(
            doc =
                "How clients prove who they are: `scram` (a password, with SCRAM-SHA-512) or `tls`"
                    + " (a client certificate).",
            defaultsTo = "\"scram\"")
        UserAuthentication authentication) {
  /** Port of OpenShift's router. */
  private static final int PORT = 443;

  private static final int MAX_LABEL = 63;
  private static final int MAX_HOST = 253;

  /** The numbers of brokers are shorter. */
  private static final String LONGEST = "bootstrap";

  /** Checks the domain. */
  public ExternalConfig {
    Checks.run(checks -> checks.hostName("domain", domain));
  }

  /** Checks the length of the hosts. */
  void check(Checks checks, ProjectConfig project) {
    if (domain == null) {
      return;
    }
    String label = label(project, LONGEST);
    if (label.length() > MAX_LABEL) {
      checks.fault(
          "security.external",
          null,
          "needs the host label "
              + label
              + ", which exceeds the 63 characters of a DNS label; shorten project.name");
    } else if (label.length() + 1 + domain.length() > MAX_HOST) {
      checks.fault(
          "security.external.domain",
          domain,
          "makes hosts longer than 253 characters; use a shorter domain");
    }
  }

  /** Host of the Route to any broker. */
  public String bootstrapHost(ProjectConfig project) {
    return label(project, LONGEST) + "." + domain;
  }

  /** Host of the Route to one broker. */
  public String host(ProjectConfig project, int broker) {
    return label(project, String.valueOf(broker)) + "." + domain;
  }

  /** The address of a host at the router. */
  public static String address(String host) {
    return host + ":" + PORT;
  }

  private static String label(ProjectConfig project, String name) {
    return "kafka-" + project.name() + "-" + name;
  }
}

package dev.openshiftkafka.config;

/** A CNAME record that leads the host of a Route to OpenShift's router. */
public record DnsConfig(
    @Key(doc = "Id of the Route 53 hosted zone.") String zoneId,
    @Key(doc = "Host of the Route, in that zone.") String host,
    @Key(
            doc =
                "Canonical host name of the router: `oc get route --output"
                    + " jsonpath={.status.ingress[0].routerCanonicalHostname}`.")
        String routerHost) {
  /** Names of hosts, and of the domains they stand in. */
  static final String HOST = "([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}";

  /** Checks the names. */
  public DnsConfig {
    String zone = zoneId;
    String from = host;
    String to = routerHost;
    Checks.run(
        checks ->
            checks
                .matches("zoneId", zone, "Z[A-Z0-9]{1,31}", "must be the id of a hosted zone: Z...")
                .matches("host", from, HOST, "must be a host name in small letters")
                .matches("routerHost", to, HOST, "must be a host name in small letters")
                .that("routerHost", to, t -> !t.equals(from), "is the host itself"));
  }
}

package dev.openshiftkafka.config;

/** A CNAME record in Route 53, from the host of a Route to OpenShift's router. */
public record DnsConfig(
    @Key(doc = "Id of the Route 53 hosted zone.") String zoneId,
    @Key(doc = "Host of the Route, in the hosted zone.") String host,
    @Key(
            doc =
                "Canonical host name of the router: `oc get route --output"
                    + " jsonpath={.status.ingress[0].routerCanonicalHostname}`.")
        String routerHost) {

  /** Checks each key. */
  public DnsConfig {
    Checks.run(
        checks ->
            checks
                .matches(
                    "zoneId",
                    zoneId,
                    "Z[A-Z0-9]{1,31}",
                    "must be a hosted zone id, such as Z0123456789ABC")
                .hostName("host", host)
                .hostName("routerHost", routerHost)
                .that(
                    "routerHost",
                    routerHost,
                    router -> !router.equals(host),
                    "is the same as host; set the router's canonical host name"));
  }
}

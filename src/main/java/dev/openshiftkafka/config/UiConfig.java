package dev.openshiftkafka.config;

/** The web UI, the Route that leads to it, and who may see it. */
public record UiConfig(
    @Key(
            doc =
                "`kafbat` with ZooKeeper and KRaft, `cmak` for the article's Kafka Manager with"
                    + " ZooKeeper only, or `none`.",
            defaultsTo = "\"kafbat\"")
        UiKind kind,
    @Key(
            doc =
                "Domain of the cluster's applications: `oc get ingresses.config cluster --output"
                    + " jsonpath={.spec.domain}`. The UI's host is kafka-ui-PROJECT in it. Required"
                    + " unless there is a `host` or no UI.",
            optional = true)
        String applicationDomain,
    @Key(
            doc =
                "The UI's host, when it is another: that of `aws.dns.host` where the stack declares"
                    + " its record.",
            optional = true)
        String host,
    @Key(
            doc =
                "Whether the UI only shows. With false, whoever may see it may also change topics,"
                    + " delete them, and write records.",
            defaultsTo = "true")
        Boolean readOnly,
    @Key(
            doc =
                "The right by which the cluster tells who may see the UI. By default it is that to"
                    + " read the UI's Service, which the project's roles view, edit and admin have.",
            defaultsTo = "{}")
        UiRightConfig right,
    @Key(doc = "Images of the UI and of the proxy before it.", defaultsTo = "{}")
        UiImagesConfig images,
    @Key(doc = "The UI's resources.", defaultsTo = "{\"cpu\": \"100m\", \"memory\": \"1Gi\"}")
        ResourcesConfig resources,
    @Key(doc = "The proxy's resources.", defaultsTo = "{\"cpu\": \"10m\", \"memory\": \"64Mi\"}")
        ResourcesConfig proxyResources) {

  /** Checks the names. */
  public UiConfig {
    String domain = applicationDomain;
    String givenHost = host;
    Checks.run(
        checks ->
            checks
                .matches(
                    "applicationDomain",
                    domain,
                    DnsConfig.HOST,
                    "must be a domain in small letters, such as apps.example.com")
                .matches(
                    "host", givenHost, DnsConfig.HOST, "must be a host name in small letters"));
  }

  /** Whether there is one. */
  public boolean enabled() {
    return kind != UiKind.NONE;
  }

  /** Host of the Route, when the UI stands in this project. */
  public String hostIn(ProjectConfig project) {
    return host == null ? label(project) + "." + applicationDomain : host;
  }

  /** The first part of a host that is not given. */
  static String label(ProjectConfig project) {
    return "kafka-ui-" + project.name();
  }
}

package dev.openshiftkafka.config;

/** The web UI, its Route, and who has access. */
public record UiConfig(
    @Key(
            doc =
                "`kafbat` (ZooKeeper and KRaft), `cmak` (the article's Kafka Manager, ZooKeeper"
                    + " only) or `none`.",
            defaultsTo = "\"kafbat\"")
        UiKind kind,
    @Key(
            doc =
                "Domain of the cluster's applications: `oc get ingresses.config cluster --output"
                    + " jsonpath={.spec.domain}`. The UI's host is kafka-ui-PROJECT in this domain."
                    + " Required unless `host` is set or `kind` is `none`.",
            optional = true)
        String applicationDomain,
    @Key(
            doc =
                "Host of the UI, if it differs from the default; the value of `aws.dns.host` if the"
                    + " stack declares its DNS record.",
            optional = true)
        String host,
    @Key(
            doc =
                "Whether the UI is read-only. With false, every user of the UI can change and"
                    + " delete topics, and produce records.",
            defaultsTo = "true")
        Boolean readOnly,
    @Key(
            doc =
                "`openshift` (the cluster's OAuth server, with `right`) or `oidc` (the identity"
                    + " provider in `oidc`, for clusters without OAuth server; docs/web-ui.md).",
            defaultsTo = "\"openshift\"")
        UiLogin login,
    @Key(doc = "The identity provider. Required with `login` `oidc`.", optional = true)
        OidcConfig oidc,
    @Key(
            doc =
                "RBAC permission that admits a user to the UI with `login` `openshift`. By default"
                    + " it is `get` on the UI's Service, which the project's roles view, edit and"
                    + " admin include.",
            defaultsTo = "{}")
        UiRightConfig right,
    @Key(doc = "Images of the UI and of its login proxy.", defaultsTo = "{}") Images images,
    @Key(doc = "CPU and memory of the UI.", defaultsTo = "{\"cpu\": \"100m\", \"memory\": \"1Gi\"}")
        ResourcesConfig resources,
    @Key(
            doc = "CPU and memory of the login proxy.",
            defaultsTo = "{\"cpu\": \"10m\", \"memory\": \"64Mi\"}")
        ResourcesConfig proxyResources) {

  /** Images of the web UI and of the login proxy, with their registries. */
  public record Images(
      @Key(
              doc = "Full reference of the image of `kafbat`.",
              defaultsTo = "\"ghcr.io/kafbat/kafka-ui:v1.5.0\"")
          String kafbat,
      @Key(
              doc =
                  "Full reference of an image of CMAK 3.0.0.x whose start script reads JAVA_OPTS."
                      + " Required with `cmak`.",
              optional = true)
          String cmak,
      @Key(
              doc =
                  "Full reference of the image of OpenShift's oauth-proxy, for `login` `openshift`."
                      + " The default is the cluster's own ImageStream in its internal registry,"
                      + " which OpenShift updates.",
              defaultsTo =
                  "\"" + ImagesConfig.INTERNAL_REGISTRY + "/openshift/oauth-proxy:v4.4" + "\"")
          String oauthProxy,
      @Key(
              doc = "Full reference of the image of oauth2-proxy, for `login` `oidc`.",
              defaultsTo = "\"quay.io/oauth2-proxy/oauth2-proxy:v7.15.6\"")
          String oauth2Proxy) {

    /** Checks the image references. */
    public Images {
      Checks.run(
          checks ->
              checks
                  .image("kafbat", kafbat)
                  .image("cmak", cmak)
                  .image("oauthProxy", oauthProxy)
                  .image("oauth2Proxy", oauth2Proxy));
    }
  }

  /** Checks the host names. */
  public UiConfig {
    Checks.run(
        checks -> checks.hostName("applicationDomain", applicationDomain).hostName("host", host));
  }

  /** Whether the stack declares a UI. */
  public boolean enabled() {
    return kind != UiKind.NONE;
  }

  /** Image of the proxy to which users log in. */
  public String proxyImage() {
    return login == UiLogin.OIDC ? images.oauth2Proxy() : images.oauthProxy();
  }

  /** Host of the Route of the UI in a project. */
  public String hostIn(ProjectConfig project) {
    return host == null ? label(project) + "." + applicationDomain : host;
  }

  /** The first label of the default host. */
  static String label(ProjectConfig project) {
    return "kafka-ui-" + project.name();
  }
}

package dev.openshiftkafka.config;

/** The images of the web UI, each in a registry of its own. */
public record UiImagesConfig(
    @Key(
            doc = "Full reference of the image of `kafbat`.",
            defaultsTo = "\"ghcr.io/kafbat/kafka-ui:v1.5.0\"")
        String kafbat,
    @Key(
            doc =
                "Full reference of an image of CMAK 3.0.0.x, whose start script reads JAVA_OPTS;"
                    + " required with `cmak`.",
            optional = true)
        String cmak,
    @Key(
            doc =
                "Full reference of the image of the proxy that visitors log in to. Its tag names a"
                    + " release of OpenShift and moves with its patches; a digest does not.",
            defaultsTo = "\"quay.io/openshift/origin-oauth-proxy:4.16\"")
        String oauthProxy) {

  /** Checks the references, each of which must say which version it means. */
  public UiImagesConfig {
    String givenKafbat = kafbat;
    String givenCmak = cmak;
    String givenProxy = oauthProxy;
    Checks.run(
        checks ->
            checks
                .that("kafbat", givenKafbat, ImageReference::isFull, ImageReference.FULL)
                .that("cmak", givenCmak, ImageReference::isFull, ImageReference.FULL)
                .that("oauthProxy", givenProxy, ImageReference::isFull, ImageReference.FULL));
  }
}

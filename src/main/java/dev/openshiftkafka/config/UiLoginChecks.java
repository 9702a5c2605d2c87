package dev.openshiftkafka.config;

/** Checks of the web UI's login; a faulty or missing part is null. */
record UiLoginChecks(UiConfig ui, String clientSecret, ImagesConfig images) {
  void run(Checks checks) {
    if (ui == null || ui.kind() == null || !ui.enabled() || ui.login() == null) {
      return;
    }
    if (ui.login() == UiLogin.OIDC) {
      checkOidc(checks);
    } else {
      checkOpenShift(checks);
    }
  }

  private void checkOidc(Checks checks) {
    if (ui.oidc() == null) {
      checks.fault(
          "ui.oidc",
          null,
          "is required with ui.login oidc; set issuerUrl, clientId, and allowedGroups or"
              + " emailDomains");
    }
    if (clientSecret == null) {
      checks.fault("oidcClientSecret", null, "is required with ui.login oidc");
    } else if (clientSecret.isBlank() || !clientSecret.equals(clientSecret.strip())) {
      checks.fault(
          "oidcClientSecret", null, "must not be empty, or begin or end with a space or newline");
    }
  }

  private void checkOpenShift(Checks checks) {
    if (ui.oidc() != null) {
      checks.fault(
          "ui.oidc",
          null,
          "applies only to ui.login oidc; set ui.login to oidc, or remove ui.oidc");
    }
    // Kubernetes adds the account's pull secrets, among them that of the internal registry, only to
    // pods that name none.
    if (images != null
        && images.pullSecret() != null
        && ui.images() != null
        && ui.images().oauthProxy() != null
        && ImagesConfig.isInternal(ui.images().oauthProxy())) {
      checks.fault(
          "ui.images.oauthProxy",
          ui.images().oauthProxy(),
          "is in the cluster's internal registry, from which pods with images.pullSecret cannot"
              + " pull; set an image that this Secret can pull, such as"
              + " quay.io/openshift/origin-oauth-proxy:4.16 or its copy in your mirror, or add the"
              + " registries to the cluster's global pull secret and remove images.pullSecret");
    }
  }
}

package dev.openshiftkafka.config;

/** How users log in to the web UI. */
public enum UiLogin {
  /** With OpenShift's OAuth server; a right in the cluster admits them. */
  OPENSHIFT,
  /** With an identity provider that supports OpenID Connect; a group or a domain admits them. */
  OIDC
}

package dev.openshiftkafka.config;

import java.util.List;

/** The identity provider of the web UI, by OpenID Connect. */
public record OidcConfig(
    @Key(
            doc =
                "Issuer: the address below which the identity provider serves"
                    + " `/.well-known/openid-configuration`.")
        String issuerUrl,
    @Key(
            doc =
                "Client id of the UI at the identity provider: a confidential client, whose"
                    + " redirect URI is the output `ui` and `/oauth2/callback`.")
        String clientId,
    @Key(
            doc =
                "Groups whose members may use the UI, as the provider names them in the ID token.",
            defaultsTo = "[]")
        List<String> allowedGroups,
    @Key(
            doc =
                "Domains of the email addresses of users who may use the UI; `*` admits every"
                    + " address. With `allowedGroups`, users need both a group and a domain, and"
                    + " the default is every domain.",
            defaultsTo = "[]")
        List<String> emailDomains,
    @Key(doc = "Claim of the ID token that lists the groups.", defaultsTo = "\"groups\"")
        String groupsClaim,
    @Key(
            doc =
                "Scopes that the UI requests. Some providers put groups into the token only with an"
                    + " additional scope, such as `groups`.",
            defaultsTo = "[\"openid\", \"email\", \"profile\"]")
        List<String> scopes,
    @Key(
            doc =
                "CA certificates of the provider in PEM format, if no public CA has signed its"
                    + " certificate.",
            optional = true)
        String caCertificates) {

  private static final String NAME = "[^\\s,]([^,\\r\\n]*[^\\s,])?";

  /** Checks each key, and that not everybody is admitted by default. */
  public OidcConfig {
    Checks.run(
        checks -> {
          checks
              .matches(
                  "issuerUrl",
                  issuerUrl,
                  "https://[A-Za-z0-9.-]+(:[0-9]+)?(/[^\\s?#]*)?",
                  "must be an HTTPS address without query, such as"
                      + " https://login.example.com/realms/kafka")
              .matches(
                  "clientId", clientId, "[!-~]+", "must be printable characters without a space")
              .matches(
                  "groupsClaim",
                  groupsClaim,
                  "[!-~]+",
                  "must be the name of a claim, such as groups")
              .matches(
                  "caCertificates",
                  caCertificates,
                  "(?s)\\s*-----BEGIN CERTIFICATE-----.*-----END CERTIFICATE-----\\s*",
                  "must be certificates in PEM format");
          each(checks, "allowedGroups", allowedGroups, NAME, "must be a group without a comma");
          each(
              checks,
              "emailDomains",
              emailDomains,
              "\\*|\\.?([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}",
              "must be a domain in lower case, such as example.com, or *");
          each(checks, "scopes", scopes, "[!-~]+", "must be a scope, such as groups");
          if (scopes != null && !scopes.contains("openid")) {
            checks.fault("scopes", scopes, "must contain openid, which OpenID Connect requires");
          }
          if (allowedGroups != null
              && emailDomains != null
              && allowedGroups.isEmpty()
              && emailDomains.isEmpty()) {
            checks.fault(
                "allowedGroups",
                allowedGroups,
                "must name a group unless emailDomains names a domain, or every user of the"
                    + " identity provider could log in; set one of the two, or emailDomains to"
                    + " [\"*\"] to admit every user");
          }
        });
  }

  private static void each(
      Checks checks, String key, List<String> values, String regex, String problem) {
    for (int i = 0; values != null && i < values.size(); i++) {
      checks.matches(key + "[" + i + "]", values.get(i), regex, problem);
    }
  }
}

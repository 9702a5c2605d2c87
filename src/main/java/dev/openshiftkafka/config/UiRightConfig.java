package dev.openshiftkafka.config;

/** The RBAC permission in the project that admits a user to the web UI. */
public record UiRightConfig(
    @Key(doc = "API group of the resource; the core group if not set.", optional = true)
        String apiGroup,
    @Key(doc = "Plural name of the resource.", defaultsTo = "\"services\"") String resource,
    @Key(doc = "Name of the object.", defaultsTo = "\"kafka-ui\"") String name,
    @Key(doc = "Verb.", defaultsTo = "\"get\"") String verb) {

  /** Checks the syntax of each key. */
  public UiRightConfig {
    Checks.run(
        checks ->
            checks
                .matches(
                    "apiGroup",
                    apiGroup,
                    "[a-z0-9]([-a-z0-9.]*[a-z0-9])?",
                    "must be an API group, such as route.openshift.io")
                .matches(
                    "resource",
                    resource,
                    "[a-z]+(/[a-z]+)?",
                    "must be the plural name of a resource in lower case, such as services")
                .matches(
                    "name",
                    name,
                    "[a-z0-9]([-a-z0-9.]*[a-z0-9])?",
                    "must be the name of an object, such as kafka-ui")
                .matches("verb", verb, "[a-z]+", "must be a verb, such as get or update"));
  }
}

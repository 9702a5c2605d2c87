package dev.openshiftkafka.config;

/** What a visitor of the web UI must be allowed to do in the project, as the cluster decides. */
public record UiRightConfig(
    @Key(doc = "API group of the resource; none for Kubernetes' core.", optional = true)
        String apiGroup,
    @Key(doc = "Plural name of the resource.", defaultsTo = "\"services\"") String resource,
    @Key(doc = "Name of the one object that is meant.", defaultsTo = "\"kafka-ui\"") String name,
    @Key(doc = "What is done to it.", defaultsTo = "\"get\"") String verb) {

  /** Checks that these are names of Kubernetes. */
  public UiRightConfig {
    String givenGroup = apiGroup;
    String givenResource = resource;
    String givenName = name;
    String givenVerb = verb;
    Checks.run(
        checks ->
            checks
                .matches(
                    "apiGroup",
                    givenGroup,
                    "[a-z0-9]([-a-z0-9.]*[a-z0-9])?",
                    "must be an API group, such as route.openshift.io")
                .matches(
                    "resource",
                    givenResource,
                    "[a-z]+(/[a-z]+)?",
                    "must be a plural name in small letters, such as services")
                .matches(
                    "name",
                    givenName,
                    "[a-z0-9]([-a-z0-9.]*[a-z0-9])?",
                    "must be the name of an object")
                .matches("verb", givenVerb, "[a-z]+", "must be a verb, such as get or update"));
  }
}

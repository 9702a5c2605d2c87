package dev.openshiftkafka.config;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** Existing Secrets with certificates. */
public record CertificateSecretsConfig(
    @Key(
            doc =
                "Secret of all brokers, with the common name `kafka-broker`, the DNS names of all"
                    + " broker pods, and server and client usage.")
        String brokers,
    @Key(
            doc =
                "Secret of all controllers, with the common name `kafka-controller`, the DNS names"
                    + " of all controller pods, and server and client usage.")
        String controllers,
    @Key(
            doc =
                "Secret of the stack's own Jobs, with the common name `kafka-admin` and client"
                    + " usage.")
        String admin) {

  /** Checks the names; the owner does, so that it tells an invalid part from a missing one. */
  void check(Checks checks, String path) {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("brokers", brokers);
    names.put("controllers", controllers);
    names.put("admin", admin);
    var seen = new HashSet<String>();
    names.forEach(
        (key, name) ->
            checks
                .objectName(path + key, name, "a Secret", "kafka-broker-tls")
                .that(
                    path + key,
                    name,
                    seen::add,
                    "is the Secret of another identity, whose rights it has; set a Secret of its"
                        + " own"));
  }
}

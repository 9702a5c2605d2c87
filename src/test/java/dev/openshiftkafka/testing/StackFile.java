package dev.openshiftkafka.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads stack files of this repository as the engine passes them to a program. */
public final class StackFile {
  /** The stack files, by stack, in the order of the documentation. */
  public static final Map<String, Path> ALL = all();

  /** The stacks that protect their data. */
  public static final Set<String> PROTECTED = Set.of("staging", "prod");

  /** Stacks for tests only: without the AWS layer, and with other volume sources. */
  private static final Map<String, Path> FIXTURES =
      Map.of(
          "existing", Path.of("src/test/resources/stacks/Pulumi.existing.yaml"),
          "dynamic", Path.of("src/test/resources/stacks/Pulumi.dynamic.yaml"),
          "dynamic-kraft", Path.of("src/test/resources/stacks/Pulumi.dynamic-kraft.yaml"),
          "secure", Path.of("src/test/resources/stacks/Pulumi.secure.yaml"));

  private StackFile() {}

  private static Map<String, Path> all() {
    var files = new LinkedHashMap<String, Path>();
    files.put("dev", Path.of("Pulumi.dev.yaml"));
    for (String stack : List.of("staging", "prod", "article", "local")) {
      files.put(stack, Path.of("stacks/Pulumi." + stack + ".yaml"));
    }
    return Collections.unmodifiableMap(files);
  }

  /** A secret of those stacks whose nodes are instances; it is never in a file. */
  public static final String IGNITION =
      "{\"ignition\":{\"version\":\"3.4.0\",\"config\":{\"merge\":[{\"source\":"
          + "\"https://api-int.dev.example.com:22623/config/worker\"}]}}}";

  /** Returns full keys and their texts, including secrets; structured values are JSON. */
  public static Map<String, String> read(String stack) {
    if (stack.equals("migrating")) {
      return migrating("migrate");
    }
    try {
      var values =
          dev.openshiftkafka.config.reader.StackFile.values(
              ALL.getOrDefault(stack, FIXTURES.get(stack)));
      if (values.getOrDefault("openshift-kafka:aws", "").contains("\"mode\":\"instances\"")) {
        values.put("openshift-kafka:ignition", IGNITION);
      }
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a stack's configuration with KRaft and security, with certificates of cert-manager. */
  public static Map<String, String> secure(String stack) {
    return StackEdit.apply(
        kraft(stack),
        Map.of(
            "security",
            Map.of("certificates", Map.of("source", "cert-manager")),
            "ui/kind",
            "kafbat",
            "ui/applicationDomain",
            "apps.example.com"));
  }

  /** Returns a stack's configuration with KRaft and certificates of OpenShift's service CA. */
  public static Map<String, String> serviceCa(String stack) {
    return StackEdit.apply(secure(stack), Map.of("security/certificates/source", "service-ca"));
  }

  /** Returns stack prod with tiered storage in S3, and a declared topic that uses it. */
  public static Map<String, String> tiered() {
    return StackEdit.apply(
        read("prod"),
        Map.of(
            "kafka/tieredStorage",
            Map.of(
                "className",
                "io.aiven.kafka.tieredstorage.RemoteStorageManager",
                "classPath",
                "/tiered-storage/core/*:/tiered-storage/s3/*",
                "image",
                "registry.example.com/kafka/tiered-storage:1.1.1",
                "imagePath",
                "/opt/tiered-storage",
                "settings",
                Map.of("chunk.size", "4194304")),
            "aws/tieredStorage",
            Map.of(
                "oidcProvider",
                "oidc.example.com/2f3k",
                "noncurrentDays",
                7,
                "routeTables",
                List.of("rtb-0a000000000000001")),
            "topics/declared",
            List.of(
                Map.of(
                    "name",
                    "events",
                    "partitions",
                    12,
                    "settings",
                    Map.of(
                        "remote.storage.enable",
                        "true",
                        "retention.ms",
                        "2592000000",
                        "local.retention.ms",
                        "3600000")))));
  }

  /** The phases of a migration, in order, then its rollback. */
  public static final List<String> PHASES =
      List.of("provision", "migrate", "brokers", "finalize", "rollback");

  /** Returns the configuration of stack local in a phase of the migration to KRaft. */
  public static Map<String, String> migrating(String phase) {
    return StackEdit.apply(
        read("local"),
        Map.of(
            "migration/phase",
            phase,
            "migration/allowFinalize",
            phase.equals("finalize"),
            "migration/controllers",
            CONTROLLERS));
  }

  /** Returns the configuration of stack local after the migration. */
  public static Map<String, String> migrated() {
    return StackEdit.apply(read("local"), Map.of("metadata", "kraft", "quorum", CONTROLLERS));
  }

  /** The controllers of a migrating stack local. */
  private static final Map<String, Object> CONTROLLERS =
      Map.of(
          "heap",
          "256M",
          "readyTimeoutSeconds",
          300,
          "resources",
          Map.of("cpu", "50m", "memory", "512Mi"),
          "volume",
          Map.of(
              "source",
              "local",
              "size",
              "2Gi",
              "paths",
              List.of(
                  "/var/lib/openshift-kafka/volumes/a/controller-0",
                  "/var/lib/openshift-kafka/volumes/b/controller-1",
                  "/var/lib/openshift-kafka/volumes/c/controller-2")));

  /** Returns a stack's configuration with KRaft instead of ZooKeeper. */
  public static Map<String, String> kraft(String stack) {
    var values = read(stack);
    values.put("openshift-kafka:metadata", "kraft");
    values.compute(
        "openshift-kafka:kafka",
        (key, json) ->
            json.replaceAll(
                "\"version\":\"3[^\"]*\"", "\"version\":\"" + PinnedVersions.KAFKA_4 + "\""));
    return StackEdit.apply(values, Map.of("quorum/settings", Map.of()));
  }
}

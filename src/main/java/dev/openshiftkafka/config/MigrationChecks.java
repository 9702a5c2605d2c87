package dev.openshiftkafka.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks {@link MigrationConfig} against the other parts; a faulty or missing part is null. */
record MigrationChecks(@Nullable MigrationConfig migration) {
  /** Settings of brokers that mean something else, or nothing, after the migration. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "authorizer.class.name",
          "names an authorizer, whose ACLs this stack does not migrate; remove it and the ACLs"
              + " first, and configure security after the migration",
          "inter.broker.protocol.version",
          "is set by the stack during a migration; remove it",
          "reserved.broker.max.id",
          "could put the ids of controllers in the range of generated broker ids; remove it");

  void run(
      Checks checks,
      @Nullable MetadataMode metadata,
      @Nullable BrokersConfig kafka,
      @Nullable ExporterConfig exporter,
      @Nullable UiConfig ui,
      @Nullable List<Layer> layers) {
    if (migration == null) {
      return;
    }
    if (metadata == MetadataMode.KRAFT) {
      checks.fault(
          "migration",
          null,
          "applies only to metadata zookeeper; after phase finalize, move migration.controllers to"
              + " quorum and remove migration (docs/migrate-to-kraft.md)");
      return;
    }
    if (exporter != null && Boolean.FALSE.equals(exporter.enabled())) {
      checks.fault(
          "exporter.enabled",
          false,
          "hides the metrics that show when a phase of the migration is done; set it to true");
    }
    if (kafka != null && kafka.settings() != null) {
      kafka
          .settings()
          .forEach(
              (key, value) -> {
                String problem = SETTINGS.get(key);
                if (problem != null) {
                  checks.fault("kafka.settings." + key, value, problem);
                }
              });
    }
    if (migration.phase() != null
        && migration.phase().brokersAreKraft()
        && ui != null
        && ui.kind() == UiKind.CMAK
        && layers != null
        && layers.contains(Layer.OPENSHIFT)) {
      checks.fault(
          "ui.kind",
          "cmak",
          "discovers brokers in ZooKeeper, which KRaft brokers leave in phase "
              + migration.phase()
              + "; set kafbat or none");
    }
  }
}

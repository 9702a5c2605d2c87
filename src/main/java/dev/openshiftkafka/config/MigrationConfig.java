package dev.openshiftkafka.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The migration of a running stack from ZooKeeper to KRaft. */
public record MigrationConfig(
    @Key(
            doc =
                "Step of the migration: `provision`, `migrate`, `brokers` or `finalize`, one per"
                    + " `pulumi up`; or `rollback`, the way back from `provision` and `migrate`.")
        MigrationPhase phase,
    @Key(
            doc =
                "KRaft controllers. After `finalize`, they become `quorum`. `settings` must be"
                    + " empty.")
        QuorumConfig controllers,
    @Key(
            doc =
                "Seconds that `pulumi up` waits for what a phase waits for, after the pods have"
                    + " restarted.",
            defaultsTo = "1800")
        Integer timeoutSeconds,
    @Key(
            doc =
                "Whether controllers may delete the metadata of an earlier attempt from their"
                    + " volumes. Only with phase `provision`.",
            defaultsTo = "false")
        Boolean allowControllerReset,
    @Key(
            doc =
                "Whether `phase` can be `finalize`, from which no way back to ZooKeeper exists."
                    + " Only with phase `finalize`.",
            defaultsTo = "false")
        Boolean allowFinalize,
    @Key(
            doc =
                "Whether ZooKeeper's StatefulSet and volumes are not protected, so that the update"
                    + " to `metadata` `kraft` can delete them. Only with phase `finalize`.",
            defaultsTo = "false")
        Boolean allowZooKeeperRemoval) {

  /** Checks each key, and that permissions belong to the phase. */
  public MigrationConfig {
    Checks.run(
        checks -> {
          checks.between("timeoutSeconds", timeoutSeconds, 60, 86400, "seconds");
          if (controllers != null) {
            checks.that(
                "controllers.settings",
                controllers.settings(),
                Map::isEmpty,
                "applies only to ZooKeeper; move it to kafka.settings, which KRaft controllers"
                    + " read");
            checks.that(
                "controllers.membership",
                controllers.membership(),
                membership -> membership == QuorumMembership.STATIC,
                "is not possible during a migration; remove it, and set quorum.membership after"
                    + " the migration");
          }
          only(
              checks,
              "allowControllerReset",
              allowControllerReset,
              phase,
              MigrationPhase.PROVISION);
          only(checks, "allowFinalize", allowFinalize, phase, MigrationPhase.FINALIZE);
          only(
              checks,
              "allowZooKeeperRemoval",
              allowZooKeeperRemoval,
              phase,
              MigrationPhase.FINALIZE);
          if (phase == MigrationPhase.FINALIZE && Boolean.FALSE.equals(allowFinalize)) {
            checks.fault(
                "phase",
                phase,
                "cannot be undone: the controllers stop writing to ZooKeeper, whose metadata is"
                    + " stale from then on; set migration.allowFinalize: true, or keep brokers");
          }
        });
  }

  private static void only(
      Checks checks,
      String key,
      @Nullable Boolean value,
      @Nullable MigrationPhase phase,
      MigrationPhase allowed) {
    if (Boolean.TRUE.equals(value) && phase != null && phase != allowed) {
      checks.fault(
          key,
          value,
          "applies only to phase " + allowed + ", but phase is " + phase + "; remove it");
    }
  }
}

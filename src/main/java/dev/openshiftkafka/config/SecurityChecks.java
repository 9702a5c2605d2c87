package dev.openshiftkafka.config;

import org.jspecify.annotations.Nullable;

/** Checks {@link SecurityConfig} against the other parts; a faulty or missing part is null. */
record SecurityChecks(@Nullable SecurityConfig security) {
  void run(
      Checks checks,
      @Nullable MetadataMode metadata,
      @Nullable BrokersConfig kafka,
      @Nullable ProjectConfig project) {
    if (security == null) {
      return;
    }
    if (metadata == MetadataMode.ZOOKEEPER) {
      checks.fault(
          "security",
          null,
          "requires metadata kraft, but metadata is zookeeper; remove it, and migrate to KRaft"
              + " first (docs/migrate-to-kraft.md)");
      return;
    }
    if (kafka != null && kafka.settings() != null) {
      ManagedSettings.checkSecurity(checks, "kafka.settings", kafka.settings());
    }
    if (security.external() == null) {
      return;
    }
    if (!security.phase().isAtLeast(SecurityPhase.AUTHORIZE)) {
      checks.fault(
          "security.external",
          null,
          "requires security.phase authorize or closed, because until then ACLs do not restrict"
              + " every resource; remove it until that phase");
    }
    if (project != null) {
      security.external().check(checks, project);
    }
  }
}

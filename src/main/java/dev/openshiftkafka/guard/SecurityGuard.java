package dev.openshiftkafka.guard;

import dev.openshiftkafka.config.SecurityPhase;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.IdentityAuthentication;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Refuses to skip a phase of {@code security.phase} on a running stack, and to change how its
 * brokers and controllers log in.
 *
 * <p>Nodes restart one after another, so those of two phases run at the same time. Only
 * neighbouring phases have the listeners in common that both need.
 */
final class SecurityGuard {
  /** Phase of a stack without security, before the first one. */
  private static final String NONE = "none";

  static final String PASSWORDS = "passwords";
  private static final String CERTIFICATES = "certificates";

  private static final List<String> PHASES =
      Arrays.stream(SecurityPhase.values()).map(SecurityGuard::name).toList();

  private SecurityGuard() {}

  /** The phase in a snapshot. */
  static String phase(StackConfig config) {
    return config.security() == null ? NONE : name(config.security().phase());
  }

  /** The phase after that of a configuration, which must not be the last one. */
  static String next(StackConfig config) {
    return PHASES.get(PHASES.indexOf(phase(config)) + 1);
  }

  /** The reason to refuse a change; empty when it is permitted. */
  static Optional<String> refusal(Map<String, String> deployed, StackConfig config) {
    if (deployed.isEmpty()) {
      return Optional.empty();
    }
    String before = deployed.getOrDefault(DeploymentSnapshot.SECURITY_PHASE, NONE);
    String after = phase(config);
    int from = PHASES.indexOf(before);
    int to = PHASES.indexOf(after);
    if (from == PHASES.size() - 1 && to < from) {
      return Optional.of(
          reason(
              before,
              after,
              "clients without credentials would get all rights again; keep closed, or use a new"
                  + " stack"));
    }
    if (Math.abs(to - from) <= 1) {
      return before.equals(NONE) || after.equals(NONE)
          ? Optional.empty()
          : identities(deployed, config);
    }
    String next = PHASES.get(to > from ? from + 1 : from - 1);
    return Optional.of(
        reason(
            before,
            after,
            "nodes of both phases run while they restart, and would not reach each other; set "
                + next
                + " first"));
  }

  /** The reason to refuse another login of brokers and controllers at the same ports. */
  private static Optional<String> identities(Map<String, String> deployed, StackConfig config) {
    String before = deployed.getOrDefault(DeploymentSnapshot.IDENTITIES, CERTIFICATES);
    String after =
        IdentityAuthentication.of(config) == IdentityAuthentication.PASSWORD
            ? PASSWORDS
            : CERTIFICATES;
    return before.equals(after)
        ? Optional.empty()
        : Optional.of(
            "security.certificates.source: "
                + config.security().certificates().source().spelling()
                + ": brokers and controllers would log in with "
                + after
                + " instead of "
                + before
                + ", and running nodes would refuse those that have restarted; keep the source, or"
                + " remove security first, phase by phase, or use a new stack");
  }

  private static String reason(String before, String after, String why) {
    return "security.phase: " + before + " -> " + after + ": " + why;
  }

  static String name(SecurityPhase phase) {
    return phase.name().toLowerCase(Locale.ROOT);
  }
}

package dev.openshiftkafka.guard;

import dev.openshiftkafka.config.QuorumMembership;
import dev.openshiftkafka.config.StackConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Refuses changes of the KRaft controllers that Kafka cannot make on a running quorum. */
public final class QuorumGuard {
  private static final String GUIDE = " (docs/quorum.md)";

  private QuorumGuard() {}

  /** The reasons to refuse a change, each with what to do; empty when it is permitted. */
  static List<String> refusals(Map<String, String> deployed, StackConfig config) {
    int before = DeploymentSnapshot.controllers(deployed);
    if (before == 0 || !config.hasControllers()) {
      return List.of();
    }
    var reasons = new ArrayList<String>();
    QuorumForm form = QuorumForm.deployed(deployed);
    String version = config.kafka().version();
    if (form.isDynamic()) {
      if (config.controllers().membership() == QuorumMembership.STATIC) {
        reasons.add(
            "quorum.membership: dynamic -> static: Kafka cannot move the voters out of the"
                + " metadata; remove the key, or set dynamic");
      }
      if (!QuorumMembership.DYNAMIC.runs(version)) {
        reasons.add(
            "kafka.version: "
                + version
                + ": controllers of a dynamic quorum join it by themselves from Kafka 4.2 on; keep"
                + " 4.2 or newer");
      }
    } else if (QuorumForm.moves(deployed, config)) {
      String running = deployed.getOrDefault(DeploymentSnapshot.VERSION, version);
      if (!running.equals(version)) {
        reasons.add(
            "quorum.membership: static -> dynamic: together with kafka.version "
                + running
                + " -> "
                + version
                + ": the running version must write the voters to the metadata before the"
                + " controllers restart; change the version in an update of its own, first"
                + GUIDE);
      }
    }
    members(deployed, config, before).ifPresent(reasons::add);
    return List.copyOf(reasons);
  }

  private static Optional<String> members(
      Map<String, String> deployed, StackConfig config, int before) {
    int after = config.controllers().members();
    if (after == before) {
      return Optional.empty();
    }
    String change = "quorum.members: " + before + " -> " + after + ": ";
    if (!QuorumForm.deployed(deployed).isDynamic()) {
      return Optional.of(
          change
              + "the quorum is a static list of members, and the old and the new list could each"
              + " form a majority; keep "
              + before
              + QuorumGuard.move(config));
    }
    return after < before && !config.controllers().allowControllerRemoval()
        ? Optional.of(
            change
                + "the removed controllers can be needed for the majority of the quorum; set"
                + " quorum.allowControllerRemoval to true, and this update checks that the others"
                + " have caught up")
        : Optional.empty();
  }

  private static String move(StackConfig config) {
    return QuorumMembership.DYNAMIC.runs(config.kafka().version())
        ? ", or set quorum.membership dynamic in an update of its own, first" + GUIDE
        : "";
  }

  /** What the update does to a running quorum; empty unless it changes the membership. */
  public static Optional<String> advice(Map<String, String> deployed, StackConfig config) {
    return QuorumForm.moves(deployed, config)
        ? Optional.of(
            "quorum.membership: static -> dynamic: writes the voters to the metadata (kraft.version"
                + " 1), then restarts all controllers and brokers, one at a time; there is no way"
                + " back"
                + GUIDE)
        : Optional.empty();
  }
}

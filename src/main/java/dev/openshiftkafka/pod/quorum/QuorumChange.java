package dev.openshiftkafka.pod.quorum;

import dev.openshiftkafka.pod.admin.AdminResults;
import dev.openshiftkafka.pod.admin.AdminResults.RefusedException;
import dev.openshiftkafka.pod.admin.AdminResults.RetriableAdminException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.IntPredicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.QuorumInfo.ReplicaState;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.common.errors.VoterNotFoundException;

/** Changes of the voters of a KRaft quorum, each of which can be repeated. */
final class QuorumChange {
  private static final String FEATURE = "kraft.version";
  private static final short DYNAMIC = 1;

  /** A follower fetches at least twice a second and is then caught up as of its last fetch. */
  private static final long LAG_MILLIS = 3000;

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Admin admin;
  private final Duration timeout;
  private final PrintWriter out;

  /**
   * Creates the changes.
   *
   * @param timeout time for errors that pass, and for controllers to catch up or stop
   */
  QuorumChange(Admin admin, Duration timeout, PrintWriter out) {
    this.admin = admin;
    this.timeout = timeout;
    this.out = out;
  }

  /** What is read again until it passes or the time is over. */
  private interface Attempt {
    /** Returns what is still in the way; empty when nothing is. */
    List<String> run() throws RetriableAdminException, InterruptedException;
  }

  /**
   * Writes the voters to the metadata, if they are not there yet. This cannot be undone.
   *
   * @throws RefusedException when a controller is not caught up, so that a roll could stop a second
   *     one
   */
  void move() throws RefusedException, RetriableAdminException, InterruptedException {
    if (kraftVersion() >= DYNAMIC) {
      say("the metadata contain the voters already: " + FEATURE + " " + kraftVersion());
      return;
    }
    requireCaughtUp("quorum.membership: cannot move to dynamic", id -> true);
    await(this::upgrade);
    List<String> left =
        await(() -> kraftVersion() < DYNAMIC ? List.of(FEATURE + " " + kraftVersion()) : List.of());
    if (!left.isEmpty()) {
      throw new RefusedException(
          "quorum.membership: the brokers do not know the voters yet; run pulumi up again", left);
    }
    say("the metadata contain the voters: " + FEATURE + " " + kraftVersion());
  }

  private List<String> upgrade() throws RetriableAdminException, InterruptedException {
    if (kraftVersion() < DYNAMIC) {
      var update = new FeatureUpdate(DYNAMIC, FeatureUpdate.UpgradeType.UPGRADE);
      AdminResults.of(
          admin.updateFeatures(Map.of(FEATURE, update), new UpdateFeaturesOptions()).all());
    }
    return List.of();
  }

  private short kraftVersion() throws RetriableAdminException, InterruptedException {
    FinalizedVersionRange range =
        AdminResults.of(admin.describeFeatures().featureMetadata())
            .finalizedFeatures()
            .get(FEATURE);
    return range == null ? 0 : range.maxVersionLevel();
  }

  /**
   * Checks, before controllers stop, that all others have caught up: until the voters that left are
   * removed, these must be a majority with them.
   *
   * @param firstRemoved node id of the first controller that leaves
   */
  void checkRemoval(int firstRemoved)
      throws RefusedException, RetriableAdminException, InterruptedException {
    requireCaughtUp("quorum.members: controllers cannot be removed", id -> id < firstRemoved);
  }

  /**
   * Removes the voters whose controllers have stopped. A running one would join again.
   *
   * @param firstRemoved node id of the first controller that left
   */
  void remove(int firstRemoved)
      throws RefusedException, RetriableAdminException, InterruptedException {
    List<String> left = await(() -> removeStopped(firstRemoved));
    if (!left.isEmpty()) {
      throw new RefusedException(
          "quorum.members: controllers that are to be removed still run; wait until their pods are"
              + " gone, then run pulumi up again",
          left);
    }
    say("voters: " + quorum().voters().stream().map(ReplicaState::replicaId).sorted().toList());
  }

  /** Removes one voter after the other, and returns those that still run. */
  private List<String> removeStopped(int firstRemoved)
      throws RetriableAdminException, InterruptedException {
    QuorumInfo quorum = quorum();
    long now = now(quorum);
    var running = new ArrayList<String>();
    List<ReplicaState> leaving =
        quorum.voters().stream()
            .filter(voter -> voter.replicaId() >= firstRemoved)
            .sorted(Comparator.comparing(ReplicaState::replicaId).reversed())
            .toList();
    for (ReplicaState voter : leaving) {
      if (lag(now, voter) <= LAG_MILLIS) {
        running.add("controller " + voter.replicaId());
      } else {
        remove(voter);
      }
    }
    return running;
  }

  private void remove(ReplicaState voter) throws RetriableAdminException, InterruptedException {
    var result = admin.removeRaftVoter(voter.replicaId(), voter.replicaDirectoryId()).all();
    try {
      result.get();
      say("controller " + voter.replicaId() + " is no longer a voter");
    } catch (ExecutionException e) {
      // The response to an earlier request was lost.
      if (!(e.getCause() instanceof VoterNotFoundException)) {
        AdminResults.of(result);
      }
    }
  }

  private void requireCaughtUp(String refusal, IntPredicate required)
      throws RefusedException, RetriableAdminException, InterruptedException {
    List<String> behind = await(() -> behind(required));
    if (!behind.isEmpty()) {
      throw new RefusedException(
          refusal + " while another one is not caught up; repair it, then run pulumi up again",
          behind);
    }
  }

  private List<String> behind(IntPredicate required)
      throws RetriableAdminException, InterruptedException {
    QuorumInfo quorum = quorum();
    long now = now(quorum);
    return quorum.voters().stream()
        .filter(voter -> required.test(voter.replicaId()))
        .filter(voter -> lag(now, voter) > LAG_MILLIS)
        .map(voter -> "controller " + voter.replicaId() + ": not caught up")
        .sorted()
        .toList();
  }

  private QuorumInfo quorum() throws RetriableAdminException, InterruptedException {
    return AdminResults.of(admin.describeMetadataQuorum().quorumInfo());
  }

  /** The time of the leader's clock. */
  private static long now(QuorumInfo quorum) throws RetriableAdminException {
    return quorum.voters().stream()
        .filter(voter -> voter.replicaId() == quorum.leaderId())
        .mapToLong(leader -> leader.lastCaughtUpTimestamp().orElse(0))
        .filter(time -> time > 0)
        .findFirst()
        .orElseThrow(() -> new RetriableAdminException("the quorum's leader is not a voter"));
  }

  /** How long ago a voter was caught up. */
  private static long lag(long now, ReplicaState voter) {
    return now - voter.lastCaughtUpTimestamp().orElse(0);
  }

  private List<String> await(Attempt attempt) throws RetriableAdminException, InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      boolean late = System.nanoTime() - deadline > 0;
      try {
        List<String> left = attempt.run();
        if (left.isEmpty() || late) {
          return left;
        }
      } catch (RetriableAdminException e) {
        if (late) {
          throw e;
        }
      }
      Thread.sleep(INTERVAL.toMillis());
    }
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}

package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.e2e.LocalStack;
import dev.openshiftkafka.e2e.Shell;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Samples how many members of the quorum serve: KRaft controllers that are caught up with the
 * leader, and ZooKeeper servers that lead or follow.
 *
 * <p>The pods of such members are ready, but become so seconds later: the readiness agent waits for
 * a second good check, and the kubelet for its next probe. So a member that is not ready is asked.
 * One that answers while the leader has just stopped has its vote in the election, and counts: the
 * hook lets the leader stop, too. Such an election must end soon.
 */
final class QuorumWatch extends Thread implements AutoCloseable {
  private static final int MEMBERS = 3;
  private static final int MAJORITY = 2;
  private static final long PERIOD_MILLIS = 500;

  /** What the readiness agent of a controller answers when its last check was good. */
  private static final String CAUGHT_UP = "not ready: waiting for a second good check|ready(;.*)?";

  /** What it answers when its controller is up and the leader is not. */
  private static final String ELECTION =
      "not ready: state unknown: (quorum leader \\d+ does not answer|controller \\d+ knows no quorum"
          + " leader).*";

  private static final String IN_ENSEMBLE = "Mode: (leader|follower)";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final MetadataMode mode;
  private final List<KafkaPod> members;
  private volatile String stoppedZone = "";
  private volatile boolean stopped;
  private volatile @Nullable Throwable failure;
  private int samples;
  private int fewest = MEMBERS;
  private String withFewest = "";
  private boolean electing;
  private Instant electionStart = Instant.now();
  private Duration longestElection = Duration.ZERO;

  QuorumWatch(MetadataMode mode) {
    super("quorum-watch");
    setDaemon(true);
    this.mode = mode;
    members =
        IntStream.range(0, MEMBERS).mapToObj(number -> KafkaPod.quorumNode(mode, number)).toList();
  }

  /** Starts, without the members of a zone: the API server learns of their end by silence only. */
  QuorumWatch without(String zone) {
    stoppedZone = zone;
    start();
    return this;
  }

  /** The stopped zone is back. */
  void allZones() {
    stoppedZone = "";
  }

  @Override
  public void run() {
    try {
      while (!stopped) {
        sample();
        Thread.sleep(PERIOD_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | AssertionError e) {
      failure = e;
    }
  }

  private void sample() {
    electing = false;
    List<String> absent = members.stream().map(this::absence).flatMap(Optional::stream).toList();
    int serving = MEMBERS - absent.size();
    synchronized (this) {
      samples++;
      Instant now = Instant.now();
      if (!electing) {
        electionStart = now;
      }
      Duration election = Duration.between(electionStart, now);
      if (election.compareTo(longestElection) > 0) {
        longestElection = election;
      }
      if (serving < fewest) {
        fewest = serving;
        withFewest = now + " without " + String.join(", ", absent);
      }
    }
  }

  /** The member and the reason why it does not serve; empty when it does. */
  private Optional<String> absence(KafkaPod member) {
    if (member.zone().equals(stoppedZone)) {
      return Optional.of(member.pod() + " (zone stopped)");
    }
    if (member.state().ready()) {
      return Optional.empty();
    }
    String answer = answer(member);
    if (answer.lines().anyMatch(line -> line.matches(ELECTION))) {
      electing = true;
      return Optional.empty();
    }
    return answer.lines().anyMatch(line -> line.matches(CAUGHT_UP + "|" + IN_ENSEMBLE))
        ? Optional.empty()
        : Optional.of(member.pod() + " (" + answer.strip() + ")");
  }

  /** What a member answers that is not ready. */
  private String answer(KafkaPod member) {
    String question =
        mode == MetadataMode.KRAFT
            ? "exec 3<>/dev/tcp/127.0.0.1/5557; printf 'GET /ready HTTP/1.0\\r\\n\\r\\n' >&3; cat <&3"
            : "exec 3<>/dev/tcp/127.0.0.1/2181; printf srvr >&3; cat <&3";
    return Shell.attempt(
            LIMIT,
            Map.of(),
            // A container on a node that has just gone does not answer.
            "timeout",
            "5",
            "kubectl",
            "exec",
            "--namespace=" + LocalStack.NAMESPACE,
            member.pod(),
            "--container=" + member.container(),
            "--",
            "bash",
            "-c",
            question)
        .output();
  }

  /** Fails when fewer than a majority served at any time, or an election did not end. */
  synchronized void assertMajority() {
    if (failure != null) {
      throw new IllegalStateException("the samples of the quorum ended: " + failure, failure);
    }
    if (samples == 0 || fewest < MAJORITY) {
      throw new IllegalStateException(
          "the quorum lost its majority: at one time only "
              + fewest
              + " of "
              + MEMBERS
              + " members served, "
              + withFewest
              + " ("
              + samples
              + " samples)");
    }
    if (longestElection.compareTo(LIMIT) > 0) {
      throw new IllegalStateException("the quorum had no leader for " + longestElection);
    }
  }

  @Override
  public void close() {
    stopped = true;
    try {
      join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

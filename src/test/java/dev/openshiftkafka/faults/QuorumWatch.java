package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.e2e.LocalStack;
import dev.openshiftkafka.e2e.Shell;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Samples how many members of the quorum serve: KRaft controllers that are caught up with the
 * leader, and ZooKeeper servers that lead or follow.
 *
 * <p>The pods of such members are ready, but become so seconds later: the readiness agent waits for
 * a second good check, and the kubelet for its next probe. So a member that is not ready is asked.
 */
final class QuorumWatch extends Thread implements AutoCloseable {
  private static final int MEMBERS = 3;
  private static final int MAJORITY = 2;
  private static final long PERIOD_MILLIS = 500;

  /** What the readiness agent of a controller answers when its last check was good. */
  private static final String CAUGHT_UP = "not ready: waiting for a second good check|ready(;.*)?";

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
    int serving = 0;
    var absent = new ArrayList<String>();
    for (KafkaPod member : members) {
      if (member.zone().equals(stoppedZone)) {
        absent.add(member.pod() + " (zone stopped)");
      } else if (!member.state().ready()) {
        String answer = answer(member);
        if (answer.lines().anyMatch(line -> line.matches(CAUGHT_UP + "|" + IN_ENSEMBLE))) {
          serving++;
        } else {
          absent.add(member.pod() + " (" + answer.strip() + ")");
        }
      } else {
        serving++;
      }
    }
    synchronized (this) {
      samples++;
      if (serving < fewest) {
        fewest = serving;
        withFewest = Instant.now() + " without " + String.join(", ", absent);
      }
    }
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

  /** Fails when fewer than a majority served at any time. */
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

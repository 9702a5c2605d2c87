package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Samples how many members of the quorum serve: their pods are ready, which KRaft controllers are
 * when they are caught up with the leader, and ZooKeeper servers when they lead or follow.
 */
final class QuorumWatch extends Thread implements AutoCloseable {
  private static final int MEMBERS = 3;
  private static final int MAJORITY = 2;
  private static final long PERIOD_MILLIS = 500;

  private final List<KafkaPod> members;
  private volatile String stoppedZone = "";
  private volatile boolean stopped;
  private int samples;
  private int fewest = MEMBERS;

  QuorumWatch(MetadataMode mode) {
    super("quorum-watch");
    setDaemon(true);
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
    }
  }

  private void sample() {
    int serving =
        (int)
            members.stream()
                .filter(member -> !member.zone().equals(stoppedZone))
                .filter(member -> member.state().ready())
                .count();
    synchronized (this) {
      samples++;
      fewest = Math.min(fewest, serving);
    }
  }

  /** Fails when fewer than a majority served at any time. */
  synchronized void assertMajority() {
    if (samples == 0 || fewest < MAJORITY) {
      throw new IllegalStateException(
          "the quorum lost its majority: at one time only "
              + fewest
              + " of "
              + MEMBERS
              + " members served ("
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

package dev.openshiftkafka.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openshiftkafka.ledger.Ledger;
import dev.openshiftkafka.ledger.Status;
import dev.openshiftkafka.ledger.Summary;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.zeroturnaround.exec.ProcessExecutor;
import org.zeroturnaround.exec.StartedProcess;
import org.zeroturnaround.exec.stream.LogOutputStream;

/** A ledger that is being kept. */
final class LedgerRun implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofMinutes(6);

  /** Of a broker that has just come back, the first answers may be from before. */
  private static final int CONFIRMATIONS = 3;

  /** Of what the program says beside its lines, as much as tells why it failed. */
  private static final int LAST_WORDS = 40;

  private final PipedOutputStream input = new PipedOutputStream();
  private final Deque<String> lastWords = new ArrayDeque<>();
  private final StartedProcess process;
  private final int recordsPerSecond;
  private volatile Status status = new Status(0, 0, false, 0, 0, 0, -1, "not asked yet");
  private int fewestInSync = Integer.MAX_VALUE;
  private volatile Summary summary;
  private int wholeInRow;
  private long wholeSince;

  LedgerRun(ProcessExecutor program, int recordsPerSecond) throws IOException {
    this.recordsPerSecond = recordsPerSecond;
    process =
        program
            .redirectInput(new PipedInputStream(input))
            .redirectErrorStream(true)
            .redirectOutput(
                new LogOutputStream() {
                  @Override
                  protected void processLine(String line) {
                    read(line);
                  }
                })
            .destroyOnExit()
            .start();
  }

  private void read(String line) {
    try {
      if (line.startsWith(Ledger.STATUS)) {
        note(JSON.readValue(line.substring(Ledger.STATUS.length()), Status.class));
      } else if (line.startsWith(Ledger.SUMMARY)) {
        summary = JSON.readValue(line.substring(Ledger.SUMMARY.length()), Summary.class);
      } else {
        remember(line);
      }
    } catch (JsonProcessingException e) {
      remember(line);
    }
  }

  private synchronized void note(Status now) {
    status = now;
    if (now.fault().isEmpty()) {
      fewestInSync = Math.min(fewestInSync, now.fewestInSync());
    }
    if (!now.whole(Scene.BROKERS)) {
      wholeInRow = 0;
    } else if (wholeInRow++ == 0) {
      wholeSince = now.asked();
    }
  }

  /** Forgets what was said of the cluster before this moment. */
  private synchronized void askAnew() {
    wholeInRow = 0;
  }

  private synchronized boolean whole() {
    return wholeInRow >= CONFIRMATIONS;
  }

  private synchronized void remember(String line) {
    lastWords.addLast(line);
    if (lastWords.size() > LAST_WORDS) {
      lastWords.removeFirst();
    }
  }

  private synchronized String lastWords() {
    return String.join("\n", lastWords);
  }

  Status status() {
    return status;
  }

  /** Replicas in sync of the partition that was seen with the fewest, asked once a second. */
  synchronized int fewestInSync() {
    return fewestInSync;
  }

  /**
   * Waits until all replicas of all topics are in sync.
   *
   * @return since when, in milliseconds since 1970
   */
  long awaitWhole() {
    askAnew();
    await("all replicas in sync", this::whole);
    synchronized (this) {
      return wholeSince;
    }
  }

  /** Waits until the cluster has so many live brokers. */
  void awaitBrokers(int number) {
    await(number + " live brokers", () -> status.fault().isEmpty() && status.brokers() == number);
  }

  /** Waits until the cluster was asked so long after this moment. */
  void awaitTime(Duration since) {
    long until = System.currentTimeMillis() + since.toMillis();
    await("a status from after " + since, () -> status.asked() >= until);
  }

  /**
   * Waits until records of all partitions are acknowledged, and two seconds' worth of them more.
   */
  void awaitProgress() {
    long wanted = status.acked() + 2L * recordsPerSecond;
    await("acknowledgements", () -> status.everywhere() && status.acked() >= wanted);
  }

  /** Ends it, and waits until everything has been read back. */
  Summary stop() throws IOException, InterruptedException {
    input.close();
    try {
      process.getFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the ledger does not end: " + e + "\n" + lastWords(), e);
    }
    if (summary == null) {
      throw new IllegalStateException("the ledger ended without a word:\n" + lastWords());
    }
    return summary;
  }

  private void await(String what, BooleanSupplier condition) {
    Awaitility.await(what)
        .atMost(LIMIT)
        .failFast(
            () -> {
              if (process.getFuture().isDone()) {
                throw new IllegalStateException("the ledger ended: " + lastWords());
              }
            })
        .pollInterval(Duration.ofMillis(200))
        .until(condition::getAsBoolean);
  }

  @Override
  public void close() throws IOException {
    input.close();
    process.getProcess().destroy();
  }
}

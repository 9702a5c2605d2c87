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

/** A running {@link Ledger}. */
final class LedgerRun implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofMinutes(6);

  /** The first answers of a restarted broker may be stale. */
  private static final int CONFIRMATIONS = 3;

  /** Number of log lines to keep for the message of a failure. */
  private static final int LOG_LINES = 40;

  private final PipedOutputStream input = new PipedOutputStream();
  private final Deque<String> lastLogLines = new ArrayDeque<>();
  private final StartedProcess process;
  private final int recordsPerSecond;
  private volatile Status status = new Status(0, 0, false, 0, 0, 0, -1, "no status yet");
  private int fewestInSync = Integer.MAX_VALUE;
  private volatile Summary summary;
  private int inSyncInRow;
  private long inSyncSince;

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
        update(JSON.readValue(line.substring(Ledger.STATUS.length()), Status.class));
      } else if (line.startsWith(Ledger.SUMMARY)) {
        summary = JSON.readValue(line.substring(Ledger.SUMMARY.length()), Summary.class);
      } else {
        keepLogLine(line);
      }
    } catch (JsonProcessingException e) {
      keepLogLine(line);
    }
  }

  private synchronized void update(Status now) {
    status = now;
    if (now.fault().isEmpty()) {
      fewestInSync = Math.min(fewestInSync, now.fewestInSync());
    }
    if (!now.isInSync(FaultContext.BROKERS)) {
      inSyncInRow = 0;
    } else if (inSyncInRow++ == 0) {
      inSyncSince = now.asked();
    }
  }

  /** Discards all statuses so far. */
  private synchronized void resetInSync() {
    inSyncInRow = 0;
  }

  private synchronized boolean isInSync() {
    return inSyncInRow >= CONFIRMATIONS;
  }

  private synchronized void keepLogLine(String line) {
    lastLogLines.addLast(line);
    if (lastLogLines.size() > LOG_LINES) {
      lastLogLines.removeFirst();
    }
  }

  private synchronized String lastLogLines() {
    return String.join("\n", lastLogLines);
  }

  Status status() {
    return status;
  }

  /** Returns the smallest ISR of any partition, sampled once a second. */
  synchronized int fewestInSync() {
    return fewestInSync;
  }

  /**
   * Waits until all replicas of all topics are in sync.
   *
   * @return since when, in milliseconds since the epoch
   */
  long awaitInSync() {
    resetInSync();
    await("all replicas in sync", this::isInSync);
    synchronized (this) {
      return inSyncSince;
    }
  }

  /** Waits until the cluster has this number of live brokers. */
  void awaitBrokers(int number) {
    await(number + " live brokers", () -> status.fault().isEmpty() && status.brokers() == number);
  }

  /** Waits for a status that is newer than now by a duration. */
  void awaitTime(Duration since) {
    long until = System.currentTimeMillis() + since.toMillis();
    await("a status from after " + since, () -> status.asked() >= until);
  }

  /**
   * Waits until all partitions have acknowledged records, and two more seconds' worth of records.
   */
  void awaitProgress() {
    long wanted = status.acked() + 2L * recordsPerSecond;
    await("acknowledgements", () -> status.everywhere() && status.acked() >= wanted);
  }

  /** Stops the ledger and waits until it has verified all records. */
  Summary stop() throws IOException, InterruptedException {
    input.close();
    try {
      process.getFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          "the ledger does not terminate: " + e + "\n" + lastLogLines(), e);
    }
    if (summary == null) {
      throw new IllegalStateException(
          "the ledger terminated without a summary:\n" + lastLogLines());
    }
    return summary;
  }

  private void await(String what, BooleanSupplier condition) {
    Awaitility.await(what)
        .atMost(LIMIT)
        .failFast(
            () -> {
              if (process.getFuture().isDone()) {
                throw new IllegalStateException("the ledger terminated: " + lastLogLines());
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

package dev.openshiftkafka;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * Works around the busy-wait in Pulumi's Java SDK.
 *
 * <p>Version 1.36.1 of the SDK polls its tasks in a loop without pause, which keeps one core busy
 * while an update waits for Kafka. Each iteration logs the remaining tasks through this logger,
 * which sleeps. With an SDK that waits differently, this logger has no effect.
 *
 * <p>An iteration formats the names of all remaining tasks, even if they are not logged: with
 * hundreds of brokers this takes tens of milliseconds. The pause is therefore proportional to the
 * duration of the iteration.
 */
public final class SdkBusyWaitWorkaround extends Logger {
  /** Name of the SDK's logger. */
  public static final String NAME = "com.pulumi.deployment.internal.DeploymentImpl";

  /** Prefix of the message of each iteration. */
  static final String ITERATION = "Remaining tasks";

  // The minimum is far longer than an iteration of a small stack, the maximum hardly noticeable.
  private static final long MIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** Ratio of the pause to the duration of the iteration. */
  private static final long FACTOR = 9;

  /** A strong reference, because the log manager has weak references only. */
  private static final SdkBusyWaitWorkaround INSTANCE = new SdkBusyWaitWorkaround();

  /** End of the last pause, by {@link System#nanoTime}; only one thread runs the loop. */
  private long pauseEnd = System.nanoTime();

  SdkBusyWaitWorkaround() {
    super(NAME, null);
  }

  /** Registers this logger under the SDK's name; must be called before the SDK uses its logger. */
  public static void install() {
    LogManager.getLogManager().addLogger(INSTANCE);
  }

  @Override
  public void log(Level level, String message) {
    if (level.equals(Level.FINEST) && message.startsWith(ITERATION)) {
      LockSupport.parkNanos(pause(System.nanoTime() - pauseEnd));
      pauseEnd = System.nanoTime();
    }
    super.log(level, message);
  }

  /** The pause after an iteration, both in nanoseconds. */
  static long pause(long iteration) {
    return Math.max(MIN_NANOS, Math.min(MAX_NANOS, iteration * FACTOR));
  }
}

package dev.openshiftkafka;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * Gives the SDK's waiting loop a pause.
 *
 * <p>Version 1.36.1 of the SDK asks whether its tasks are done without any pause, which keeps one
 * core busy for as long as an update waits for Kafka. Each turn of that loop logs the remaining
 * tasks, and so passes here. Should another version wait differently, this does nothing.
 *
 * <p>A turn writes the names of all tasks that remain, whether or not they are logged: tens of
 * milliseconds with hundreds of brokers. So the pause is as many times longer.
 */
final class SdkBusyWaitWorkaround extends Logger {
  /** The logger that the SDK asks for. */
  static final String NAME = "com.pulumi.deployment.internal.DeploymentImpl";

  /** How the message of each turn starts. */
  static final String TURN = "Remaining tasks";

  // Far below what a user notices, far above what a turn of a small stack costs.
  private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** The pause takes so many times what the turn took. */
  private static final long TIMES = 9;

  /** Held here, because the log manager lets go of loggers that nobody holds. */
  private static final SdkBusyWaitWorkaround INSTANCE = new SdkBusyWaitWorkaround();

  /** When the last pause was over, in the time of {@link System#nanoTime}; one thread turns. */
  private long over = System.nanoTime();

  SdkBusyWaitWorkaround() {
    super(NAME, null);
  }

  /** Takes the place of the SDK's logger; must come before the SDK's first use of it. */
  static void install() {
    LogManager.getLogManager().addLogger(INSTANCE);
  }

  @Override
  public void log(Level level, String message) {
    if (level.equals(Level.FINEST) && message.startsWith(TURN)) {
      LockSupport.parkNanos(pause(System.nanoTime() - over));
      over = System.nanoTime();
    }
    super.log(level, message);
  }

  /** The pause after a turn that took so long, in nanoseconds. */
  static long pause(long turn) {
    return Math.max(LEAST_NANOS, Math.min(MOST_NANOS, turn * TIMES));
  }
}

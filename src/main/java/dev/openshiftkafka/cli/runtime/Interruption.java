package dev.openshiftkafka.cli.runtime;

import java.util.concurrent.locks.LockSupport;

/**
 * Handles SIGINT and SIGTERM until it is closed: runs an action, then ends this process with status
 * 130.
 */
public final class Interruption implements AutoCloseable {
  private static final int STATUS = 130;

  private final Runnable action;
  private final Thread hook = new Thread(this::handle);
  private volatile boolean happened;

  private Interruption(Runnable action) {
    this.action = action;
  }

  /** Registers an action that runs when this process is interrupted. */
  public static Interruption run(Runnable action) {
    var interruption = new Interruption(action);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  private void handle() {
    happened = true;
    try {
      action.run();
    } finally {
      Runtime.getRuntime().halt(STATUS);
    }
  }

  /** Whether this process was interrupted. */
  public boolean happened() {
    return happened;
  }

  /** Ends the handling; does not return when this process has been interrupted. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException interrupted) {
      // The same signal has ended a child process, whose failure must not be reported.
      while (true) {
        LockSupport.park();
      }
    }
  }
}

package dev.openshiftkafka.cli.runtime;

import java.util.concurrent.locks.LockSupport;

/**
 * Handles SIGINT and SIGTERM until it is closed: runs an action, then ends this process with status
 * 130.
 */
public final class Interruption implements AutoCloseable {
  private static final int STATUS = 130;

  private final Thread hook;

  private Interruption(Thread hook) {
    this.hook = hook;
  }

  /** Has an action run when this process is interrupted. */
  public static Interruption run(Runnable action) {
    var hook =
        new Thread(
            () -> {
              try {
                action.run();
              } finally {
                Runtime.getRuntime().halt(STATUS);
              }
            });
    Runtime.getRuntime().addShutdownHook(hook);
    return new Interruption(hook);
  }

  /** Ends the handling; does not return when this process has been interrupted. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException interrupted) {
      // The same signal has ended a child: its failure is not to be reported.
      while (true) {
        LockSupport.park();
      }
    }
  }
}

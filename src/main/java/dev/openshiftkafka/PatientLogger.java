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
 */
final class PatientLogger extends Logger {
  /** The logger that the SDK asks for. */
  static final String NAME = "com.pulumi.deployment.internal.DeploymentImpl";

  /** How the message of each turn starts. */
  static final String TURN = "Remaining tasks";

  // Far below what a user notices, far above what a turn costs.
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** Held here, because the log manager lets go of loggers that nobody holds. */
  private static final PatientLogger INSTANCE = new PatientLogger();

  PatientLogger() {
    super(NAME, null);
  }

  /** Takes the place of the SDK's logger; must come before the SDK's first use of it. */
  static void install() {
    LogManager.getLogManager().addLogger(INSTANCE);
  }

  @Override
  public void log(Level level, String message) {
    if (level == Level.FINEST && message.startsWith(TURN)) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    super.log(level, message);
  }
}

package dev.openshiftkafka.cli.runtime;

/** Ends a command with a message for the user and an exit status. */
public final class CommandFailedException extends RuntimeException {
  /** Exit status of a failure. */
  public static final int FAILED = 1;

  /** Exit status of an invalid command line. */
  public static final int WRONG = 2;

  private final int status;

  private CommandFailedException(String message, int status) {
    super(message);
    this.status = status;
  }

  /** A failure. */
  public static CommandFailedException failed(String message) {
    return new CommandFailedException(message, FAILED);
  }

  /** An invalid command line, or a missing prerequisite on this machine. */
  public static CommandFailedException wrong(String message) {
    return new CommandFailedException(message, WRONG);
  }

  /** The exit status. */
  public int status() {
    return status;
  }
}

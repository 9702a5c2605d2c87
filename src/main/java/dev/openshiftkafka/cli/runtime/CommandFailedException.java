package dev.openshiftkafka.cli.runtime;

/** Ends a command with a message for the user and an exit status. */
public final class CommandFailedException extends RuntimeException {
  /** Exit status when something failed. */
  public static final int FAILED = 1;

  /** Exit status when the command is wrong. */
  public static final int WRONG = 2;

  private final int status;

  private CommandFailedException(String message, int status) {
    super(message);
    this.status = status;
  }

  /** Something failed. */
  public static CommandFailedException failed(String message) {
    return new CommandFailedException(message, FAILED);
  }

  /** The command, or what it needs on this machine, is wrong. */
  public static CommandFailedException wrong(String message) {
    return new CommandFailedException(message, WRONG);
  }

  /** The exit status. */
  public int status() {
    return status;
  }
}

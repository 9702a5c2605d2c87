package dev.openshiftkafka.attempts;

import java.util.Map;

/**
 * An attempt to use a listener.
 *
 * @param name unique name
 * @param action what to do when connected
 * @param properties properties of the client
 */
public record Attempt(String name, Action action, Map<String, String> properties) {
  /** Outcome when nothing was refused. */
  public static final String LET_IN = "let in";

  /** What a client does. */
  public enum Action {
    /** Reads the cluster id from brokers. */
    DESCRIBE,
    /** Reads the quorum from controllers, for which the cluster's rights are needed. */
    DESCRIBE_QUORUM,
    /** Writes one record to topic {@code right}. */
    WRITE_RIGHT,
    /** Writes one record to topic {@code wrong}. */
    WRITE_WRONG
  }
}

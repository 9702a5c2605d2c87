package dev.openshiftkafka.pod.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.ReassignmentInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Collects the results of concurrent Admin requests. */
public final class AdminResults {
  private final List<String> errors = new ArrayList<>();

  /**
   * Waits for all results and collects their errors.
   *
   * @param subject returns what a request is about, such as a topic
   * @throws RetriableAdminException when a retry may succeed
   */
  public <K, V> void await(Map<K, KafkaFuture<V>> results, Function<K, String> subject)
      throws RetriableAdminException, InterruptedException {
    for (var result : results.entrySet()) {
      try {
        result.getValue().get();
      } catch (ExecutionException e) {
        String line = subject.apply(result.getKey()) + ": " + message(cause(e));
        if (isRetriable(cause(e))) {
          throw new RetriableAdminException(line);
        }
        errors.add(line);
      }
    }
  }

  /**
   * Throws all errors so far, sorted.
   *
   * @param heading what failed
   */
  public void check(String heading) throws RefusedException {
    if (!errors.isEmpty()) {
      throw new RefusedException(heading, errors.stream().sorted().distinct().toList());
    }
  }

  /** Waits for one result. */
  public static <T> T of(KafkaFuture<T> result)
      throws RetriableAdminException, InterruptedException {
    try {
      return result.get();
    } catch (ExecutionException e) {
      if (isRetriable(cause(e))) {
        throw new RetriableAdminException(message(cause(e)));
      }
      throw new IllegalStateException(message(cause(e)), e.getCause());
    }
  }

  private static Throwable cause(ExecutionException e) {
    return e.getCause() == null ? e : e.getCause();
  }

  /** The message of an error, or its class: not every error of Kafka's clients has a message. */
  private static String message(Throwable error) {
    return error.getMessage() == null ? error.toString() : error.getMessage();
  }

  /**
   * A topic exists although it was not listed, or too few brokers are known: the broker that
   * answered has just started.
   */
  private static boolean isRetriable(Throwable error) {
    return error instanceof RetriableException
        || error instanceof TopicExistsException
        || error instanceof InvalidReplicationFactorException
        || error instanceof ReassignmentInProgressException;
  }

  /** An operation that fails now and may soon succeed, such as while a broker starts. */
  public static final class RetriableAdminException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Creates an exception with the error of the operation. */
    public RetriableAdminException(String message) {
      super(message);
    }
  }

  /** The cluster cannot reach the declared state. */
  public static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Creates a message of one line for each error. */
    public RefusedException(String heading, List<String> errors) {
      super(heading + ":\n  " + String.join("\n  ", errors));
    }
  }
}

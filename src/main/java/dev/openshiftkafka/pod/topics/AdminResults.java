package dev.openshiftkafka.pod.topics;

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

/** Collects what a cluster answers to many questions at once. */
final class AdminResults {
  private final List<String> faults = new ArrayList<>();

  /**
   * Waits for all answers, and notes each refusal.
   *
   * @param topic the topic that a question is about
   * @throws RetriableAdminException when asking again may help
   */
  <K> void await(Map<K, KafkaFuture<Void>> answers, Function<K, String> topic)
      throws RetriableAdminException, InterruptedException {
    for (var answer : answers.entrySet()) {
      try {
        answer.getValue().get();
      } catch (ExecutionException e) {
        String line = "topic " + topic.apply(answer.getKey()) + ": " + e.getCause().getMessage();
        if (passes(e.getCause())) {
          throw new RetriableAdminException(line);
        }
        faults.add(line);
      }
    }
  }

  /** All refusals so far, in the order of the topics. */
  void check(String heading) throws RefusedException {
    if (!faults.isEmpty()) {
      throw new RefusedException(heading, faults.stream().sorted().distinct().toList());
    }
  }

  /** One answer. */
  static <T> T of(KafkaFuture<T> answer) throws RetriableAdminException, InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (passes(e.getCause())) {
        throw new RetriableAdminException(e.getCause().getMessage());
      }
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    }
  }

  /**
   * A topic exists although it was not listed, or too few brokers are known: the broker that
   * answered has just started.
   */
  private static boolean passes(Throwable refusal) {
    return refusal instanceof RetriableException
        || refusal instanceof TopicExistsException
        || refusal instanceof InvalidReplicationFactorException
        || refusal instanceof ReassignmentInProgressException;
  }

  /** Something cannot be done now that can be done soon, such as while a broker starts. */
  static final class RetriableAdminException extends Exception {
    private static final long serialVersionUID = 1L;

    RetriableAdminException(String message) {
      super(message);
    }
  }

  /** The cluster cannot be made as it is declared. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** One line for each fault. */
    RefusedException(String heading, List<String> faults) {
      super(heading + ":\n  " + String.join("\n  ", faults));
    }
  }
}

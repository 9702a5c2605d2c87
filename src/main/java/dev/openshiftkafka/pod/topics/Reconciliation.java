package dev.openshiftkafka.pod.topics;

import dev.openshiftkafka.pod.admin.AdminResults;
import dev.openshiftkafka.pod.admin.AdminResults.RefusedException;
import dev.openshiftkafka.pod.admin.AdminResults.RetriableAdminException;
import dev.openshiftkafka.pod.admin.Retries;
import dev.openshiftkafka.pod.topics.Planner.Plan;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** Reconciles a cluster with the declaration and waits until it has reached the declared state. */
final class Reconciliation {
  /** How long retriable errors are retried without progress. */
  private static final Duration RETRY_TIMEOUT = Duration.ofMinutes(2);

  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

  private final Admin admin;
  private final Duration timeout;
  private final long deadline;
  private final PrintWriter out;
  private long retryDeadline;

  Reconciliation(Admin admin, Duration timeout, PrintWriter out) {
    this.admin = admin;
    this.timeout = timeout;
    this.deadline = System.nanoTime() + timeout.toNanos();
    this.out = out;
    resetRetries();
  }

  /** Reads the declaration; called again for each attempt. */
  interface Source {
    Declaration read() throws IOException, RetriableAdminException;
  }

  /**
   * Reconciles; idempotent.
   *
   * @throws RefusedException when the brokers reject a change
   * @throws RetriableAdminException when retries for two minutes made no progress
   */
  void run(Source source)
      throws RefusedException, RetriableAdminException, IOException, InterruptedException {
    Retries.run(
        () -> attempt(source.read()),
        () -> System.nanoTime() - retryDeadline > 0,
        RETRY_INTERVAL,
        this::println);
  }

  private void attempt(Declaration declared)
      throws RefusedException, RetriableAdminException, InterruptedException {
    Set<String> names =
        declared.topics().stream().map(DeclaredTopic::name).collect(Collectors.toSet());
    Plan plan = Planner.plan(declared, new ClusterReader(admin).read(names));
    var changes = new Changes(admin, plan);
    changes.validate();
    plan.lines().forEach(this::println);
    if (plan.lines().isEmpty() && plan.reassigning().isEmpty()) {
      println("no changes: " + names.size() + " topics match the declaration");
      return;
    }
    changes.createAndConfigure();
    changes.reassign();
    awaitReassignments(plan);
    // After the reassignments, because new partitions get as many replicas as the first one has.
    changes.increase();
    changes.delete();
    println("done: " + names.size() + " topics match the declaration");
  }

  private void awaitReassignments(Plan plan)
      throws RefusedException, RetriableAdminException, InterruptedException {
    var remaining = new HashSet<>(plan.reassignments().keySet());
    remaining.addAll(plan.reassigning());
    int logged = -1;
    while (!remaining.isEmpty()) {
      remaining.retainAll(
          AdminResults.of(admin.listPartitionReassignments(Set.copyOf(remaining)).reassignments())
              .keySet());
      if (remaining.size() != logged) {
        logged = remaining.size();
        println("partitions being reassigned: " + logged);
        resetRetries();
      }
      if (!remaining.isEmpty() && System.nanoTime() - deadline > 0) {
        throw new RefusedException(
            "topics.readyTimeoutSeconds: reassignments did not finish in %d s; they continue in the cluster, and the next pulumi up waits for them"
                .formatted(timeout.toSeconds()),
            remaining.stream().map(TopicPartition::toString).sorted().toList());
      }
      if (!remaining.isEmpty()) {
        Thread.sleep(RETRY_INTERVAL.toMillis());
      }
    }
  }

  private void resetRetries() {
    retryDeadline = System.nanoTime() + RETRY_TIMEOUT.toNanos();
  }

  private void println(String line) {
    out.println(line);
    out.flush();
  }
}

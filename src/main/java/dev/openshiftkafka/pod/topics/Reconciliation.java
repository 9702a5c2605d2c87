package dev.openshiftkafka.pod.topics;

import dev.openshiftkafka.pod.topics.AdminResults.RefusedException;
import dev.openshiftkafka.pod.topics.AdminResults.RetriableAdminException;
import dev.openshiftkafka.pod.topics.Planner.Plan;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** Brings a cluster to what is declared, and waits until it is there. */
final class Reconciliation {
  /** What can soon be done is tried again for so long. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Admin admin;
  private final long end;
  private final PrintWriter out;
  private long patience;

  Reconciliation(Admin admin, Duration timeout, PrintWriter out) {
    this.admin = admin;
    this.end = System.nanoTime() + timeout.toNanos();
    this.out = out;
    bePatient();
  }

  /** Where the declaration comes from. */
  interface Source {
    Declaration read() throws IOException, RetriableAdminException;
  }

  /**
   * Does all that is to be done; run again it finds nothing.
   *
   * @throws RefusedException when the cluster refuses a part of it
   * @throws RetriableAdminException when something could not be done for too long
   */
  void run(Source source)
      throws RefusedException, RetriableAdminException, IOException, InterruptedException {
    String shown = "";
    while (true) {
      try {
        attempt(source.read());
        return;
      } catch (RetriableAdminException e) {
        if (System.nanoTime() - patience > 0) {
          throw e;
        }
        if (!e.getMessage().equals(shown)) {
          shown = e.getMessage();
          say("not yet: " + shown);
        }
        Thread.sleep(PAUSE.toMillis());
      }
    }
  }

  private void attempt(Declaration declared)
      throws RefusedException, RetriableAdminException, InterruptedException {
    Set<String> names =
        declared.topics().stream().map(DeclaredTopic::name).collect(Collectors.toSet());
    Plan plan = Planner.plan(declared, new ClusterReader(admin).read(names));
    var changes = new Changes(admin, plan);
    changes.validate();
    plan.lines().forEach(this::say);
    if (plan.lines().isEmpty() && plan.moving().isEmpty()) {
      say("nothing to do: " + names.size() + " topics are as declared");
      return;
    }
    changes.createAndSet();
    changes.move();
    awaitMoves(plan);
    // Only now do new partitions get as many replicas as the others have.
    changes.increase();
    changes.delete();
    say("done: " + names.size() + " topics are as declared");
  }

  private void awaitMoves(Plan plan)
      throws RefusedException, RetriableAdminException, InterruptedException {
    var moving = new HashSet<>(plan.moves().keySet());
    moving.addAll(plan.moving());
    int shown = -1;
    while (!moving.isEmpty()) {
      moving.retainAll(
          AdminResults.of(admin.listPartitionReassignments(Set.copyOf(moving)).reassignments())
              .keySet());
      if (moving.size() != shown) {
        shown = moving.size();
        say("partitions that are being moved: " + shown);
        bePatient();
      }
      if (!moving.isEmpty() && System.nanoTime() - end > 0) {
        throw new RefusedException(
            "Replicas are still being copied. That goes on by itself; the next pulumi up waits again",
            moving.stream().map(TopicPartition::toString).sorted().toList());
      }
      if (!moving.isEmpty()) {
        Thread.sleep(PAUSE.toMillis());
      }
    }
  }

  private void bePatient() {
    patience = System.nanoTime() + PATIENCE.toNanos();
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}

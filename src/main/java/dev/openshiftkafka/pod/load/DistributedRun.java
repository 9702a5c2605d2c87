package dev.openshiftkafka.pod.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.openshiftkafka.capacity.model.Hardware;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** Runs a workload in several programs at once: all start at one time, and number 0 reports. */
final class DistributedRun {
  /** An image may have to be pulled for the others. */
  private static final Duration START = Duration.ofMinutes(5);

  /** What the last ones may need longer than the first. */
  private static final Duration END = Duration.ofMinutes(2);

  /** All have heard of the start by then. */
  private static final Duration LEAD = Duration.ofSeconds(2);

  private final Workload workload;
  private final String run;
  private final String bootstrap;
  private final int pods;
  private final int index;
  private final Hardware hardware;
  private final List<Report> parts = new ArrayList<>();

  DistributedRun(
      Workload workload, String run, String bootstrap, int pods, int index, Hardware hardware) {
    this.hardware = hardware;
    this.workload = workload;
    this.run = run;
    this.bootstrap = bootstrap;
    this.pods = pods;
    this.index = index;
  }

  /** Runs, and returns the report of all; of the others but number 0, their own. */
  Report execute(Admin admin, PrintWriter out)
      throws ExecutionException, InterruptedException, JsonProcessingException {
    try (var others = new WorkerBarrier(admin, bootstrap, run, index)) {
      return index == 0 ? lead(admin, others, out) : follow(admin, others, out);
    }
  }

  private Report lead(Admin admin, WorkerBarrier others, PrintWriter out)
      throws ExecutionException, InterruptedException, JsonProcessingException {
    try (var topics = new RunTopics(admin, workload.topics(), run, false)) {
      out.println("waiting for " + (pods - 1) + " more to start together with");
      others.hear("ready", 1, pods, START);
      var start = Instant.now().plus(LEAD);
      others.say("start", start.toString());
      Report own = new Run(workload, run, bootstrap, topics, hardware, out).execute(admin, start);
      parts.add(own);
      for (String json : others.hear("report", 1, pods, END).values()) {
        parts.add(ReportFiles.read(json));
      }
      long delivered = parts.stream().mapToLong(report -> report.verification().delivered()).sum();
      return MergedReport.of(parts, topics.arrived(delivered), hardware);
    }
  }

  private Report follow(Admin admin, WorkerBarrier others, PrintWriter out)
      throws ExecutionException, InterruptedException, JsonProcessingException {
    others.say("ready", "");
    var start = Instant.parse(others.hear("start", 0, 1, START).get(0));
    var topics = RunTopics.ofAnother(admin, workload.topics(), run);
    Report own = new Run(workload, run, bootstrap, topics, hardware, out).execute(admin, start);
    others.say("report", ReportFiles.json(own));
    return own;
  }

  /** Of number 0, when all have ended: the report of each, by their numbers. */
  List<Report> parts() {
    return List.copyOf(parts);
  }
}

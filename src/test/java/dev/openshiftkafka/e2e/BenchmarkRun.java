package dev.openshiftkafka.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openshiftkafka.e2e.Shell.Result;
import dev.openshiftkafka.testing.TestJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.zeroturnaround.exec.ProcessExecutor;

/** A run of the benchmark by the exported command of a stack. */
final class BenchmarkRun {
  private static final Path RESULTS = Path.of("target/e2e/benchmark");

  private final List<String> command = new ArrayList<>();
  private final Path output;

  BenchmarkRun(LocalStack stack, String... edits) {
    try {
      Files.createDirectories(RESULTS);
      this.output = Files.createTempDirectory(RESULTS, "run").toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Splits into words, as a shell does with $(pulumi stack output benchmarkCommand).
    command.addAll(List.of(stack.output("benchmarkCommand").split(" ")));
    command.add("--output=" + output);
    for (String edit : edits) {
      command.add("--set=" + edit);
    }
  }

  BenchmarkRun workload(String name) {
    command.add("--workload=" + name);
    return this;
  }

  BenchmarkRun pods(int number) {
    command.add("--pods=" + number);
    return this;
  }

  /** Allows a topic that holds records. */
  BenchmarkRun onData() {
    command.add("--on-data");
    return this;
  }

  Result execute() {
    return Shell.attempt(Duration.ofMinutes(5), Map.of(), command.toArray(String[]::new));
  }

  /** Returns an executor, for a run in the background. */
  ProcessExecutor executor() {
    return Shell.executor(Map.of(), command.toArray(String[]::new))
        .readOutput(true)
        .redirectErrorStream(true);
  }

  String file(String name) {
    try {
      return Files.readString(output.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode report() {
    return report("report.json");
  }

  JsonNode report(String name) {
    return TestJson.parse(file(name));
  }
}

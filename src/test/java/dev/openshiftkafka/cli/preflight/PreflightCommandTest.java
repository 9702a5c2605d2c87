package dev.openshiftkafka.cli.preflight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openshiftkafka.KafkaStack;
import dev.openshiftkafka.cli.runtime.Session;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options, reports and exit status, without a cluster. */
class PreflightCommandTest {
  private static final String LOCAL = "stacks/Pulumi.local.yaml";

  @TempDir private Path folder;

  private record Ended(int status, String out, String err) {}

  private static Ended run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int status =
        PreflightCommand.commandLine(KafkaStack::deployerRoles, Session.ofProcess(KafkaStack.class))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Ended(status, out.toString(), err.toString());
  }

  /** Returns the kubeconfig of an unreachable cluster. */
  private String kubeconfig() throws IOException {
    return Files.writeString(
            folder.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            current-context: none
            contexts: [{name: none, context: {cluster: none, user: none}}]
            clusters: [{name: none, cluster: {server: "https://127.0.0.1:%d"}}]
            users: [{name: none, user: {}}]
            """
                .formatted(PreflightTools.freePort()))
        .toString();
  }

  @Test
  void run_noFile_isUsageError() {
    Ended ended = run();

    assertEquals(2, ended.status());
    assertTrue(ended.err().contains("--file"), ended.err());
  }

  @Test
  void run_fileMissing_isUsageError() {
    Ended ended = run("--file=stacks/Pulumi.none.yaml");

    assertEquals(2, ended.status());
    assertTrue(
        ended.err().startsWith("error: --file: no such file: stacks/Pulumi.none.yaml"),
        ended.err());
  }

  @Test
  void run_unknownCheck_isUsageError() {
    Ended ended = run("--file=" + LOCAL, "--only=cluster.none");

    assertEquals(2, ended.status());
    assertTrue(
        ended.err().startsWith("error: --only: no check begins with cluster.none"), ended.err());
  }

  @Test
  void run_faultyConfiguration_fails() throws IOException {
    Path file = folder.resolve("Pulumi.bad.yaml");
    Files.writeString(file, Files.readString(Path.of(LOCAL)).replace("brokers: 3", "brokers: 1"));

    Ended ended = run("--file=" + file);

    assertEquals(1, ended.status());
    assertTrue(ended.err().contains("The configuration of stack 'bad' has"), ended.err());
    assertTrue(ended.err().contains("openshift-kafka:kafka.brokers"), ended.err());
  }

  @Test
  void run_noApiServer_isOneFailureAndTheRestSkipped() throws IOException {
    Ended ended = run("--file=" + LOCAL, "--kubeconfig=" + kubeconfig());

    assertEquals(1, ended.status(), ended.err());
    List<String> lines = ended.out().lines().toList();
    assertTrue(lines.get(0).startsWith("failure  cluster.api-server"), lines.get(0));
    assertTrue(lines.get(0).contains("no answer: connection refused; check"), lines.get(0));
    assertEquals(
        lines.size() - 2, lines.stream().filter(line -> line.startsWith("skipped ")).count());
    String last = lines.get(lines.size() - 1);
    assertTrue(last.startsWith("local: 1 failure, 0 warning, 0 ok, "), last);
  }

  @Test
  void run_json_hasEveryCheckAndTheFindings() throws IOException {
    Ended ended = run("--file=" + LOCAL, "--stack=mine", "--kubeconfig=" + kubeconfig(), "--json");

    JsonNode report = new ObjectMapper().readTree(ended.out());
    assertEquals("mine", report.path("stack").asText());
    assertEquals(1, report.at("/counts/failure").asInt());
    assertEquals(Preflight.checks().size(), report.path("checks").size());
    JsonNode first = report.path("checks").get(0);
    assertEquals("cluster.api-server", first.path("id").asText());
    assertEquals("failure", first.path("status").asText());
    assertTrue(first.at("/findings/0/problem").asText().startsWith("no answer"), ended.out());
    assertTrue(first.at("/findings/0/action").asText().startsWith("check the address"));
    assertEquals("skipped", report.path("checks").get(1).path("status").asText());
  }

  @Test
  void run_only_runsThoseChecks() throws IOException {
    Ended ended = run("--file=" + LOCAL, "--kubeconfig=" + kubeconfig(), "--only=aws.");

    assertEquals(0, ended.status());
    assertTrue(ended.out().lines().limit(5).allMatch(l -> l.startsWith("skipped  aws.")));
  }

  @Test
  void run_brokenKubeconfig_isOneFailure() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken"), "clusters: [{name: none}");

    Ended ended = run("--file=" + LOCAL, "--kubeconfig=" + broken, "--only=cluster");

    assertEquals(1, ended.status());
    assertTrue(ended.out().startsWith("failure  cluster.api-server"), ended.out());
    assertTrue(ended.out().contains("local: 1 failure, 0 warning, 0 ok, "), ended.out());
    assertEquals("", ended.err());
  }
}

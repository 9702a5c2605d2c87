package dev.openshiftkafka.cli.preflight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.testing.CommandRun;
import dev.openshiftkafka.testing.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the stack's file and its kubeconfig are found; no cluster answers. */
class PreflightStackTest {
  private static final String PREFLIGHT = PreflightCommand.NAME;
  private static final String FILE = "stacks/Pulumi.prod.yaml";
  private static final String SECRET = "  openshift-kafka:kubeconfig:\n    secure: v1:abc\n";

  @TempDir private Path folder;
  private Scripts scripts;

  @BeforeEach
  void standIn() throws IOException {
    scripts = new Scripts(folder).standIn("pulumi", "echo \"$*\" >>engine\ncat kubeconfig\n");
    scripts.write(FILE, Files.readString(Path.of("stacks/Pulumi.local.yaml")));
    scripts.write("kubeconfig", "clusters: [{name: broken}");
    scripts.write("own-kubeconfig", kubeconfig());
  }

  /** Of a cluster that does not answer. */
  private static String kubeconfig() throws IOException {
    return """
        apiVersion: v1
        kind: Config
        current-context: none
        contexts: [{name: none, context: {cluster: none, user: none}}]
        clusters: [{name: none, cluster: {server: "https://127.0.0.1:%d"}}]
        users: [{name: none, user: {}}]
        """
        .formatted(PreflightTools.freePort());
  }

  private CommandRun run(String arguments) {
    return CommandRun.run(scripts, (PREFLIGHT + " " + arguments).strip().split(" "));
  }

  @Test
  void preflight_stack_readsItsFile() {
    CommandRun ended = run("prod --only=aws");

    assertEquals(0, ended.status(), ended.output());
    assertTrue(ended.output().contains("prod: 0 failure"), ended.output());
    assertEquals("", scripts.read("engine"));
  }

  @Test
  void preflight_secretKubeconfig_isDecryptedAndNotShown() {
    scripts.write(FILE, scripts.read(FILE).stripTrailing() + "\n" + SECRET);

    CommandRun ended = run("prod --only=cluster.api-server");

    assertEquals(1, ended.status(), ended.output());
    assertTrue(ended.output().contains("while parsing a flow sequence"), ended.output());
    assertEquals(
        "config get kubeconfig --stack prod --config-file " + FILE + "\n", scripts.read("engine"));
    assertTrue(!ended.output().contains("broken"), ended.output());
  }

  @Test
  void preflight_givenKubeconfig_isUsed() {
    scripts.write(FILE, scripts.read(FILE).stripTrailing() + "\n" + SECRET);

    CommandRun ended = run("prod --only=cluster.api-server --kubeconfig=own-kubeconfig");

    assertEquals(1, ended.status(), ended.output());
    assertTrue(ended.output().contains("no answer: connection refused"), ended.output());
    assertEquals("", scripts.read("engine"));
  }

  @Test
  void preflight_secretNotReadable_fails() {
    scripts.write(FILE, scripts.read(FILE).stripTrailing() + "\n" + SECRET);
    scripts.standIn("pulumi", "echo error: wrong passphrase >&2\nexit 255\n");

    CommandRun ended = run("prod --only=cluster.api-server");

    assertEquals(1, ended.status(), ended.output());
    assertTrue(
        ended.output().contains("error: the secret kubeconfig of prod cannot be read"),
        ended.output());
  }

  @Test
  void preflight_file_needsNoStack() {
    CommandRun ended = run("--file " + FILE + " --only=aws");

    assertEquals(0, ended.status(), ended.output());
    assertEquals("", scripts.read("engine"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "--wrong", "none", "--file=none.yaml", "prod --file=pom.xml", "a b", "--file"})
  void preflight_wrongArguments_areUsageErrors(String arguments) {
    CommandRun ended = run(arguments);

    assertEquals(2, ended.status(), ended.output());
    assertTrue(ended.output().startsWith("error: "), ended.output());
    assertEquals("", scripts.read("engine"));
  }
}

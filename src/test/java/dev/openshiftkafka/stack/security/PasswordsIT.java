package dev.openshiftkafka.stack.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openshiftkafka.cli.preflight.ApiServer;
import dev.openshiftkafka.kubernetes.IdentityPasswords;
import dev.openshiftkafka.pod.users.PasswordsCommand;
import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The Job of passwords against a real API server, with the rendered Secrets and rights. */
class PasswordsIT {
  private static final String PROJECT = "passwords";
  private static final String JOB = "kafka-passwords";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private final KubernetesClient api = ApiServer.running().admin();
  private StackRun run;

  @BeforeEach
  void apply() throws IOException {
    api.namespaces()
        .resource(new NamespaceBuilder().withNewMetadata().withName(PROJECT).endMetadata().build())
        .serverSideApply();
    run =
        StackRun.update(
            "local",
            StackEdit.apply(StackFile.serviceCa("local"), Map.of("project/name", PROJECT)));
    for (Declared object : run.objects()) {
      boolean secret = object.kind().equals("Secret") && object.name().endsWith("-password");
      if (secret || (object.name().equals(JOB) && !object.kind().equals("Job"))) {
        api.resource(JSON.writeValueAsString(object.manifest()))
            .fieldManager("pulumi")
            .serverSideApply();
      }
    }
    Files.copy(ApiServer.running().authority(), folder.resolve("ca.crt"));
    Files.writeString(folder.resolve("token"), token());
  }

  @AfterEach
  void delete() {
    secrets().forEach(name -> api.secrets().inNamespace(PROJECT).withName(name).delete());
  }

  private static List<String> secrets() {
    return IdentityPasswords.identities().stream().map(IdentityPasswords::secret).toList();
  }

  private String token() {
    return api.serviceAccounts()
        .inNamespace(PROJECT)
        .withName(JOB)
        .tokenRequest(
            new TokenRequestBuilder().withNewSpec().withExpirationSeconds(3600L).endSpec().build())
        .getStatus()
        .getToken();
  }

  /** Runs the command of the Job, and returns its output. */
  private String generate(int expectedStatus) {
    List<?> words =
        (List<?>) run.object("Job", JOB).at("spec", "template", "spec", "containers", 0, "command");
    var arguments = new ArrayList<String>();
    for (Object word :
        words.subList(words.indexOf(PasswordsCommand.class.getName()) + 1, words.size())) {
      arguments.add(
          word.toString()
              .replaceFirst("^--timeout-seconds=.*", "--timeout-seconds=0")
              .replace("/dev/termination-log", folder.resolve("termination").toString()));
    }
    arguments.add("--api-server=" + ApiServer.running().address());
    arguments.add("--service-account=" + folder);
    var output = new StringWriter();
    int status =
        new CommandLine(new PasswordsCommand())
            .setOut(new PrintWriter(output, true))
            .setErr(new PrintWriter(output, true))
            .execute(arguments.toArray(String[]::new));
    assertEquals(expectedStatus, status, output.toString());
    return output.toString();
  }

  private Map<String, String> data(String identity) {
    var data = new TreeMap<String, String>();
    api.secrets()
        .inNamespace(PROJECT)
        .withName(identity + "-password")
        .get()
        .getData()
        .forEach(
            (key, value) ->
                data.put(
                    key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
    return data;
  }

  @Test
  void job_emptySecrets_generatesPasswords() {
    String output = generate(0);

    for (String identity : IdentityPasswords.identities()) {
      Map<String, String> data = data(identity);
      assertThat(output).contains("generated the password of " + identity);
      assertThat(data.get("password")).matches("[A-Za-z0-9_-]{43}");
      assertThat(output).doesNotContain(data.get("password"));
      assertEquals(identity, data.get("username"));
      assertEquals(
          "sasl.username=%s\nsasl.password=%s\n".formatted(identity, data.get("password")),
          data.get("librdkafka-login.conf"));
    }
  }

  /** Brokers and controllers run with the passwords that exist. */
  @Test
  void job_again_changesNothing() {
    generate(0);
    Map<String, String> before = data("kafka-broker");

    assertEquals("", generate(0));

    assertEquals(before, data("kafka-broker"));
  }

  @Test
  void job_missingSecret_failsWithItsName() throws IOException {
    api.secrets().inNamespace(PROJECT).withName("kafka-tools-password").delete();

    assertThat(generate(1)).contains("error: Secret passwords/kafka-tools-password: ");
    assertThat(folder.resolve("termination")).content().contains("kafka-tools-password");
  }
}

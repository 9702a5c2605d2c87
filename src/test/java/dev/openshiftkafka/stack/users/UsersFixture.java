package dev.openshiftkafka.stack.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openshiftkafka.KafkaStack;
import dev.openshiftkafka.cli.preflight.ApiServer;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.guard.ClusterHealth;
import dev.openshiftkafka.guard.DeploymentSnapshot;
import dev.openshiftkafka.stack.Operands;
import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.SecureKafka;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zeroturnaround.exec.ProcessExecutor;
import org.zeroturnaround.exec.ProcessResult;

/**
 * Updates of a stack with users: the objects of the operand are applied to a real API server, and
 * its Job's command runs as a process with the Job's own jars, Kafka's jars, and a token of the
 * Job's service account.
 */
final class UsersFixture {
  static final String PROJECT = "kafka";
  static final String APPLICATION = "shop";
  static final String ACCOUNT = "system:serviceaccount:" + PROJECT + ":kafka-users";
  static final String DEPLOYER = "deployer-of-users";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STACK = "secure";

  private final SecureKafka kafka;
  private final Path folder;
  private final KubernetesClient api = ApiServer.running().admin();
  private final Map<String, Object> edits = new HashMap<>();
  private Map<String, Object> outputs = Map.of();
  private int timeoutSeconds = 60;
  private Runnable missing = () -> {};
  private boolean deployer;

  UsersFixture(SecureKafka kafka, Path folder) {
    this.kafka = kafka;
    this.folder = folder;
    edits.put("network/clientNamespaces", List.of(APPLICATION));
    for (String name : List.of(PROJECT, APPLICATION)) {
      api.namespaces()
          .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
          .serverSideApply();
    }
  }

  /** The result of an update. */
  record Update(boolean ok, String output) {
    /** The lines of the program. Maven's jars of Kafka, other than its image, bind no logger. */
    List<String> lines() {
      return output.lines().filter(line -> !line.startsWith("SLF4J: ")).toList();
    }
  }

  UsersFixture edit(String path, Object value) {
    edits.put(path, value);
    return this;
  }

  UsersFixture declare(Object... users) {
    return edit("users/declared", List.of(users));
  }

  /** Limits the time in which the Job retries. */
  UsersFixture timeout(int seconds) {
    timeoutSeconds = seconds;
    return this;
  }

  /** Deletes a Secret before the Job runs. */
  UsersFixture without(String namespace, String name) {
    missing = () -> api.secrets().inNamespace(namespace).withName(name).delete();
    return this;
  }

  /** Applies the objects as a user that has only the rendered rights of the deployer. */
  UsersFixture asDeployer() {
    deployer = true;
    return this;
  }

  /**
   * Whether a user has a right to Secrets.
   *
   * @param right verb, namespace and name
   */
  boolean mayDo(String user, String right) {
    String[] words = right.split(" ", -1);
    var review =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser(user)
            .withNewResourceAttributes()
            .withResource("secrets")
            .withVerb(words[0])
            .withNamespace(words[1])
            .withName(words[2])
            .endResourceAttributes()
            .endSpec()
            .build();
    return api.authorization().v1().subjectAccessReview().create(review).getStatus().getAllowed();
  }

  /** Applies the objects and runs the Job, which must succeed. */
  Update up() {
    Update update = attempt();
    if (!update.ok()) {
      throw new AssertionError(update.output());
    }
    return update;
  }

  /** Applies the objects and runs the Job. */
  Update attempt() {
    var values = StackEdit.apply(StackFile.read(STACK), edits);
    StackRun run = StackRun.update(STACK, values, outputs, any -> ClusterHealth.Report.HEALTHY);
    assertEquals(List.of(), run.result().errors());
    StackConfig config = new ConfigSource("openshift-kafka", STACK, values).read();
    apply(config, run);
    missing.run();
    Update update = run(run);
    assertNoSecrets(update.output());
    if (update.ok()) {
      var deployed = deployed();
      outputs =
          Map.of(
              "declaredShape",
              DeploymentSnapshot.of(
                  config,
                  new UsersUpdate(
                          deployed, config, Operands.identities(config), ClientAccess.of(config))
                      .snapshot()));
    }
    return update;
  }

  @SuppressWarnings("unchecked")
  private Map<String, String> deployed() {
    return (Map<String, String>) outputs.getOrDefault("declaredShape", Map.of());
  }

  private void apply(StackConfig config, StackRun run) {
    KubernetesClient client = api;
    if (deployer) {
      KafkaStack.deployerRoles(config).forEach(this::grant);
      client = ApiServer.running().client(DEPLOYER);
    }
    for (Declared object : run.objects()) {
      if (object.name().startsWith("kafka-user")) {
        apply(client, object);
      }
    }
  }

  /** Creates a role and binds it to the deployer. */
  private void grant(Map<String, Object> role) {
    apply(api, role);
    var meta = new TreeMap<String, Object>();
    ((Map<?, ?>) role.get("metadata")).forEach((key, value) -> meta.put((String) key, value));
    apply(
        api,
        Map.of(
            "apiVersion",
            role.get("apiVersion"),
            "kind",
            role.get("kind") + "Binding",
            "metadata",
            meta,
            "roleRef",
            Map.of(
                "apiGroup", "rbac.authorization.k8s.io",
                "kind", role.get("kind"),
                "name", meta.get("name")),
            "subjects",
            List.of(
                Map.of(
                    "kind", "User", "apiGroup", "rbac.authorization.k8s.io", "name", DEPLOYER))));
  }

  private static void apply(KubernetesClient client, Declared object) {
    var manifest = new TreeMap<>(object.manifest());
    if (object.isSecret("data")) {
      manifest.put("data", object.at("data", "value"));
    }
    apply(client, manifest);
  }

  private static void apply(KubernetesClient client, Map<String, Object> manifest) {
    try {
      var object = client.resource(JSON.writeValueAsString(manifest));
      // The pod template of a Job cannot be changed, so Pulumi replaces it.
      if ("Job".equals(manifest.get("kind"))) {
        object.delete();
      }
      object.fieldManager("pulumi").serverSideApply();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs the command of the Job with local addresses and folders. */
  private Update run(StackRun run) {
    try {
      Path jars = Files.createTempDirectory(folder, "job");
      Path account = Files.createTempDirectory(folder, "account");
      Declared files = run.object("ConfigMap", "kafka-users");
      for (var jar : ((Map<?, ?>) files.at("binaryData")).entrySet()) {
        Files.write(
            jars.resolve((String) jar.getKey()),
            Base64.getDecoder().decode((String) jar.getValue()));
      }
      Path authority = Files.writeString(jars.resolve("ca.pem"), kafka.authority().certificate());
      Files.writeString(jars.resolve("users.json"), local((String) files.at("data", "users.json")));
      Files.copy(ApiServer.running().authority(), account.resolve("ca.crt"));
      Files.writeString(account.resolve("token"), token());
      var command = new ArrayList<String>();
      Object containers =
          run.object("Job", "kafka-users").at("spec", "template", "spec", "containers");
      for (Object word : (List<?>) ((Map<?, ?>) ((List<?>) containers).get(0)).get("command")) {
        // The process connects by a listener whose clients have all rights.
        if (String.valueOf(word).matches("--(client-properties|authorities)=.*")) {
          continue;
        }
        command.add(
            String.valueOf(word)
                .replace("/opt/users", jars.toString())
                .replace("/opt/kafka/libs", kafka.libraries().toString())
                .replaceFirst("--bootstrap-server=.*", "--bootstrap-server=" + kafka.plain())
                .replaceFirst("--timeout-seconds=.*", "--timeout-seconds=" + timeoutSeconds)
                .replace("/dev/termination-log", jars.resolve("termination").toString()));
      }
      command.add("--authorities=" + authority);
      command.add("--api-server=" + ApiServer.running().address());
      command.add("--service-account=" + account);
      ProcessResult result =
          new ProcessExecutor(command)
              .readOutput(true)
              .redirectErrorStream(true)
              .timeout(3, TimeUnit.MINUTES)
              .execute();
      return new Update(result.getExitValue() == 0, result.outputUTF8());
    } catch (IOException | TimeoutException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** The listeners of the local broker in place of the stack's. */
  private String local(String declaration) {
    return declaration
        .replaceAll(
            "\"bootstrapServers\" : \"[^\"]*\",(\\s*)\"securityProtocol\" : \"SASL_SSL\"",
            "\"bootstrapServers\" : \""
                + kafka.passwords()
                + "\",$1\"securityProtocol\" : \"SASL_SSL\"")
        .replaceAll(
            "\"bootstrapServers\" : \"[^\"]*\",(\\s*)\"securityProtocol\" : \"SSL\"",
            "\"bootstrapServers\" : \""
                + kafka.certificates()
                + "\",$1\"securityProtocol\" : \"SSL\"");
  }

  private String token() {
    var request =
        new TokenRequestBuilder().withNewSpec().withExpirationSeconds(3600L).endSpec().build();
    return api.serviceAccounts()
        .inNamespace(PROJECT)
        .withName("kafka-users")
        .tokenRequest(request)
        .getStatus()
        .getToken();
  }

  /** The output must contain no password and no key of any Secret. */
  private void assertNoSecrets(String output) {
    for (String namespace : List.of(PROJECT, APPLICATION)) {
      for (Secret secret : api.secrets().inNamespace(namespace).list().getItems()) {
        text(secret)
            .forEach(
                (key, value) -> {
                  if (key.matches("password|.*\\.key")) {
                    assertFalse(output.contains(value.strip()), output);
                  }
                });
      }
    }
  }

  /** The data of an application's Secret. */
  Map<String, String> binding(String namespace, String user) {
    return text(secret(namespace, "kafka-user-" + user));
  }

  Secret secret(String namespace, String name) {
    Secret secret = api.secrets().inNamespace(namespace).withName(name).get();
    if (secret == null) {
      throw new AssertionError("no Secret " + namespace + "/" + name);
    }
    return secret;
  }

  KubernetesClient api() {
    return api;
  }

  private static Map<String, String> text(Secret secret) {
    var text = new TreeMap<String, String>();
    if (secret.getData() != null) {
      secret
          .getData()
          .forEach(
              (key, value) ->
                  text.put(
                      key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
    }
    return text;
  }

  /** The client properties of an application's Secret. */
  Properties client(String namespace, String user) {
    var properties = new Properties();
    try {
      properties.load(new StringReader(binding(namespace, user).get("client.properties")));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    properties.put("request.timeout.ms", "10000");
    properties.put("default.api.timeout.ms", "10000");
    return properties;
  }
}

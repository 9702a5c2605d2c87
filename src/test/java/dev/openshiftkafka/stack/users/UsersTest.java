package dev.openshiftkafka.stack.users;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openshiftkafka.KafkaStack;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.guard.DeploymentSnapshot;
import dev.openshiftkafka.stack.Operands;
import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.Golden;
import dev.openshiftkafka.testing.Manifests;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Tests of the objects of declared users, and of the rights to declare them. */
class UsersTest {
  private static final String STACK = "secure";
  private static final String PASSWORD = "a-password-of-the-stack";

  private static final Map<String, Object> USERS =
      Map.of(
          "network/clientNamespaces",
          List.of("shop", "billing"),
          "users/declared",
          List.of(
              Map.of(
                  "name",
                  "orders",
                  "authentication",
                  "scram",
                  "namespace",
                  "shop",
                  "acls",
                  List.of(
                      Map.of(
                          "resourceType",
                          "topic",
                          "resourceName",
                          "orders",
                          "operations",
                          List.of("write", "read")),
                      Map.of(
                          "resourceType",
                          "transactionalId",
                          "resourceName",
                          "orders-",
                          "patternType",
                          "prefixed",
                          "operations",
                          List.of("describe"))),
                  "quotas",
                  Map.of("producer_byte_rate", 1_048_576, "request_percentage", 12.5)),
              Map.of("name", "audit", "authentication", "scram", "passwordGeneration", 3),
              Map.of("name", "invoices", "authentication", "tls", "namespace", "billing"),
              Map.of("name", "partner", "authentication", "scram", "namespace", "billing")),
          "userPasswords",
          Map.of("partner", PASSWORD));

  private static StackRun run(Map<String, ?> edits) {
    StackRun run = StackRun.update(STACK, StackEdit.apply(StackFile.read(STACK), edits));
    assertThat(run.result().exceptions()).isEmpty();
    return run;
  }

  private static StackRun onlyUsers(StackRun run) {
    return new StackRun(
        run.result(),
        run.objects().stream().filter(object -> object.name().startsWith("kafka-user")).toList());
  }

  private static Object id(StackRun run) {
    return run.object("Job", "kafka-users")
        .at("spec", "template", "metadata", "annotations", "openshiftkafka.dev/config-hash");
  }

  private static Map<String, Object> with(String path, Object value) {
    var edits = new HashMap<String, Object>(USERS);
    edits.put(path, value);
    return edits;
  }

  @Test
  void objects_users_matchGolden() throws IOException {
    StackRun run = run(USERS);

    Golden.assertMatches("users.yaml", Manifests.withoutJobIds(Manifests.yaml(onlyUsers(run))));
  }

  @Test
  void secrets_ofApplications_haveNoDataAndStayWithoutPulumi() {
    StackRun run = run(USERS);

    assertThat(run.objects("Secret")).hasSize(5);
    for (Declared secret : run.objects("Secret")) {
      assertThat(secret.retainOnDelete()).as(secret.name()).isTrue();
      Object owner = secret.at("metadata", "ownerReferences", 0, "name");
      assertThat(owner).isEqualTo(secret.name());
      assertThat(run.object("Role", secret.name()).at("metadata", "namespace"))
          .isEqualTo(secret.at("metadata", "namespace"));
      if (!secret.name().equals("kafka-users")) {
        assertThat(secret.inputs()).doesNotContainKeys("data", "stringData");
        assertThat(secret.ignoreChanges()).containsExactly("data");
      }
    }
  }

  @Test
  void passwords_given_areInOneSecretInputOnly() {
    StackRun run = run(USERS);
    String encoded = Base64.getEncoder().encodeToString(PASSWORD.getBytes(StandardCharsets.UTF_8));

    Declared secret = run.object("Secret", "kafka-users");
    assertThat(secret.isSecret("data")).isTrue();
    assertThat(secret.at("data", "value")).isEqualTo(Map.of("partner", encoded));
    for (Declared declared : run.declared()) {
      if (!declared.equals(secret)) {
        assertThat(declared.toString()).doesNotContain(PASSWORD).doesNotContain(encoded);
      }
    }
    assertThat(run.result().outputs().toString()).doesNotContain(PASSWORD);
  }

  @Test
  void job_account_hasTokenOnlyInItsContainer() {
    Declared job = run(USERS).object("Job", "kafka-users");

    assertThat(job.at("spec", "template", "spec", "automountServiceAccountToken")).isEqualTo(false);
    assertThat(job.at("spec", "template", "spec", "containers", 0, "volumeMounts", 2, "mountPath"))
        .isEqualTo("/var/run/secrets/kubernetes.io/serviceaccount");
  }

  @Test
  void edit_userOrPassword_changesJob() {
    Object before = id(run(USERS));

    assertThat(id(run(USERS))).isEqualTo(before);
    assertThat(id(run(with("users/declared/1/passwordGeneration", 4)))).isNotEqualTo(before);
    assertThat(id(run(with("userPasswords/partner", PASSWORD + "2")))).isNotEqualTo(before);
  }

  @Test
  void objects_noAuthorizer_areAbsent() {
    assertThat(onlyUsers(run(Map.of("security/phase", "open"))).declared()).isEmpty();
    // The stack's own clients have ACLs.
    assertThat(onlyUsers(run(Map.of("security/phase", "use"))).declared()).isNotEmpty();
  }

  @Test
  void declaration_clientsOfStack_haveAclsWhileEnabled() throws IOException {
    assertThat(clients(Map.of()))
        .containsEntry("User:CN=kafka-lag-exporter", 2)
        .containsEntry("User:CN=kafka-topics", 0);
    assertThat(clients(Map.of("monitoring/lag/enabled", false)))
        .containsEntry("User:CN=kafka-lag-exporter", 0);
  }

  private static Map<String, Integer> clients(Map<String, ?> edits) throws IOException {
    var config = config(edits);
    var update =
        new UsersUpdate(Map.of(), config, Operands.identities(config), ClientAccess.of(config));
    var acls = new TreeMap<String, Integer>();
    new ObjectMapper()
        .readTree(update.job().data().get("users.json"))
        .get("clients")
        .forEach(client -> acls.put(client.get("principal").asText(), client.get("acls").size()));
    return acls;
  }

  @Test
  void objects_ofOthers_doNotChange() {
    assertThat(others(run(USERS)))
        .isEqualTo(others(run(Map.of("network/clientNamespaces", List.of("shop", "billing")))));
  }

  private static List<Declared> others(StackRun run) {
    return run.objects().stream()
        .filter(object -> !object.name().startsWith("kafka-user"))
        // Lists the service accounts.
        .filter(object -> !object.name().equals("use-security-context-constraints"))
        .sorted(Comparator.comparing(Declared::type).thenComparing(Declared::name))
        .toList();
  }

  @Test
  void outputs_users_nameTheirSecrets() {
    assertThat(Users.secrets(config(USERS)))
        .isEqualTo(
            Map.of(
                "audit", "kafka/kafka-user-audit",
                "invoices", "billing/kafka-user-invoices",
                "orders", "shop/kafka-user-orders",
                "partner", "billing/kafka-user-partner"));
  }

  @Test
  void archives_users_fitIntoConfigMap() {
    int size =
        UsersJob.programArchives().values().stream()
            .mapToInt(text -> Base64.getDecoder().decode(text).length)
            .sum();

    assertThat(size).isLessThan((1 << 20) / 2);
  }

  @Test
  void preview_userRemoved_isRejected() {
    var config = config(USERS);
    var last =
        Map.<String, Object>of(
            "declaredShape",
            DeploymentSnapshot.of(
                config,
                new UsersUpdate(
                        Map.of(), config, Operands.identities(config), ClientAccess.of(config))
                    .snapshot()));
    var values = StackEdit.apply(StackFile.read(STACK), USERS);
    StackRun run =
        StackRun.preview(
            STACK,
            StackEdit.apply(
                values,
                Map.of(
                    "users/declared",
                    List.of(Map.of("name", "partner", "authentication", "scram")))),
            last);

    assertThat(run.result().exceptions().toString())
        .contains("users.declared: user audit is removed")
        .contains("users.declared: user invoices is removed")
        .contains("users.declared: user orders is removed");
    assertThat(run.objects()).isEmpty();
    assertThat(StackRun.preview(STACK, values, last).result().exceptions()).isEmpty();
  }

  @Test
  void declare_adminLayerExternal_leavesOtherNamespacesToAdmin() {
    StackRun everyday = run(with("adminLayer", "external"));
    var ofAdmin = with("adminLayer", "external");
    ofAdmin.put("layers", List.of("admin"));
    StackRun admin = run(ofAdmin);

    assertThat(names(everyday, "Secret")).containsExactly("kafka-user-audit", "kafka-users");
    assertThat(names(admin, "Secret"))
        .containsExactly("kafka-user-invoices", "kafka-user-orders", "kafka-user-partner");
    assertThat(names(admin, "Job")).doesNotContain("kafka-users");
  }

  private static List<String> names(StackRun run, String kind) {
    return run.objects(kind).stream().map(Declared::name).sorted().toList();
  }

  @Test
  void rights_deployer_areLimitedToNames() {
    List<Map<String, Object>> roles = KafkaStack.deployerRoles(config(USERS));

    Map<String, Object> shop = role(roles, "shop");
    assertThat(shop.get("rules"))
        .isEqualTo(
            List.of(
                rule("", "secrets", List.of("create")),
                named("", "secrets", List.of("get", "patch", "delete"), "kafka-user-orders"),
                Map.of(
                    "apiGroups",
                    List.of("rbac.authorization.k8s.io"),
                    "resources",
                    List.of("rolebindings", "roles"),
                    "verbs",
                    List.of("create", "list", "watch")),
                named(
                    "rbac.authorization.k8s.io",
                    "rolebindings",
                    List.of("get", "patch", "delete"),
                    "kafka-user-orders"),
                named(
                    "rbac.authorization.k8s.io",
                    "roles",
                    List.of("get", "patch", "delete"),
                    "kafka-user-orders"),
                named("rbac.authorization.k8s.io", "roles", List.of("bind"), "kafka-user-orders")));
    for (Map<String, Object> role : roles) {
      for (Object rule : (List<?>) role.get("rules")) {
        var fields = (Map<?, ?>) rule;
        boolean readsAll =
            ((List<?>) fields.get("resources")).contains("secrets")
                && !fields.containsKey("resourceNames")
                && !fields.get("verbs").equals(List.of("create"));
        assertThat(readsAll).as(rule.toString()).isFalse();
      }
    }
  }

  private static Map<String, Object> role(List<Map<String, Object>> roles, String namespace) {
    return roles.stream()
        .filter(role -> namespace.equals(((Map<?, ?>) role.get("metadata")).get("namespace")))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, Object> rule(String group, String resource, List<String> verbs) {
    return Map.of("apiGroups", List.of(group), "resources", List.of(resource), "verbs", verbs);
  }

  private static Map<String, Object> named(
      String group, String resource, List<String> verbs, String name) {
    var rule = new HashMap<>(rule(group, resource, verbs));
    rule.put("resourceNames", List.of(name));
    return rule;
  }

  private static StackConfig config(Map<String, ?> edits) {
    return new ConfigSource("openshift-kafka", STACK, StackEdit.apply(StackFile.read(STACK), edits))
        .read();
  }
}

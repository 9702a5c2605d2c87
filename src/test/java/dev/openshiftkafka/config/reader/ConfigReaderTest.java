package dev.openshiftkafka.config.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.pulumi.exceptions.RunException;
import dev.openshiftkafka.config.Fault;
import dev.openshiftkafka.config.InvalidConfigException;
import dev.openshiftkafka.config.JvmProfile;
import dev.openshiftkafka.config.Key;
import dev.openshiftkafka.config.RebalanceMode;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reading a configuration: all faults at once, secrets, defaults, and an empty configuration. */
class ConfigReaderTest {
  private static final String PROJECT = "openshift-kafka";
  private static final String SECRET = "s3cr3t";

  /** A secret that is not a string, which StackConfig does not have. */
  record Login(@Key(doc = "A secret.", secret = true) Integer pin) {}

  private static StackConfig read(Map<String, String> values) {
    return new ConfigSource(PROJECT, "local", values).read();
  }

  private static Map<String, String> edited(Map<String, ?> edits) {
    return StackEdit.apply(StackFile.read("local"), edits);
  }

  private static InvalidConfigException refused(Map<String, ?> edits) {
    return assertThrows(InvalidConfigException.class, () -> read(edited(edits)));
  }

  @Test
  void read_severalFaults_reportsAllInOrderOfReference() {
    var edits = new LinkedHashMap<String, Object>();
    edits.put("network/clientNamespaces", "orders");
    edits.put("quorum/members", 2);
    edits.put("kafka/jvm/heap", "lots");
    edits.put("kafka/version", "3.9");
    edits.put("kafka/volume/size", "big");
    edits.put("metadata", null);
    edits.put("extra", true);

    assertEquals(
        List.of(
            "openshift-kafka:extra",
            "openshift-kafka:metadata",
            "openshift-kafka:kafka.jvm.heap",
            "openshift-kafka:kafka.volume.size",
            "openshift-kafka:kafka.version",
            "openshift-kafka:quorum.members",
            "openshift-kafka:network.clientNamespaces"),
        refused(edits).faults().stream().map(Fault::key).toList());
  }

  @Test
  void read_faultyPart_causesNoFurtherFaults() {
    assertEquals(
        List.of("openshift-kafka:kafka.brokers"),
        refused(Map.of("kafka/brokers", "many", "kafka/settings/default.replication.factor", "9"))
            .faults()
            .stream()
            .map(Fault::key)
            .toList());
  }

  @Test
  void read_misplacedSecret_isNotInMessage() {
    for (String path : List.of("kubeConfig", "project/kubeconfig", "kafka/settings/ssl.password")) {
      String message = refused(Map.of(path, SECRET, "metadata", "none")).getMessage();
      assertTrue(message.contains("2 errors"), message);
      assertFalse(message.contains(SECRET), message);
    }
  }

  @Test
  void read_secretOfWrongType_isNotInMessage() {
    var reader = new ConfigReader();
    reader.read("test:", new ObjectMapper().createObjectNode().put("pin", SECRET), Login.class);
    assertEquals(
        "[test:pin: must be an integer of at most nine digits]", reader.faults().toString());
  }

  @Test
  void read_absentKeys_haveDefaults() {
    var defaults = edited(Map.of("kafka", brokersWithoutDefaults(), "quorum/heap", "256M"));
    defaults.remove("openshift-kafka:protect");
    StackConfig config = read(defaults);

    assertTrue(config.protect());
    assertNull(config.kubeconfig());
    assertEquals("kafka", config.project().name());
    assertEquals("cluster.local", config.project().clusterDomain());
    assertTrue(config.project().securityContextConstraints());
    assertEquals("docker.io/apache/kafka:3.9.2", config.images().kafka("3.9.2"));
    assertEquals(3, config.kafka().brokers());
    assertEquals(Map.of(), config.kafka().settings());
    assertEquals(120, config.kafka().terminationGracePeriodSeconds());
    assertEquals(1800, config.kafka().readyTimeoutSeconds());
    assertEquals(360, config.kafka().startupTimeoutMinutes());
    assertFalse(config.kafka().allowBrokerRemoval());
    assertEquals(RebalanceMode.MANUAL, config.kafka().rebalance());
    assertEquals(JvmProfile.PRODUCTION, config.kafka().jvm().profile());
    assertEquals("xfs", config.kafka().volume().fsType());
    assertEquals("gp3", config.kafka().volume().typeOrDefault());
    assertTrue(config.kafka().volume().encrypted());
    assertEquals(List.of(), config.network().clientNamespaces());
  }

  private static Map<String, Object> brokersWithoutDefaults() {
    return Map.of(
        "version", "3.9.2",
        "jvm", Map.of("heap", "5G"),
        "resources", Map.of("cpu", 2, "memory", "16Gi"),
        "volume", Map.of("source", "dynamic", "size", "500Gi"));
  }

  @Test
  void read_numbersAndBooleansAsStrings_areParsed() {
    StackConfig config = read(edited(Map.of("kafka/brokers", "3", "protect", "true")));
    assertEquals(3, config.kafka().brokers());
    assertTrue(config.protect());
  }

  @Test
  void read_number_keepsItsDigits() {
    var values = edited(Map.of());
    values.put(
        "openshift-kafka:topics",
        topicWithSettings("{\"min.cleanable.dirty.ratio\": 0.50, \"retention.ms\": 10000000000}"));
    assertEquals(
        Map.of("min.cleanable.dirty.ratio", "0.50", "retention.ms", "10000000000"),
        read(values).topics().declared().get(0).settings());
  }

  @Test
  void read_textAfterJson_isNotAccepted() {
    var values = edited(Map.of());
    values.put("openshift-kafka:topics", topicWithSettings("{}") + " {}");
    assertThrows(InvalidConfigException.class, () -> read(values));
  }

  private static String topicWithSettings(String settings) {
    return "{\"declared\": [{\"name\": \"orders\", \"partitions\": 3, \"settings\": "
        + settings
        + "}]}";
  }

  @Test
  void read_keysOfOtherNamespaces_areIgnored() {
    var values = edited(Map.of());
    values.put("aws:region", "eu-west-1");
    assertEquals(3, read(values).zones().size());
  }

  @Test
  void read_emptyConfiguration_namesMissingFlag() {
    for (var values : List.of(Map.<String, String>of(), Map.of("aws:region", "eu-west-1"))) {
      var source = new ConfigSource(PROJECT, "prod", values);
      assertEquals(
          "Stack 'prod' has no configuration. Pulumi finds only Pulumi.dev.yaml without a flag; for"
              + " any other environment, add --config-file stacks/Pulumi.prod.yaml",
          assertThrows(RunException.class, source::read).getMessage());
    }
  }

  @Test
  void ofEngine_environment_readsPulumiConfig() throws Exception {
    var environment =
        Map.of("PULUMI_CONFIG", new ObjectMapper().writeValueAsString(StackFile.read("local")));
    assertEquals(
        read(StackFile.read("local")), ConfigSource.ofEngine(PROJECT, "local", environment).read());
    assertThrows(
        RunException.class, () -> ConfigSource.ofEngine(PROJECT, "local", Map.of()).read());
  }

  @Test
  void ofEngine_plainPasswords_areRefusedWithoutRepeatingThem() throws Exception {
    var values =
        StackEdit.apply(
            StackFile.secure("local"),
            Map.of(
                "users/declared",
                List.of(Map.of("name", "orders", "authentication", "scram")),
                "userPasswords/orders",
                SECRET + "-of-sixteen"));
    var environment = new HashMap<String, String>();
    environment.put("PULUMI_CONFIG", new ObjectMapper().writeValueAsString(values));
    environment.put("PULUMI_CONFIG_SECRET_KEYS", "[\"openshift-kafka:userPasswords\"]");
    assertEquals(
        Map.of("orders", SECRET + "-of-sixteen"),
        ConfigSource.ofEngine(PROJECT, "local", environment).read().userPasswords());

    environment.put("PULUMI_CONFIG_SECRET_KEYS", "[\"openshift-kafka:kubeconfig\"]");
    var source = ConfigSource.ofEngine(PROJECT, "local", environment);
    assertEquals(
        "The configuration of stack 'local' has 1 error:\n"
            + "  openshift-kafka:userPasswords: is not encrypted in the stack file; remove it there"
            + " and change the passwords; set it with: openssl rand -hex 16 | pulumi config set"
            + " --secret --path userPasswords.NAME --stack local --config-file"
            + " stacks/Pulumi.local.yaml",
        assertThrows(InvalidConfigException.class, source::read).getMessage());
  }

  /** The preflight and the deployer's rights read files whose secrets they cannot decrypt. */
  @Test
  void read_encryptedPassword_isNotJudged() {
    var values =
        StackEdit.apply(
            StackFile.secure("local"),
            Map.of(
                "users/declared",
                List.of(Map.of("name", "orders", "authentication", "scram")),
                "userPasswords/orders",
                "[secret]"));

    assertEquals("[secret]", read(values).userPasswords().get("orders"));
  }

  @Test
  void ofEngine_invalidJson_failsWithoutRepeatingIt() {
    for (String json :
        List.of("{\"a\": \"" + SECRET, "{\"a\": 1} " + SECRET, "[\"" + SECRET + "\"]")) {
      var environment = Map.of("PULUMI_CONFIG", json);
      var exception =
          assertThrows(
              IllegalStateException.class,
              () -> ConfigSource.ofEngine(PROJECT, "local", environment));
      assertFalse(exception.getMessage().contains(SECRET), exception.getMessage());
      assertNull(exception.getCause());
    }
  }

  @Test
  void declare_faultyConfiguration_declaresNothing() {
    StackRun run = StackRun.update("local", edited(Map.of("kafka/brokers", 2)));

    // The engine registers the stack; the program registers nothing else.
    assertEquals(
        List.of("pulumi:pulumi:Stack"), run.declared().stream().map(Declared::type).toList());
    assertEquals(
        List.of(
            "The configuration of stack 'local' has 1 error:\n"
                + "  openshift-kafka:kafka.brokers: \"2\" must be from 3 to 300 brokers;"
                + " replication factor 3 requires three"),
        run.result().errors());
  }
}

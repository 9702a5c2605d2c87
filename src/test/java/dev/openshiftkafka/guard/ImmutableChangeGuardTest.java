package dev.openshiftkafka.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Edits of a deployed stack that would lose data, and those that would not. */
class ImmutableChangeGuardTest {
  private static final String KAFKA = "openshift-kafka:kafka";
  private static final String QUORUM = "openshift-kafka:quorum";

  private static Map<String, String> shape(String stack, Map<String, String> values) {
    return DeploymentSnapshot.of(new ConfigSource("openshift-kafka", stack, values).read());
  }

  private static Map<String, String> edited(String stack, String key, String from, String to) {
    var values = new HashMap<>(StackFile.read(stack));
    values.computeIfPresent(key, (k, text) -> text.replace(from, to));
    return values;
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(
            edited("dynamic", KAFKA, "500Gi", "250Gi"),
            "kafka-kafka.size: 500Gi -> 250Gi: a volume cannot shrink; keep at least 500Gi"),
        Arguments.of(
            edited("dynamic", QUORUM, "\"size\":\"2Gi\"", "\"size\":\"1Gi\""),
            "kafka-zookeeper.size: 2Gi -> 1Gi: a volume cannot shrink; keep at least 2Gi"),
        Arguments.of(
            edited("dynamic", KAFKA, "st1", "gp3"),
            "kafka-kafka.type: st1 -> gp3: the volumes of StatefulSet kafka-kafka would be"
                + " replaced; keep the value, or use a new stack"),
        Arguments.of(
            edited("dynamic", "openshift-kafka:zones", "eu-west-1b", "eu-west-1d"),
            "volume of pod kafka-kafka-1: eu-west-1b -> eu-west-1d: the pod would start with an"
                + " empty or foreign volume; keep zones, handles and paths of existing pods in"
                + " their order, and add new ones at the end"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void namesTheReason(Map<String, String> edited, String reason) {
    List<String> reasons =
        ImmutableChangeGuard.find(
            shape("dynamic", StackFile.read("dynamic")), shape("dynamic", edited), false);
    assertEquals(reason, reasons.get(0));
  }

  @Test
  void aChangeOfMetadataIsRefusedOnce() {
    assertEquals(
        List.of(
            "metadata: zookeeper -> kraft: the brokers' metadata would be lost: migrate to a new"
                + " stack, as docs/upgrades.md tells"),
        ImmutableChangeGuard.find(
            shape("local", StackFile.read("local")),
            shape("local", StackFile.kraft("local")),
            false));
  }

  @Test
  void volumesMayGrowAndBrokersMayBeAdded() {
    var grown = edited("dynamic", KAFKA, "500Gi", "1Ti");
    grown.computeIfPresent(
        KAFKA, (key, text) -> text.replaceAll("\"brokers\":3[.0]*", "\"brokers\":4"));
    assertEquals(
        List.of(),
        ImmutableChangeGuard.find(
            shape("dynamic", StackFile.read("dynamic")), shape("dynamic", grown), false));
  }

  @Test
  void localVolumesCannotGrow() {
    assertEquals(
        List.of("kafka-kafka.size: 8Gi -> 9Gi: a local volume cannot grow; keep 8Gi"),
        ImmutableChangeGuard.find(
            shape("local", StackFile.read("local")),
            shape("local", edited("local", KAFKA, "8Gi", "9Gi")),
            false));
  }

  @Test
  void brokersGoOnlyWhenThatIsAllowed() {
    var four = edited("dynamic", KAFKA, "\"brokers\":3", "\"brokers\":4");
    var deployed = shape("dynamic", four);
    var wanted = shape("dynamic", StackFile.read("dynamic"));
    assertEquals(
        List.of(
            "kafka.brokers: 4 -> 3: partitions may live only on the brokers that would go; move"
                + " them first with kafka-reassign-partitions, then set kafka.allowBrokerRemoval to"
                + " true"),
        ImmutableChangeGuard.find(deployed, wanted, false));
    assertEquals(List.of(), ImmutableChangeGuard.find(deployed, wanted, true));
  }

  @Test
  void thePreviewOfARefusedEditFailsWithTheReason() {
    Map<String, Object> lastOutputs =
        Map.of("declaredShape", shape("dynamic", StackFile.read("dynamic")));
    StackRun run =
        StackRun.preview("dynamic", edited("dynamic", KAFKA, "500Gi", "250Gi"), lastOutputs);
    assertTrue(
        run.result().exceptions().toString().contains("500Gi -> 250Gi: a volume cannot shrink"),
        run.result().exceptions().toString());
    assertEquals(List.of(), run.objects("StatefulSet"));

    StackRun same = StackRun.preview("dynamic", StackFile.read("dynamic"), lastOutputs);
    assertEquals(List.of(), same.result().exceptions());
    assertEquals(2, same.objects("StatefulSet").size());
  }
}

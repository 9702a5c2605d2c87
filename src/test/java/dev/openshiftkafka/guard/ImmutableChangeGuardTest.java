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

/** Changes of a deployed stack: which would lose data and are refused, and which are allowed. */
class ImmutableChangeGuardTest {
  private static final String KAFKA = "openshift-kafka:kafka";
  private static final String QUORUM = "openshift-kafka:quorum";

  private static Map<String, String> snapshot(String stack, Map<String, String> values) {
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
                + " empty volume or that of another pod; keep the order of zones, handles and paths"
                + " of existing pods, and append new ones"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusals_immutableChange_namesReason(Map<String, String> edited, String reason) {
    List<String> reasons =
        ImmutableChangeGuard.refusals(
            snapshot("dynamic", StackFile.read("dynamic")), snapshot("dynamic", edited), false);
    assertEquals(reason, reasons.get(0));
  }

  @Test
  void refusals_largerVolumesAndMoreBrokers_allowed() {
    var grown = edited("dynamic", KAFKA, "500Gi", "1Ti");
    grown.computeIfPresent(
        KAFKA, (key, text) -> text.replaceAll("\"brokers\":3[.0]*", "\"brokers\":4"));
    assertEquals(
        List.of(),
        ImmutableChangeGuard.refusals(
            snapshot("dynamic", StackFile.read("dynamic")), snapshot("dynamic", grown), false));
  }

  @Test
  void refusals_largerLocalVolume_refused() {
    assertEquals(
        List.of("kafka-kafka.size: 8Gi -> 9Gi: a local volume cannot be expanded; keep 8Gi"),
        ImmutableChangeGuard.refusals(
            snapshot("local", StackFile.read("local")),
            snapshot("local", edited("local", KAFKA, "8Gi", "9Gi")),
            false));
  }

  @Test
  void refusals_fewerBrokers_refusedUnlessAllowed() {
    var four = edited("dynamic", KAFKA, "\"brokers\":3", "\"brokers\":4");
    var deployed = snapshot("dynamic", four);
    var wanted = snapshot("dynamic", StackFile.read("dynamic"));
    assertEquals(
        List.of(
            "kafka.brokers: 4 -> 3: the removed brokers can have the only replicas of partitions;"
                + " move them with bin/kafka-stack reassign --brokers=0,1,2 --execute, then set"
                + " kafka.allowBrokerRemoval to true"),
        ImmutableChangeGuard.refusals(deployed, wanted, false));
    assertEquals(List.of(), ImmutableChangeGuard.refusals(deployed, wanted, true));
  }

  @Test
  void preview_refusedChange_failsWithReason() {
    Map<String, Object> previousOutputs =
        Map.of("declaredShape", snapshot("dynamic", StackFile.read("dynamic")));
    StackRun run =
        StackRun.preview("dynamic", edited("dynamic", KAFKA, "500Gi", "250Gi"), previousOutputs);
    assertTrue(
        run.result().exceptions().toString().contains("500Gi -> 250Gi: a volume cannot shrink"),
        run.result().exceptions().toString());
    assertEquals(List.of(), run.objects("StatefulSet"));

    StackRun same = StackRun.preview("dynamic", StackFile.read("dynamic"), previousOutputs);
    assertEquals(List.of(), same.result().exceptions());
    assertEquals(2, same.objects("StatefulSet").size());
  }
}

package dev.openshiftkafka.pod.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.junit.jupiter.api.Test;

/** Tests of setting dynamic settings, with brokers that keep Kafka's rules. */
class ReconciliationTest {
  private final FakeCluster cluster = new FakeCluster(3);
  private final StringWriter out = new StringWriter();

  private void run(Map<String, String> set, Map<String, String> reset) throws Exception {
    new Reconciliation(cluster, Duration.ofMillis(1), new PrintWriter(out, true))
        .run(new Declaration(set, reset));
  }

  @Test
  void run_settings_areSetOnce() throws Exception {
    var set = Map.of("min.insync.replicas", "2", "message.max.bytes", "2000000");
    run(set, Map.of());
    run(set, Map.of());

    assertThat(cluster.changes)
        .containsExactly("message.max.bytes=2000000", "min.insync.replicas=2");
    assertThat(out.toString())
        .contains("in force on every broker: message.max.bytes, min.insync.replicas");
  }

  /** The file gives the value only until the cluster has another default. */
  @Test
  void run_sameValueInFile_isSetAsDefault() throws Exception {
    cluster.files.values().forEach(file -> file.put("message.max.bytes", "2000000"));
    run(Map.of("message.max.bytes", "2000000"), Map.of());

    assertThat(cluster.defaults).containsEntry("message.max.bytes", "2000000");
  }

  @Test
  void run_value_isComparedByType() throws Exception {
    cluster.defaults.put("log.cleaner.io.buffer.load.factor", "0.5");
    run(Map.of("log.cleaner.io.buffer.load.factor", "0.50"), Map.of());

    assertThat(cluster.changes).isEmpty();
  }

  /** Kafka refuses to change a pool of threads by more than a factor of two. */
  @Test
  void run_threads_areChangedStepByStep() throws Exception {
    cluster.files.get(1).put("num.io.threads", "10");
    run(Map.of("num.io.threads", "50"), Map.of());
    assertThat(cluster.changes)
        .containsExactly("num.io.threads=16", "num.io.threads=32", "num.io.threads=50");

    cluster.changes.clear();
    run(Map.of("num.io.threads", "3"), Map.of());
    assertThat(cluster.changes)
        .containsExactly(
            "num.io.threads=25", "num.io.threads=12", "num.io.threads=6", "num.io.threads=3");
  }

  @Test
  void run_resetThreads_stepsBeforeDeletion() throws Exception {
    cluster.defaults.put("num.io.threads", "32");
    run(Map.of(), Map.of("num.io.threads", "8"));

    assertThat(cluster.changes).containsExactly("num.io.threads=16", "num.io.threads deleted");
    assertThat(cluster.defaults).isEmpty();
  }

  /** Brokers that started with the setting in their file would return to that value. */
  @Test
  void run_resetWithFileValue_setsValueWithoutIt() throws Exception {
    cluster.files.get(2).put("message.max.bytes", "2000000");
    cluster.defaults.put("message.max.bytes", "2000000");
    run(Map.of(), Map.of("message.max.bytes", "1048588"));
    assertThat(cluster.defaults).containsEntry("message.max.bytes", "1048588");

    cluster.files.get(2).clear();
    run(Map.of(), Map.of("message.max.bytes", "1048588"));
    assertThat(cluster.defaults).isEmpty();
    run(Map.of(), Map.of("message.max.bytes", "1048588"));
    assertThat(cluster.changes)
        .isEqualTo(List.of("message.max.bytes=1048588", "message.max.bytes deleted"));
  }

  @Test
  void run_propagation_isAwaited() throws Exception {
    cluster.delay = 3;
    new Reconciliation(cluster, Duration.ofMinutes(1), new PrintWriter(out, true))
        .run(new Declaration(Map.of("message.max.bytes", "2000000"), Map.of()));

    assertThat(cluster.changes).containsExactly("message.max.bytes=2000000");
    assertThat(cluster.read(Set.of("message.max.bytes")).get(0).get("message.max.bytes"))
        .matches(actual -> actual.hasValue("2000000"));
  }

  @Test
  void run_neverInForce_failsWithBrokerAndValue() {
    cluster.delay = Integer.MAX_VALUE;

    assertThatThrownBy(() -> run(Map.of("message.max.bytes", "2000000"), Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("broker 2: message.max.bytes is 1048588 instead of 2000000");
  }

  @Test
  void run_overrideOfBroker_failsAndChangesNothing() {
    cluster.overrides.get(1).put("message.max.bytes", "5");

    assertThatThrownBy(() -> run(Map.of("message.max.bytes", "2000000"), Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "broker 1: message.max.bytes=5 is set for this broker alone and wins; remove it with"
                + " kafka-configs.sh --alter --entity-type brokers --entity-name 1"
                + " --delete-config message.max.bytes");
    assertThat(cluster.changes).isEmpty();
  }

  @Test
  void run_refused_fails() {
    cluster.files.get(0).put("num.io.threads", "100");

    // No value is within a factor of two of both 8 and 100.
    assertThatThrownBy(() -> run(Map.of("num.io.threads", "16"), Map.of()))
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void declaration_json_isSortedAndReadAgain() throws Exception {
    var declaration = new Declaration(Map.of("b", "2", "a", "1"), Map.of("c", "$(POD)"));

    assertThat(declaration.json())
        .isEqualTo("{\"set\":{\"a\":\"1\",\"b\":\"2\"},\"reset\":{\"c\":\"$(POD)\"}}");
    assertThat(Declaration.read(declaration.json())).isEqualTo(declaration);
  }
}

package dev.openshiftkafka.pod.topics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.openshiftkafka.pod.admin.AdminResults.RefusedException;
import dev.openshiftkafka.pod.topics.ClusterReader.ActualCluster;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reconciliation with a mocked Admin client, for errors that a real cluster rarely returns. */
class ReconciliationTest {
  private static final List<Node> BROKERS =
      List.of(new Node(0, "b0", 9092, "a"), new Node(1, "b1", 9092, "b"));

  private final Admin admin = mock(Admin.class, RETURNS_DEEP_STUBS);
  private final StringWriter out = new StringWriter();
  private final List<Boolean> validateOnly = new ArrayList<>();

  @BeforeEach
  void emptyCluster() {
    when(admin.describeCluster().nodes()).thenReturn(done(BROKERS));
    when(admin.listTopics().names()).thenReturn(done(Set.of()));
    when(admin.describeTopics(anyCollection()).topicNameValues()).thenReturn(Map.of());
    when(admin.listPartitionReassignments().reassignments()).thenReturn(done(Map.of()));
    topicsAreCreated(Map.of("orders", done(null), "events", done(null)));
  }

  @Test
  void run_brokerStarting_retriesAndLogsOnce() throws Exception {
    when(admin.describeCluster().nodes())
        .thenReturn(failed(new TimeoutException("the broker is starting")))
        .thenReturn(failed(new TimeoutException("the broker is starting")))
        .thenReturn(done(BROKERS));

    reconcile(Topology.declared("orders", 3, 2));

    assertEquals(
        1, out.toString().split("retrying: the broker is starting", -1).length - 1, out.toString());
    assertTrue(out.toString().contains("done: 1 topics match the declaration"), out.toString());
  }

  /** Kafka's clients create some errors without a message. */
  @Test
  void run_errorWithoutMessage_retriesAndNamesClass() throws Exception {
    when(admin.describeCluster().nodes())
        .thenReturn(failed(new TimeoutException()))
        .thenReturn(done(BROKERS));

    reconcile(Topology.declared("orders", 3, 2));

    assertTrue(
        out.toString().contains("retrying: " + TimeoutException.class.getName()), out.toString());
  }

  @Test
  void run_topicsRejected_namesAllAndChangesNothing() {
    topicsAreCreated(
        Map.of(
            "orders", failed(new PolicyViolationException("at most 2 partitions")),
            "events", failed(new PolicyViolationException("no such owner"))));

    var refused =
        assertThrows(
            RefusedException.class,
            () -> reconcile(Topology.declared("orders", 3, 2), Topology.declared("events", 1, 2)));

    assertTrue(
        refused
            .getMessage()
            .endsWith("topic events: no such owner\n  topic orders: at most 2 partitions"),
        refused.getMessage());
    assertEquals(List.of(true), validateOnly);
  }

  @Test
  void run_notAuthorized_isNotRetried() {
    when(admin.listTopics().names())
        .thenReturn(failed(new TopicAuthorizationException("not authorized to list topics")));

    var failure =
        assertThrows(
            IllegalStateException.class, () -> reconcile(Topology.declared("orders", 3, 2)));

    assertEquals("not authorized to list topics", failure.getMessage());
    verify(admin, never()).createTopics(anyCollection(), any());
  }

  @Test
  void read_topicBeingDeleted_isMissing() throws Exception {
    when(admin.listTopics().names()).thenReturn(done(Set.of("leaving", "staying")));
    when(admin.describeTopics(anyCollection()).topicNameValues())
        .thenReturn(
            Map.of(
                "leaving", failed(new UnknownTopicOrPartitionException("no such topic")),
                "staying", done(description("staying"))));

    ActualCluster cluster = new ClusterReader(admin).read(Set.of());

    assertEquals(Set.of("staying"), cluster.topics().keySet());
    assertEquals(Map.of(0, "a", 1, "b"), cluster.racks());
  }

  @Test
  void run_topicMissing_validatesBeforeCreating() throws Exception {
    reconcile(Topology.declared("orders", 3, 2));

    assertEquals(List.of(true, false), validateOnly);
  }

  private void reconcile(DeclaredTopic... topics) throws Exception {
    new Reconciliation(admin, Duration.ofMinutes(1), new PrintWriter(out))
        .run(() -> Topology.declaration(topics));
  }

  private void topicsAreCreated(Map<String, KafkaFuture<Void>> answers) {
    when(admin.createTopics(anyCollection(), any(CreateTopicsOptions.class)))
        .thenAnswer(
            call -> {
              Collection<NewTopic> topics = call.getArgument(0);
              validateOnly.add(call.<CreateTopicsOptions>getArgument(1).shouldValidateOnly());
              var result = mock(CreateTopicsResult.class);
              var requested = new HashMap<>(answers);
              requested.keySet().retainAll(topics.stream().map(NewTopic::name).toList());
              when(result.values()).thenReturn(requested);
              return result;
            });
  }

  private static TopicDescription description(String name) {
    return new TopicDescription(
        name, false, List.of(new TopicPartitionInfo(0, BROKERS.get(0), BROKERS, BROKERS)));
  }

  private static <T> KafkaFuture<T> done(T value) {
    return KafkaFuture.completedFuture(value);
  }

  private static <T> KafkaFuture<T> failed(Exception cause) {
    var future = new KafkaFutureImpl<T>();
    future.completeExceptionally(cause);
    return future;
  }
}

package dev.openshiftkafka.pod.brokers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyMap;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.openshiftkafka.pod.admin.AdminResults.RefusedException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Removal of brokers 3 and 4 with a mocked Admin client. */
class BrokerRemovalTest {
  private final Admin admin = mock(Admin.class, RETURNS_DEEP_STUBS);
  private final Admin controllers = mock(Admin.class, RETURNS_DEEP_STUBS);
  private final StringWriter out = new StringWriter();
  private final BrokerRemoval removal =
      new BrokerRemoval(
          admin, Set.of(3, 4), Duration.ofSeconds(2), Duration.ZERO, new PrintWriter(out));

  @BeforeEach
  void emptyBrokersThatHaveStopped() {
    brokers(0, 1, 2);
    topics(Map.of("orders", done(topic("orders", "0,1,2", "1,2,0"))));
    when(controllers.incrementalAlterConfigs(anyMap()).all()).thenReturn(done(null));
    when(admin.unregisterBroker(anyInt()).all()).thenReturn(done(null));
  }

  private void brokers(int... ids) {
    when(admin.describeCluster().nodes())
        .thenReturn(done(IntStream.of(ids).mapToObj(BrokerRemovalTest::node).toList()));
  }

  private void topics(Map<String, KafkaFuture<TopicDescription>> topics) {
    when(admin.listTopics(any(ListTopicsOptions.class)).names()).thenReturn(done(topics.keySet()));
    when(admin.describeTopics(anyCollection()).topicNameValues()).thenReturn(topics);
  }

  private static Node node(int id) {
    return new Node(id, "b" + id, 9092);
  }

  /** A topic with the ids of the replicas of each partition; the first replica leads. */
  private static TopicDescription topic(String name, String... replicas) {
    var partitions =
        Arrays.stream(replicas)
            .map(ids -> Arrays.stream(ids.split(",")).map(Integer::valueOf))
            .map(ids -> ids.map(BrokerRemovalTest::node).toList())
            .map(nodes -> new TopicPartitionInfo(0, nodes.get(0), nodes, nodes))
            .toList();
    return new TopicDescription(name, false, partitions);
  }

  private static <T> KafkaFuture<T> done(T value) {
    return KafkaFuture.completedFuture(value);
  }

  private static <T> KafkaFuture<T> failed(RuntimeException error) {
    var future = new KafkaFutureImpl<T>();
    future.completeExceptionally(error);
    return future;
  }

  @Test
  void check_noReplicas_passes() throws Exception {
    removal.check();

    assertEquals("brokers [3, 4] have no replicas\n", out.toString());
  }

  @Test
  void check_replicasLeft_namesTopicsAndCounts() {
    topics(
        Map.of(
            "orders", done(topic("orders", "3,1,2", "1,2,4", "0,1,2")),
            "__consumer_offsets", done(topic("__consumer_offsets", "0,3,4")),
            "other", done(topic("other", "0,1,2"))));

    var refused = assertThrows(RefusedException.class, removal::check);

    assertEquals(
        "kafka.brokers: brokers [3, 4] still have replicas and cannot be removed; move them with"
            + " bin/kafka-stack reassign --brokers, then run pulumi up again:\n"
            + "  topic __consumer_offsets: 2 replicas, 0 of them leaders\n"
            + "  topic orders: 2 replicas, 1 of them leaders",
        refused.getMessage());
  }

  @Test
  void check_internalTopics_areRead() throws Exception {
    removal.check();

    var options = org.mockito.ArgumentCaptor.forClass(ListTopicsOptions.class);
    verify(admin, org.mockito.Mockito.atLeastOnce()).listTopics(options.capture());
    assertTrue(options.getValue().shouldListInternal());
  }

  /** A broker with old metadata reports the replicas before the reassignment. */
  @Test
  void check_oldReplicasFirst_readsAgain() throws Exception {
    when(admin.describeTopics(anyCollection()).topicNameValues())
        .thenReturn(Map.of("orders", done(topic("orders", "3,1,2"))))
        .thenReturn(Map.of("orders", failed(new TimeoutException("starting"))))
        .thenReturn(Map.of("orders", failed(new UnknownTopicOrPartitionException("deleted"))));

    new BrokerRemoval(
            admin, Set.of(3), Duration.ofSeconds(30), Duration.ofSeconds(30), new PrintWriter(out))
        .check();

    assertEquals("brokers [3] have no replicas\n", out.toString());
  }

  @Test
  void unregister_stoppedBrokers_removesCordonBeforeRegistration() throws Exception {
    removal.unregister(controllers);

    var order = inOrder(controllers, admin);
    for (int id : List.of(3, 4)) {
      order
          .verify(controllers)
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.BROKER, String.valueOf(id)),
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry("cordoned.log.dirs", ""), AlterConfigOp.OpType.DELETE))));
      order.verify(admin).unregisterBroker(id);
    }
    assertTrue(out.toString().endsWith("broker 3 is unregistered\nbroker 4 is unregistered\n"));
  }

  @Test
  void unregister_secondRunAndOldMetadata_succeeds() throws Exception {
    when(controllers.incrementalAlterConfigs(anyMap()).all())
        .thenReturn(failed(new InvalidConfigurationException("requires metadata.version")))
        .thenReturn(failed(new BrokerIdNotRegisteredException("No node with id 4 found.")));
    when(admin.unregisterBroker(anyInt()).all())
        .thenReturn(done(null))
        .thenReturn(failed(new BrokerIdNotRegisteredException("Broker ID 4")));

    removal.unregister(controllers);

    assertTrue(
        out.toString().endsWith("broker 3 is unregistered\nbroker 4 was not registered\n"),
        out.toString());
  }

  @Test
  void unregister_brokerRuns_isRefused() {
    brokers(0, 1, 2, 4);

    var refused = assertThrows(RefusedException.class, () -> removal.unregister(controllers));

    assertTrue(refused.getMessage().endsWith(":\n  broker 4"), refused.getMessage());
    verify(admin, never()).unregisterBroker(3);
  }

  /** A topic that was created between the check and the stop of the broker. */
  @Test
  void unregister_newReplica_isRefused() {
    topics(Map.of("new", done(topic("new", "3,1,2"))));

    assertThrows(RefusedException.class, () -> removal.unregister(controllers));

    verify(admin, never()).unregisterBroker(3);
  }

  @Test
  void ids_list_isParsed() {
    assertEquals(
        "3 10",
        BrokerRemoval.ids("10,3").stream().map(String::valueOf).collect(Collectors.joining(" ")));
  }
}

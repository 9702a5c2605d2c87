package dev.openshiftkafka.pod.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.apache.kafka.common.message.DescribeConfigsResponseData;
import org.apache.kafka.common.message.DescribeConfigsResponseData.DescribeConfigsResourceResult;
import org.apache.kafka.common.message.DescribeConfigsResponseData.DescribeConfigsResult;
import org.apache.kafka.common.message.ListPartitionReassignmentsResponseData;
import org.apache.kafka.common.message.ListPartitionReassignmentsResponseData.OngoingPartitionReassignment;
import org.apache.kafka.common.message.ListPartitionReassignmentsResponseData.OngoingTopicReassignment;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBroker;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponsePartition;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopic;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a broker is asked, in Kafka's protocol. */
class BrokerTest {
  private static final short METADATA = 3;
  private static final short CONFIGS = 32;
  private static final short REASSIGNMENTS = 46;

  private FakeNode own;
  private FakeNode controller;
  private Broker broker;

  @BeforeEach
  void start() throws IOException {
    controller = new FakeNode().answers(() -> moving(Errors.NONE, 2));
    own =
        new FakeNode()
            .answers(() -> metadata(1))
            .answers(BrokerTest::configs)
            .answers(() -> moving(Errors.NONE));
    broker = new Broker(0, own.port());
  }

  @AfterEach
  void stop() throws IOException {
    broker.forget();
    own.close();
    controller.close();
  }

  /** Partition orders-0 is on brokers 0, 1 and 2, and in sync on 0 and 1. */
  private MetadataResponseData metadata(int controllerId) {
    var metadata = new MetadataResponseData().setControllerId(controllerId);
    for (int id = 0; id < 3; id++) {
      metadata
          .brokers()
          .add(
              new MetadataResponseBroker()
                  .setNodeId(id)
                  .setHost(KafkaNode.LOOPBACK)
                  .setPort(controller.port()));
    }
    metadata
        .topics()
        .add(
            new MetadataResponseTopic()
                .setName("orders")
                .setPartitions(
                    List.of(
                        new MetadataResponsePartition()
                            .setLeaderId(1)
                            .setReplicaNodes(List.of(0, 1, 2))
                            .setIsrNodes(List.of(0, 1)))));
    return metadata;
  }

  private static DescribeConfigsResponseData configs() {
    return new DescribeConfigsResponseData()
        .setResults(
            List.of(
                new DescribeConfigsResult()
                    .setResourceName("orders")
                    .setConfigs(
                        List.of(
                            new DescribeConfigsResourceResult()
                                .setName("min.insync.replicas")
                                .setValue("2")))));
  }

  private static ListPartitionReassignmentsResponseData moving(Errors error, Integer... to) {
    var answer = new ListPartitionReassignmentsResponseData().setErrorCode(error.code());
    if (to.length > 0) {
      answer
          .topics()
          .add(
              new OngoingTopicReassignment()
                  .setName("orders")
                  .setPartitions(
                      List.of(new OngoingPartitionReassignment().setAddingReplicas(List.of(to)))));
    }
    return answer;
  }

  @Test
  void itsOwnBrokerTellsEverythingWhenItPassesOnToTheController() throws IOException {
    assertEquals(
        "no broker may stop: orders-0 is not in sync on brokers [2]", broker.ask().toString());
    assertEquals(List.of(METADATA, CONFIGS, REASSIGNMENTS), own.asked());
    assertEquals(List.of(), controller.asked());
  }

  /** A replica that is only being added has not served yet. */
  @Test
  void aControllerThatIsABrokerIsAskedItself() throws IOException {
    own.answers(() -> moving(Errors.NOT_CONTROLLER));

    assertEquals("", broker.ask().toString());
    assertEquals(List.of(REASSIGNMENTS), controller.asked());
  }

  @Test
  void aControllerThatCannotBeAskedLeavesItInDoubt() throws IOException {
    own.answers(() -> moving(Errors.NOT_CONTROLLER));
    controller.close();

    assertEquals(
        "cannot know: the controller does not answer: Connection refused", broker.ask().toString());
  }

  @Test
  void withoutAControllerItCannotKnow() throws IOException {
    own.answers(() -> metadata(-1));

    assertEquals("cannot know: broker 0 knows no controller", broker.ask().toString());
  }

  @Test
  void aTopicIsAskedForItsMinimumOnce() throws IOException {
    broker.ask();
    broker.ask();

    assertEquals(1, own.asked().stream().filter(key -> key == CONFIGS).count());
  }

  @Test
  void theEndOfItsProcessIsNoticedOnTheOpenConnection() throws IOException {
    broker.ask();
    own.close();

    assertThrows(IOException.class, broker::ask);
  }
}

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

/** The requests to a broker, in Kafka's protocol. */
class BrokerTest {
  private static final short METADATA = 3;
  private static final short CONFIGS = 32;
  private static final short REASSIGNMENTS = 46;

  private FakeNode own;
  private FakeNode controller;
  private Broker broker;

  @BeforeEach
  void start() throws IOException {
    controller = new FakeNode().answers(() -> reassigning(Errors.NONE, 2));
    own =
        new FakeNode()
            .answers(() -> metadata(1))
            .answers(BrokerTest::configs)
            .answers(() -> reassigning(Errors.NONE));
    broker = new Broker(0, NodeConnections.plain(own.port()), false, System.out);
  }

  @AfterEach
  void stop() throws IOException {
    broker.reset();
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

  private static ListPartitionReassignmentsResponseData reassigning(Errors error, Integer... to) {
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
  void assess_brokerForwardsToController_queriesBrokerOnly() throws IOException {
    assertEquals(
        "partition at min ISR: orders-0 (out of sync on brokers [2])", broker.assess().toString());
    assertEquals(List.of(METADATA, CONFIGS, REASSIGNMENTS), own.requests());
    assertEquals(List.of(), controller.requests());
  }

  /** A replica that a reassignment is adding has not served yet. */
  @Test
  void assess_notController_queriesController() throws IOException {
    own.answers(() -> reassigning(Errors.NOT_CONTROLLER));

    assertEquals("", broker.assess().toString());
    assertEquals(List.of(REASSIGNMENTS), controller.requests());
  }

  @Test
  void assess_controllerUnreachable_unknown() throws IOException {
    own.answers(() -> reassigning(Errors.NOT_CONTROLLER));
    controller.close();

    assertEquals(
        "state unknown: the controller does not answer: Connection refused",
        broker.assess().toString());
  }

  @Test
  void assess_noController_unknown() throws IOException {
    own.answers(() -> metadata(-1));

    assertEquals(
        "state unknown: no controller in the metadata of broker 0", broker.assess().toString());
  }

  @Test
  void assess_twice_queriesMinInsyncOnce() throws IOException {
    broker.assess();
    broker.assess();

    assertEquals(1, own.requests().stream().filter(key -> key == CONFIGS).count());
  }

  @Test
  void assess_processEnded_throws() throws IOException {
    broker.assess();
    own.close();

    assertThrows(IOException.class, broker::assess);
  }
}

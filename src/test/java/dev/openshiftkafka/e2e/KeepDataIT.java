package dev.openshiftkafka.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Volumes that the stack only points to outlive it, and the next one has every record. */
class KeepDataIT {
  private static final int RECORDS = 20_000;

  private LocalStack stack;

  static Stream<Arguments> stacks() {
    return Stream.of(
        Arguments.of("3.9.2", LocalStack.zooKeeper("e2e-keep-zookeeper")),
        Arguments.of("4.3.1", LocalStack.kraft("e2e-keep-kraft")));
  }

  @BeforeEach
  void emptyVolumes() {
    LocalStack.emptyVolumes();
  }

  @AfterEach
  void takeDown() {
    stack.destroy();
    LocalStack.emptyVolumes();
  }

  @ParameterizedTest(name = "Kafka {0}")
  @MethodSource("stacks")
  void everyRecordIsThereAfterTheStackWasDestroyed(String version, LocalStack given)
      throws IOException {
    stack = given;
    stack.up();
    WrittenRecords records;
    String checksum;
    try (var client = new ClientPod(version, stack.output("bootstrapServers"))) {
      records = WrittenRecords.write(client, "kept", RECORDS);
      checksum = records.checksum(client);
    }

    var told =
        stack.script("bin/destroy", "local", "--", "--yes", "--non-interactive", "--skip-preview");

    assertTrue(told.ok(), told.output());
    assertTrue(
        told.output().contains("These were never the stack's own and stay, with their data:"),
        told.output());
    assertEquals(6, told.output().split("/var/lib/openshift-kafka/volumes/", -1).length - 1);
    assertEquals(List.of(), Cluster.objectsOfTheStack());
    stack.up();
    try (var client = new ClientPod(version, stack.output("bootstrapServers"))) {
      assertEquals(checksum, records.checksum(client));
    }
  }
}

package dev.openshiftkafka.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.e2e.TestCluster.Capability;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Volumes that the stack only points to outlive it, and the next one has every record. With
 * ZooKeeper, {@link AwsKeepDataIT} does the same.
 */
@Needs(Capability.MACHINE)
@Tag("nightly")
class KeepDataIT {
  private static final int RECORDS = 20_000;
  private static final String VERSION = "4.3.1";

  private final LocalStack stack = LocalStack.kraft("e2e-keep");

  @BeforeEach
  void emptyVolumes() {
    LocalStack.emptyVolumes();
  }

  @AfterEach
  void takeDown() {
    stack.destroy();
    LocalStack.emptyVolumes();
  }

  @Test
  void everyRecordIsThereAfterTheStackWasDestroyed() throws IOException {
    stack.up();
    WrittenRecords records;
    String checksum;
    try (var client = new ClientPod(VERSION, stack.output("bootstrapServers"))) {
      records = WrittenRecords.write(client, "kept", RECORDS);
      checksum = records.checksum(client);
    }

    var told =
        stack.script(
            "bin/kafka-stack",
            "destroy",
            "local",
            "--",
            "--yes",
            "--non-interactive",
            "--skip-preview");

    assertTrue(told.ok(), told.output());
    assertTrue(
        told.output().contains("These were never the stack's own and stay, with their data:"),
        told.output());
    assertEquals(6, told.output().split("/var/lib/openshift-kafka/volumes/", -1).length - 1);
    assertEquals(List.of(), Cluster.objectsOfTheStack());
    stack.up();
    try (var client = new ClientPod(VERSION, stack.output("bootstrapServers"))) {
      assertEquals(checksum, records.checksum(client));
    }
  }
}

package dev.openshiftkafka.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.e2e.TestCluster.Capability;
import dev.openshiftkafka.testing.PinnedVersions;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Volumes that the stack only references are kept when it is destroyed, and the next stack has
 * every record. {@link AwsKeepDataIT} is the same with ZooKeeper.
 */
@Needs(Capability.MACHINE)
@Tag("nightly")
class KeepDataIT {
  private static final int RECORDS = 20_000;
  private static final String VERSION = PinnedVersions.KAFKA_4;

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
  void up_afterDestroy_keepsRecords() throws IOException {
    stack.up();
    WrittenRecords records;
    String checksum;
    try (var client = new ClientPod(VERSION, stack.output("bootstrapServers"))) {
      records = WrittenRecords.write(client, "kept", RECORDS);
      checksum = records.checksum(client);
    }

    var destroyed =
        stack.script(
            "bin/kafka-stack",
            "destroy",
            "local",
            "--",
            "--yes",
            "--non-interactive",
            "--skip-preview");

    assertTrue(destroyed.ok(), destroyed.output());
    assertTrue(
        destroyed
            .output()
            .contains("The stack does not manage these disks; they are kept with their data:"),
        destroyed.output());
    assertEquals(6, destroyed.output().split("/var/lib/openshift-kafka/volumes/", -1).length - 1);
    assertEquals(List.of(), Cluster.objectsOfTheStack());
    stack.up();
    try (var client = new ClientPod(VERSION, stack.output("bootstrapServers"))) {
      assertEquals(checksum, records.checksum(client));
    }
  }
}

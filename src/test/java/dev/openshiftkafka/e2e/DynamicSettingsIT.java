package dev.openshiftkafka.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openshiftkafka.e2e.TestCluster.Capability;
import dev.openshiftkafka.testing.PinnedVersions;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Broker settings that change without a restart, with KRaft. Each test depends on the previous. */
@Tag("nightly")
@Needs({Capability.PODS, Capability.KRAFT})
@TestMethodOrder(OrderAnnotation.class)
class DynamicSettingsIT {
  private static final LocalStack STACK = LocalStack.kraft("e2e-settings");
  private static ClientPod client;
  private static DynamicSettings settings;

  @BeforeAll
  static void bringUp() throws IOException {
    LocalStack.emptyVolumes();
    STACK.up();
    client = new ClientPod(PinnedVersions.KAFKA_4, STACK.output("bootstrapServers"));
    settings = new DynamicSettings(STACK, client, "controller");
  }

  @AfterAll
  static void takeDown() {
    if (client != null) {
      client.close();
    }
    STACK.destroy();
    assertEquals(List.of(), Cluster.objectsOfTheStack());
  }

  @Test
  @Order(1)
  void up_dynamicSettings_inForceWithoutRestart() {
    settings.change();
  }

  @Test
  @Order(2)
  void up_dynamicSettingsRemoved_defaultsInForceWithoutRestart() {
    settings.remove();
  }

  @Test
  @Order(3)
  void up_dynamicSettingRemovedAfterRestart_defaultInForce() {
    settings.removeAfterRestart();
  }
}

package dev.openshiftkafka.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.e2e.TestCluster.Capability;
import dev.openshiftkafka.testing.PinnedVersions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** EBS volumes of a destroyed stack are kept and adopted by the next one. */
@Needs(Capability.MACHINE)
@Tag("nightly")
class AwsKeepDataIT {
  private static final LocalStack STACK = AwsStack.small("e2e-aws-keep");
  private static final String[] DESTROY = {
    "bin/kafka-stack", "destroy", "local", "--", "--yes", "--non-interactive", "--skip-preview"
  };

  /** The lines of the destroy report that adopt the volumes. */
  private static final Pattern ADOPTION =
      Pattern.compile("openshift-kafka:(kafka|quorum): \\{volume: \\{adopt: \\[(.*)]}}");

  @BeforeAll
  static void bringUp() {
    assertEquals(List.of(), EbsVolumes.existing());
    Nodes.joinZonesOf("eu-west-1");
    STACK.edit(Map.of("keepData", true)).up();
  }

  @AfterAll
  static void takeDown() {
    STACK.edit(Map.of("keepData", false)).up();
    STACK.run("state", "unprotect", "--all", "--yes");
    STACK.destroy();
    Nodes.returnToLocalZones();
    assertEquals(List.of(), EbsVolumes.existing());
    assertEquals(List.of(), Cluster.objectsOfTheStack());
  }

  @Test
  void adopt_volumesOfDestroyedStack_keepsRecords() throws IOException {
    Map<String, String> volumes = EbsVolumes.declaredBy(STACK);
    WrittenRecords records;
    String checksum;
    try (var client = client()) {
      records = WrittenRecords.write(client, "kept", 20_000);
      checksum = records.checksum(client);
    }

    var rejected = STACK.script(DESTROY);
    assertEquals(3, rejected.exit(), rejected.output());
    assertTrue(rejected.output().contains("local/stack state unprotect --all"), rejected.output());
    STACK.run("state", "unprotect", "--all", "--yes");
    var destroyed = STACK.script(DESTROY);
    assertTrue(destroyed.ok(), destroyed.output());
    assertEquals(List.of(), Cluster.objectsOfTheStack());
    assertEquals(volumes.values().stream().sorted().toList(), EbsVolumes.existing());

    adopt(destroyed.output());
    String plan = STACK.run("preview", "--non-interactive");
    assertEquals(6, plan.split("aws:ebs:Volume +\\S+ +import", -1).length - 1, plan);
    STACK.up();
    assertEquals(volumes, EbsVolumes.declaredBy(STACK));
    try (var client = client()) {
      assertEquals(checksum, records.checksum(client));
    }
    assertIdsMayBeRemoved();
  }

  private static void adopt(String report) {
    var edits = new HashMap<String, List<String>>();
    Matcher found = ADOPTION.matcher(report);
    while (found.find()) {
      edits.put(found.group(1) + "/volume/adopt", List.of(found.group(2).split(", ")));
    }
    assertEquals(2, edits.size(), report);
    STACK.edit(edits);
  }

  private static void assertIdsMayBeRemoved() {
    Map<String, Object> none = new HashMap<>();
    none.put("kafka/volume/adopt", List.of());
    none.put("quorum/volume/adopt", List.of());
    STACK.edit(none);
    STACK.run("up", "--yes", "--non-interactive", "--skip-preview", "--expect-no-changes");

    var others = new ArrayList<>(EbsVolumes.existing());
    java.util.Collections.reverse(others);
    var foreign =
        STACK.attemptEdited(
            Map.of("kafka/volume/adopt", others.subList(0, 3)), "preview", "--non-interactive");
    assertFalse(foreign.ok(), foreign.output());
    assertTrue(foreign.output().contains("the pod already has another volume"), foreign.output());
  }

  private static ClientPod client() throws IOException {
    return new ClientPod(PinnedVersions.KAFKA_3, STACK.output("bootstrapServers"), "eu-west-1a");
  }
}

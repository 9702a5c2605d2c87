package dev.openshiftkafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The layers of single stacks, and how they go together. */
class LayersTest {
  @Test
  void theIgnitionIsASecretAndANewerOneReplacesNoNode() {
    StackRun run = StackRun.update("dev", StackFile.read("dev"));
    for (Declared instance : run.resources("aws:ec2/instance:")) {
      assertEquals(List.of("ami", "userData"), instance.ignoreChanges());
      assertTrue(instance.isSecret("userData"), instance.toString());
    }
    assertEquals(3, run.resources("aws:ec2/instance:").size());
  }

  @Test
  void theVolumesAreTheArticles() {
    StackRun run = StackRun.update("article", StackFile.read("article"));
    for (Declared volume : run.resources("aws:ebs/volume:")) {
      boolean broker = volume.name().startsWith("datadir-kafka-kafka-");
      assertEquals(broker ? "st1" : "gp3", volume.at("type"), volume.toString());
      assertEquals(broker ? 500 : 2, volume.at("size"), volume.toString());
      // EBS refuses these with st1.
      assertEquals(broker ? null : 3000, volume.at("iops"), volume.toString());
      assertEquals(broker ? null : 125, volume.at("throughput"), volume.toString());
    }
  }

  @Test
  void oneLayerAloneDeclaresNothingOfTheOther() {
    var values = StackFile.read("dev");
    StackRun aws =
        StackRun.update("dev", StackEdit.apply(values, Map.of("layers", List.of("aws"))));
    assertEquals(List.of(), aws.result().exceptions());
    assertEquals(List.of(), aws.objects());
    assertEquals(6, aws.resources("aws:ebs/volume:").size());

    StackRun openshift = StackRun.update("existing", StackFile.read("existing"));
    assertEquals(List.of(), openshift.result().exceptions());
    assertEquals(List.of(), openshift.resources("aws:"));
    assertEquals(
        "vol-0a000000000000001",
        openshift
            .object("PersistentVolume", "kafka-datadir-kafka-kafka-0")
            .at("spec", "csi", "volumeHandle"));
  }
}

package dev.openshiftkafka.pod.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.pod.readiness.NodeVolume.RefusedVolumeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Volumes of controllers in attempts of a migration. */
class NodeVolumeTest {
  @TempDir private Path mount;
  private final List<String> log = new ArrayList<>();

  private NodeVolume volume() {
    return new NodeVolume(mount.resolve("metadata"));
  }

  private void format(String id) throws IOException {
    Files.createDirectories(volume().logDir());
    Files.writeString(
        volume().logDir().resolve("meta.properties"), "version=1\ncluster.id=" + id + "\n");
    Files.writeString(volume().logDir().resolve("records"), "of this attempt");
  }

  private boolean join(String id, String attempt, boolean allowReset) throws Exception {
    return volume().join(id, attempt, allowReset, log::add);
  }

  @Test
  void join_emptyVolume_isFormatted() throws Exception {
    assertFalse(join("id", "1", false));
    format("id");

    assertTrue(join("id", "1", false));
    assertEquals(Optional.of("id"), volume().clusterId());
    assertEquals(List.of("the volume keeps cluster id id"), log);
  }

  @Test
  void join_interruptedFormat_isRepeated() throws Exception {
    assertFalse(join("id", "1", false));

    assertFalse(join("id", "1", false));
    assertFalse(join("id", "2", false));
  }

  @Test
  void join_earlierAttempt_isEmptiedOnlyOnRequest() throws Exception {
    join("id", "1", false);
    format("id");

    var refused = assertThrows(RefusedVolumeException.class, () -> join("id", "2", false));
    assertEquals(
        volume().logDir()
            + ": has the metadata of an earlier attempt of the migration; to delete it, set"
            + " migration.allowControllerReset to true, or empty the volume",
        refused.getMessage());
    assertTrue(Files.exists(volume().logDir().resolve("records")));

    assertFalse(join("id", "2", true));
    assertFalse(Files.exists(volume().logDir().resolve("records")));
    format("id");
    assertTrue(join("id", "2", true));
    assertTrue(Files.exists(volume().logDir().resolve("records")));
  }

  @Test
  void join_unknownVolume_isRefused() throws Exception {
    format("id");

    assertThrows(RefusedVolumeException.class, () -> join("id", "1", false));
  }

  @Test
  void join_otherCluster_isRefused() throws Exception {
    join("other", "1", false);
    format("other");

    var refused = assertThrows(RefusedVolumeException.class, () -> join("id", "1", false));

    assertTrue(
        refused.getMessage().contains("belongs to cluster other, but ZooKeeper has cluster id"),
        refused.getMessage());
  }

  @Test
  void of_severalLogDirs_fails() throws Exception {
    Path file = Files.writeString(mount.resolve("server.properties"), "log.dirs=/a,/b\n");

    assertThrows(IOException.class, () -> NodeVolume.of(file));
  }
}

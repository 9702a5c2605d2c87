package dev.openshiftkafka.pod.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file with the limits of the disk guard. */
class DiskGuardLimitsTest {
  @Test
  void read_text_returnsLimits(@TempDir Path folder) throws IOException {
    var limits = new DiskGuardLimits(true, 90, 80);
    Path file = Files.writeString(folder.resolve(DiskGuardLimits.FILE), limits.text());

    assertEquals(limits, DiskGuardLimits.read(file));
  }

  @Test
  void read_invalidPercentage_namesFile(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("limits"),
            "enabled=true\nthrottleAtPercent=most\nresumeBelowPercent=80");

    String message = assertThrows(IOException.class, () -> DiskGuardLimits.read(file)).getMessage();
    assertTrue(message.contains(file + ": must have percentages, not most"), message);
  }

  @Test
  void scarcePercent_limit_isHalfwayToFull() {
    assertEquals(95, new DiskGuardLimits(true, 90, 80).scarcePercent());
  }
}

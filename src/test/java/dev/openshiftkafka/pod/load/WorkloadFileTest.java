package dev.openshiftkafka.pod.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workload files are parsed strictly, and an error lists all faults. */
class WorkloadFileTest {
  private static final String SMALL =
      "{\"name\": \"small\", \"durationSeconds\": 10, \"produce\": {\"producers\": 1, \"messageBytes\": 100}}";

  @TempDir private Path folder;

  @Test
  void read_missingKeys_setsDefaults() throws IOException {
    Workload workload = read(SMALL);

    assertEquals("all", workload.produce().acks());
    assertEquals("none", workload.produce().compression());
    assertEquals(3, workload.topics().partitions());
    assertEquals(0, workload.consume().consumers());
  }

  @Test
  void read_edits_changeKeys() throws IOException {
    Workload workload =
        read(
            SMALL,
            "produce.acks=1",
            "durationSeconds=30",
            "produce.settings.linger.ms=5",
            "topics.settings.min.insync.replicas=2",
            "consume.consumers=2");

    assertEquals("1", workload.produce().acks());
    assertEquals(30, workload.durationSeconds());
    assertEquals("5", workload.produce().settings().get("linger.ms"));
    assertEquals("2", workload.topics().settings().get("min.insync.replicas"));
    assertEquals(2, workload.consume().consumers());
  }

  @Test
  void read_editedWorkload_dropsReference() throws IOException {
    String published =
        SMALL.replace(
            "\"durationSeconds\"",
            "\"reference\": {\"name\": \"it\", \"recordsPerSecond\": 5}, \"durationSeconds\"");

    assertEquals(5, read(published, "durationSeconds=30").reference().recordsPerSecond());
    assertNull(read(published, "produce.messageBytes=1000").reference());
  }

  @Test
  void read_invalidKeys_listsAllFaults() {
    String message =
        fault(
            SMALL,
            "name=Not a name",
            "records=5",
            "produce.acks=2",
            "produce.compression=brotli",
            "produce.settings.acks=1",
            "topics.partitions=-1",
            "consume.consumers=1",
            "consume.endToEnd=true",
            "produce.messageBytes=4");

    for (String part :
        List.of(
            "has 7 faults",
            "name: \"Not a name\"",
            "durationSeconds, records: exactly one of them",
            "produce.acks: \"2\" must be one of 0, 1, all",
            "produce.compression: \"brotli\"",
            "produce.settings.acks: not allowed here; use produce.acks",
            "topics.partitions: -1 must be from 1",
            "produce.messageBytes: 4 must be at least 8")) {
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void read_unknownKeyOrFile_fails() {
    assertTrue(fault(SMALL, "produce.rate=5").contains("\"rate\""), fault(SMALL, "produce.rate=5"));
    assertTrue(fault(SMALL, "durationSeconds").contains("must be KEY=VALUE"));
    var missing =
        assertThrows(IllegalArgumentException.class, () -> WorkloadFile.read("absent", List.of()));
    assertTrue(missing.getMessage().contains("workload \"absent\": file "), missing.getMessage());
  }

  @Test
  void read_consumersWithoutRecords_fails() {
    String readers =
        "{\"name\": \"read\", \"produce\": {\"producers\": 0}, \"consume\": {\"consumers\": 1}}";

    assertTrue(fault(readers).contains("consume.fillRecords: 0"), fault(readers));
    assertTrue(fault(readers, "durationSeconds=5").contains("must be 0 without producers"));
  }

  private Workload read(String json, String... edits) throws IOException {
    Path file = Files.writeString(folder.resolve("workload.json"), json);
    return WorkloadFile.read(file.toString(), List.of(edits));
  }

  private String fault(String json, String... edits) {
    return assertThrows(IllegalArgumentException.class, () -> read(json, edits)).getMessage();
  }
}

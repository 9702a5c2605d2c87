package dev.openshiftkafka.cli.review;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.capacity.CapacityReport;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.TestJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the review shows of a changed output {@code capacity}. */
class CapacityChangeTest {
  @TempDir private Path folder;

  /** The recording, with the output of a configuration in place of its new one. */
  private Reviewed review(Map<String, ?> edits) throws IOException {
    var values = StackEdit.apply(StackFile.read("prod"), edits);
    String output =
        TestJson.write(
            CapacityReport.of(new ConfigSource("openshift-kafka", "prod", values).read()));
    String recording = Files.readString(Reviewed.RECORDINGS.resolve("update.json"));
    int begin =
        recording.indexOf("\"capacity\":{\"burst\":{\"binds\":\"throughput of the volume\"");
    int end = recording.indexOf(",\"declaredShape\"", begin);
    Path preview = folder.resolve("preview.json");
    Files.writeString(
        preview,
        recording.substring(0, begin) + "\"capacity\":" + output + recording.substring(end));
    return Reviewed.of(preview);
  }

  @Test
  void comment_readGroups_showsCostAndWhatClientRackSaves() throws IOException {
    String comment = review(Map.of("kafka/expectedReadGroups", 3)).comment();
    for (String row :
        List.of(
            "| Consumer groups | – | 3 | changes |",
            "| Each group between zones, USD per month | – | 1,716.96 | changes |",
            "| Each group with client.rack, USD per month | – | 0.00 | changes |",
            "| client.rack of all groups saves, USD per month | – | 5,150.88 | changes |",
            "| Reads between zones, USD per month | – | 5,150.88 | changes |",
            "| Producers between zones, USD per month | – | 1,716.96 | changes |",
            "| Reads behind the page cache, MB/s | – | 246.2 | changes |")) {
      assertTrue(comment.contains(row), row + comment);
    }
  }
}

package dev.openshiftkafka.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openshiftkafka.testing.Golden;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The diagram of docs/architecture.md is drawn from what the program declares. */
class ArchitectureTest {
  private static final Path PAGE = Path.of("docs/architecture.md");
  private static final String BEGIN = "<!-- graph: from ArchitectureTest -->\n```mermaid\n";
  private static final String END = "```\n<!-- end of graph -->\n";

  @Test
  void theDiagramIsUpToDate() {
    StackRun run = StackRun.update("prod", StackFile.read("prod"));
    assertEquals(List.of(), run.result().exceptions());
    Golden.assertPart(PAGE, BEGIN, END, new ResourceGraph(run).mermaid());
  }
}

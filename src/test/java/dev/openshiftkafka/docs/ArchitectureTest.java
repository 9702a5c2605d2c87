package dev.openshiftkafka.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.testing.Golden;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The diagram of docs/architecture.md is drawn from what the program declares. */
class ArchitectureTest {
  private static final Path PAGE = Path.of("docs/architecture.md");
  private static final String BEGIN = "<!-- graph: from ArchitectureTest -->\n```mermaid\n";
  private static final String END = "```\n<!-- end of graph -->\n";

  @Test
  void theDiagramIsUpToDate() throws IOException {
    StackRun run = StackRun.update("prod", StackFile.read("prod"));
    assertEquals(List.of(), run.result().exceptions());
    String page = Files.readString(PAGE);
    assertTrue(page.contains(BEGIN) && page.contains(END), PAGE + " lost its marks");
    String before = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());

    Golden.assertSame(
        PAGE, before + new ResourceGraph(run).mermaid() + page.substring(page.indexOf(END)));
  }
}

package dev.openshiftkafka.cli.preflight;

import dev.openshiftkafka.testing.Golden;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The table of all checks in docs/preflight.md. */
class PreflightDocumentTest {
  static final Path PAGE = Path.of("docs/preflight.md");
  private static final String BEGIN = "<!-- checks: from PreflightDocumentTest -->\n";
  private static final String END = "<!-- end of checks -->\n";

  @Test
  void table_checks_isUpToDate() {
    var table = new StringBuilder("| Check | What must hold |\n| --- | --- |\n");
    for (Check check : Preflight.checks()) {
      table.append("| `" + check.id() + "` | " + check.title() + " |\n");
    }
    Golden.assertPart(PAGE, BEGIN, END, table.toString());
  }
}

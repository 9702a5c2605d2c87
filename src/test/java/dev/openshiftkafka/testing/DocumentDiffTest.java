package dev.openshiftkafka.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the differences in which golden files are stored. */
class DocumentDiffTest {
  private static final String BEFORE =
      """
      --- # Deployment ui
      spec:
        containers:
        - image: ui:1
          name: ui
        - image: proxy:1
          name: proxy
      --- # Service ui
      port: 443
      """;

  @Test
  void of_changedField_showsItsPath() {
    String after =
        BEFORE.replace("proxy:1", "proxy:2").replace("--- # Service ui\nport: 443\n", "");

    assertEquals(
        """
        == Deployment ui
        @@ spec.containers[proxy].image
             name: ui
        -  - image: proxy:1
        +  - image: proxy:2
        == - Service ui
        """,
        DocumentDiff.of(BEFORE, after));
  }

  @Test
  void of_addedDocument_containsIt() {
    String after = BEFORE + "--- # Service x\nport: 1\n";

    assertEquals("== + Service x\n+port: 1\n", DocumentDiff.of(BEFORE, after));
    assertEquals("", DocumentDiff.of(BEFORE, BEFORE));
  }

  @Test
  void apply_otherBase_fails() {
    String differences = DocumentDiff.of(BEFORE, BEFORE.replace("proxy:1", "proxy:2"));

    assertThrows(
        IllegalStateException.class,
        () -> DocumentDiff.apply(BEFORE.replace("proxy:1", "proxy:3"), differences));
    assertThrows(
        IllegalStateException.class, () -> DocumentDiff.apply(BEFORE, "== - Service other\n"));
  }

  /** Few distinct lines, so that the same context occurs often. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void apply_randomDocuments_restoresThem(int distinctLines) {
    var random = new Random(distinctLines);
    for (int i = 0; i < 500; i++) {
      String before = document(random, distinctLines);
      String after = document(random, distinctLines);
      assertEquals(after, DocumentDiff.apply(before, DocumentDiff.of(before, after)), before);
    }
  }

  private static String document(Random random, int distinctLines) {
    List<String> lines = new ArrayList<>(List.of("--- # ConfigMap x"));
    int length = random.nextInt(12);
    for (int i = 0; i < length; i++) {
      lines.add(" ".repeat(random.nextInt(3)) + "key" + random.nextInt(distinctLines) + ": value");
    }
    return String.join("\n", lines) + "\n";
  }
}

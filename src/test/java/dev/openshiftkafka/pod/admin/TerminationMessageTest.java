package dev.openshiftkafka.pod.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Length of termination messages. */
class TerminationMessageTest {
  @Test
  void text_shortReason_isComplete() {
    assertEquals("error: a\n  b\n", new TerminationMessage("error: a\n  b").text());
  }

  @Test
  void text_longReason_keepsFirstLines() {
    String reason =
        IntStream.range(0, 1000)
            .mapToObj(i -> "topic %04d".formatted(i))
            .collect(Collectors.joining("\n"));
    String text = new TerminationMessage(reason).text();
    int lines = (int) text.lines().count() - 1;

    assertTrue(text.length() <= 4096, "" + text.length());
    assertTrue(lines > 300, text);
    assertTrue(text.endsWith("\n  and " + (1000 - lines) + " more lines in the pod's log\n"), text);
  }

  @Test
  void text_longLine_isCut() {
    assertEquals(3900, new TerminationMessage("x".repeat(5000)).text().length());
  }
}

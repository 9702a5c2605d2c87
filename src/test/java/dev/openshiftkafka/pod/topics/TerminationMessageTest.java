package dev.openshiftkafka.pod.topics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.pod.topics.TopicsCommand.TerminationMessage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a pod's status keeps of the reason of a failure. */
class TerminationMessageTest {
  @Test
  void aShortReasonIsWhole() {
    assertEquals("error: a\n  b\n", new TerminationMessage("error: a\n  b").text());
  }

  @Test
  void ofALongOneTheFirstLinesStayAndTheRestIsCounted() {
    String reason =
        IntStream.range(0, 1000)
            .mapToObj(i -> "topic %04d".formatted(i))
            .collect(Collectors.joining("\n"));
    String text = new TerminationMessage(reason).text();
    int lines = (int) text.lines().count() - 1;

    assertTrue(text.length() <= 4096, "" + text.length());
    assertTrue(lines > 300, text);
    assertTrue(
        text.endsWith("\n  and " + (1000 - lines) + " more lines in the log of the pod\n"), text);
  }

  @Test
  void aLongLineIsCut() {
    assertEquals(3900, new TerminationMessage("x".repeat(5000)).text().length());
  }
}

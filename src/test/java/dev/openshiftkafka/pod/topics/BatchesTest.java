package dev.openshiftkafka.pod.topics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openshiftkafka.pod.topics.Changes.Batches;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sizes of batches. */
class BatchesTest {
  private static List<Integer> sizes(List<Integer> partitions) {
    return Batches.of(partitions, Integer::intValue).stream().map(List::size).toList();
  }

  @Test
  void of_manySmallItems_fewBatches() {
    assertEquals(List.of(166, 34), sizes(Collections.nCopies(200, 3)));
  }

  @Test
  void of_limitReached_startsNextBatch() {
    assertEquals(List.of(2, 1), sizes(List.of(250, 250, 1)));
    assertEquals(List.of(1, 1), sizes(List.of(250, 251)));
  }

  @Test
  void of_itemAboveLimit_isAlone() {
    assertEquals(List.of(1, 1, 1), sizes(List.of(1, 9000, 1)));
  }

  @Test
  void of_noItems_noBatches() {
    assertEquals(List.of(), sizes(List.of()));
  }
}

package dev.openshiftkafka.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Times between acknowledgements, and the lists of them. */
class SilenceTest {
  private static final long SECOND = 1_000_000_000L;

  private final Acks acks = new Acks(2);
  private long number;

  private void acknowledged(int partition, long seconds) {
    acks.acknowledged(partition, number, number++, seconds * SECOND);
  }

  @Test
  void longestSilent_onePartition_differsFromAll() {
    acknowledged(0, 10);
    assertFalse(acks.allPartitionsAcknowledged());
    acknowledged(1, 11);
    acknowledged(0, 12);
    acknowledged(0, 14);
    acknowledged(0, 15);
    acknowledged(1, 17);

    assertTrue(acks.allPartitionsAcknowledged());
    assertEquals(6, acks.count());
    assertEquals(2000, acks.anywhere().millis());
    assertEquals(12 * SECOND, acks.anywhere().began());
    assertEquals(1, acks.longestSilent().number());
    assertEquals(6000, acks.longestSilent().silence().millis());
    assertEquals(11 * SECOND, acks.longestSilent().silence().began());
  }

  @Test
  void millis_firstAcknowledgement_isZero() {
    acknowledged(0, 100);

    assertEquals(0, acks.anywhere().millis());
    assertEquals(0, acks.longestSilent().silence().millis());
  }

  @Test
  void put_beyondCapacity_growsWithGaps() {
    var longs = new Longs();
    longs.put(5000, 7);
    longs.put(3, 9);

    assertEquals(5001, longs.size());
    assertEquals(7, longs.get(5000));
    assertEquals(9, longs.get(3));
    assertEquals(Longs.NONE, longs.get(4999));
    assertEquals(Longs.NONE, longs.get(5001));
  }
}

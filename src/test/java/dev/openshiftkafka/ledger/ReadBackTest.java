package dev.openshiftkafka.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Verdicts on correct and manipulated logs of a topic with two partitions. */
class ReadBackTest {
  private static final long SENT = 8;

  private final Acks acks = new Acks(2);
  private final ReadBack readBack = new ReadBack(acks, SENT);

  /** Acknowledges even numbers in partition 0 and odd ones in partition 1. */
  private void acknowledge(long... numbers) {
    for (long number : numbers) {
      acks.acknowledged((int) (number % 2), number / 2, number, number);
    }
  }

  /** Reads records of a partition, from offset 0. */
  private void read(int partition, long... numbers) {
    for (int offset = 0; offset < numbers.length; offset++) {
      readBack.record(partition, offset, numbers[offset]);
    }
  }

  @Test
  void verdict_allAcknowledgedPresent_kept() {
    acknowledge(0, 1, 2, 3, 4, 5);
    read(0, 0, 2, 4);
    read(1, 1, 3, 5);

    assertEquals(new Verdict(6, 0, 0, 0, 0, 0, 0, List.of()), readBack.verdict());
    assertTrue(readBack.verdict().kept());
  }

  @Test
  void verdict_lastMissing_lost() {
    acknowledge(0, 1, 2, 3);
    read(0, 0, 2);
    read(1, 1);

    assertEquals(new Verdict(4, 0, 1, 0, 0, 0, 0, List.of("3 at 1/1")), readBack.verdict());
    assertFalse(readBack.verdict().kept());
  }

  @Test
  void verdict_middleMissing_lostAndMisplaced() {
    acknowledge(0, 2, 4);
    read(0, 0, 4);

    assertEquals(new Verdict(3, 0, 1, 1, 0, 0, 0, List.of("2 at 0/1")), readBack.verdict());
  }

  @Test
  void verdict_unacknowledgedPresent_kept() {
    acknowledge(0, 1);
    read(0, 0, 2, 4);
    read(1, 1);

    assertEquals(new Verdict(2, 0, 0, 0, 0, 0, 0, List.of()), readBack.verdict());
    assertTrue(readBack.verdict().kept());
  }

  @Test
  void verdict_presentTwice_duplicate() {
    acknowledge(0, 2);
    read(0, 0, 2, 0);

    assertEquals(new Verdict(2, 0, 0, 0, 0, 1, 0, List.of()), readBack.verdict());
    assertTrue(readBack.verdict().kept());
  }

  @Test
  void verdict_outOfOrder_disordered() {
    acks.acknowledged(0, 1, 0, 1);
    acks.acknowledged(0, 0, 2, 2);
    read(0, 2, 0);

    assertEquals(new Verdict(2, 0, 0, 0, 1, 0, 0, List.of()), readBack.verdict());
    assertFalse(readBack.verdict().kept());
  }

  @Test
  void verdict_otherRecordAtOffset_misplaced() {
    acks.acknowledged(0, 0, 2, 1);
    acks.acknowledged(0, 1, 0, 2);
    read(0, 0, 2);

    assertEquals(2, readBack.verdict().misplaced());
    assertFalse(readBack.verdict().kept());
  }

  /** The acknowledgement of a retried record may have no offset. */
  @Test
  void verdict_unknownOffset_kept() {
    acks.acknowledged(0, -1, 2, 1);
    read(0, 0, 2);

    assertTrue(readBack.verdict().kept());
  }

  @Test
  void verdict_neverSent_foreign() {
    acknowledge(0);
    read(0, 0, 3, SENT, -1);

    assertEquals(new Verdict(1, 0, 0, 0, 0, 0, 3, List.of()), readBack.verdict());
    assertFalse(readBack.verdict().kept());
  }

  @Test
  void verdict_failedOrNoRecords_notKept() {
    assertFalse(readBack.verdict().kept());

    acknowledge(0);
    read(0, 0);
    acks.failed(new IllegalStateException("gave up"));

    assertFalse(readBack.verdict().kept());
    assertEquals("java.lang.IllegalStateException: gave up", acks.lastFailure());
  }
}

package dev.openshiftkafka.pod.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The quotas that the disk guard sets. */
class ThrottleRateTest {
  private static final long GIB = 1L << 30;
  private static final long MIB = 1L << 20;

  @Test
  void isGuards_otherQuotas_no() {
    assertTrue(ThrottleRate.isGuards(32_765L));
    assertFalse(ThrottleRate.isGuards(32_768L));
    assertFalse(ThrottleRate.isGuards(null));
  }

  /** A producer with 128 MB/s must not be delayed for hours, and a small volume must not fill. */
  @Test
  void first_free_fitsVolume() {
    assertEquals(16_777_213, ThrottleRate.first(50 * GIB, null));
    assertEquals(2_097_149, ThrottleRate.first(800 * MIB, null));
    assertEquals(ThrottleRate.LOWEST, ThrottleRate.first(0, null));
  }

  @Test
  void first_operatorsQuotaIsLower_isNotRaised() {
    assertEquals(262_141, ThrottleRate.first(50 * GIB, 1_000_000L));
    assertEquals(509, ThrottleRate.first(50 * GIB, 509L));
  }

  @Test
  void next_spaceLeft_stopsAtLow() {
    assertEquals(2_097_149, ThrottleRate.next(16_777_213, false));
    assertEquals(ThrottleRate.LOW, ThrottleRate.next(262_141, false));
    assertEquals(ThrottleRate.LOW, ThrottleRate.next(ThrottleRate.LOW, false));
    assertEquals(4_093, ThrottleRate.next(4_093, false));
  }

  @Test
  void next_spaceScarce_stopsAtLowest() {
    assertEquals(4_093, ThrottleRate.next(ThrottleRate.LOW, true));
    assertEquals(ThrottleRate.LOWEST, ThrottleRate.next(509, true));
    assertEquals(ThrottleRate.LOWEST, ThrottleRate.next(ThrottleRate.LOWEST, true));
  }

  /** Kafka stores delays in milliseconds as an int, which a greater one would make negative. */
  @Test
  void lowest_largestRequest_delayFits() {
    long largestRequest = 100L << 20;
    assertTrue(largestRequest / ThrottleRate.LOWEST * 1000 < Integer.MAX_VALUE);
  }

  /** Each step delays a producer that used the rate before by less than two minutes. */
  @Test
  void all_steps_areFactorOfEight() {
    for (int i = 1; i < ThrottleRate.ALL.size(); i++) {
      double factor = (double) ThrottleRate.ALL.get(i) / ThrottleRate.ALL.get(i - 1);
      assertEquals(8, factor, 0.5);
    }
  }
}

package dev.openshiftkafka.pod.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.pod.load.ProduceSpec.KeyDistribution;
import dev.openshiftkafka.pod.load.Records.Keys;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Distributions of record keys. */
class KeysTest {
  private static final int RECORDS = 200_000;

  @Test
  void next_none_isNull() {
    assertNull(new Keys(KeyDistribution.NONE, 10, 1).next());
  }

  @Test
  void next_sequential_cycles() {
    var keys = new Keys(KeyDistribution.SEQUENTIAL, 3, 1);
    for (int expected : new int[] {0, 1, 2, 0, 1}) {
      assertEquals(expected, number(keys));
    }
  }

  @Test
  void next_uniform_equalFrequencies() {
    int[] counts = counts(new Keys(KeyDistribution.UNIFORM, 10, 1), 10);
    for (int count : counts) {
      assertEquals(RECORDS / 10.0, count, RECORDS / 10.0 * 0.05);
    }
  }

  @Test
  void next_zipf_frequencyFallsWithRank() {
    int[] counts = counts(new Keys(KeyDistribution.ZIPF, 100, 1), 100);
    for (int rank : new int[] {2, 4, 10}) {
      assertEquals((double) counts[0] / rank, counts[rank - 1], counts[0] / (double) rank * 0.1);
    }
  }

  @Test
  void next_sameSeed_sameKeys() {
    var one = new Keys(KeyDistribution.ZIPF, 1000, 7);
    var other = new Keys(KeyDistribution.ZIPF, 1000, 7);
    for (int i = 0; i < 1000; i++) {
      assertEquals(number(one), number(other));
    }
  }

  private static int[] counts(Keys keys, int count) {
    var counts = new int[count];
    for (int i = 0; i < RECORDS; i++) {
      int key = number(keys);
      assertTrue(key >= 0 && key < count, "key " + key);
      counts[key]++;
    }
    return counts;
  }

  private static int number(Keys keys) {
    return ByteBuffer.wrap(keys.next()).getInt();
  }
}

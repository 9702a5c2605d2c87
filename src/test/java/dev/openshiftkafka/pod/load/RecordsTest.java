package dev.openshiftkafka.pod.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.pod.load.ProduceSpec.KeyDistribution;
import dev.openshiftkafka.pod.load.ProduceSpec.Partitioning;
import dev.openshiftkafka.pod.load.Workload.TopicsSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Topics, partitions and values of records. */
class RecordsTest {
  private static final int PARTITIONS = 3;
  private static final String[] TWO = {"a", "b"};

  @Test
  void next_partitioning_setsPartitionOnlyForEven() {
    assertNull(records(TWO, null, Partitioning.CLIENT, 0).next(0).partition());
    assertNotNull(records(TWO, null, Partitioning.EVEN, 0).next(0).partition());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void next_even_oneBatchPerPartition(int producer) {
    Records records = records(TWO, null, Partitioning.EVEN, producer);
    int perBatch = spec(null, Partitioning.EVEN).recordsPerBatch();
    var counts = new HashMap<String, Integer>();
    for (int turn = 0; turn < 2 * PARTITIONS; turn++) {
      for (int record = 0; record < perBatch * TWO.length; record++) {
        ProducerRecord<byte[], byte[]> next = records.next(0);
        assertEquals((producer + turn) % PARTITIONS, next.partition());
        counts.merge(next.topic() + next.partition(), 1, Integer::sum);
      }
    }

    assertEquals(TWO.length * PARTITIONS, counts.size(), counts.toString());
    assertEquals(List.of(2 * perBatch), counts.values().stream().distinct().toList());
  }

  @Test
  void next_withKeys_neverReusesRecord() {
    Records keyed = records(TWO, KeyDistribution.UNIFORM, Partitioning.CLIENT, 0);
    Map<ProducerRecord<byte[], byte[]>, Boolean> seen = new java.util.IdentityHashMap<>();
    for (int i = 0; i < 20_000; i++) {
      assertNull(seen.put(keyed.next(0), true));
    }
  }

  @Test
  void next_compression_hasMoreDistinctValues() {
    var zstd = new ProduceSpec(1, 0, 100, null, 0, null, "zstd", "1", false, null);
    var recompressed = new TopicsSpec(null, 1, 3, 1, Map.of("compression.type", "zstd"));

    assertEquals(256, values(null, spec(null, null)));
    assertEquals(4096, values(null, zstd));
    assertEquals(4096, values(recompressed, spec(null, null)));
  }

  private static int values(TopicsSpec topics, ProduceSpec spec) {
    var workload = new Workload("small", null, 0, 0, 1, 0, topics, spec, null, null);
    var records = new Records(new String[] {"a"}, workload, 0, topic -> PARTITIONS);
    var seen = java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());
    for (int record = 0; record < 10_000; record++) {
      seen.add(records.next(0).value());
    }
    return seen.size();
  }

  @Test
  void check_evenWithKeys_isFault() {
    var faults = new java.util.ArrayList<String>();
    spec(KeyDistribution.UNIFORM, Partitioning.EVEN).check(faults);

    assertEquals(1, faults.size(), faults.toString());
    assertTrue(faults.get(0).startsWith("produce.partitioning: \"even\""), faults.get(0));
  }

  private static ProduceSpec spec(KeyDistribution keys, Partitioning partitioning) {
    return new ProduceSpec(1, 0, 100, keys, 0, partitioning, null, "1", false, null);
  }

  private static Records records(
      String[] topics, KeyDistribution keys, Partitioning partitioning, int producer) {
    var workload =
        new Workload("small", null, 0, 0, 1, 0, null, spec(keys, partitioning), null, null);
    return new Records(topics, workload, producer, topic -> PARTITIONS);
  }
}

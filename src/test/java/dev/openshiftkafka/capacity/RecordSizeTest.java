package dev.openshiftkafka.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openshiftkafka.capacity.model.ThroughputLimit;
import java.nio.ByteBuffer;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Record overhead in Kafka's own code. */
class RecordSizeTest {
  private static final int RECORDS = 10_000;

  @ParameterizedTest
  @ValueSource(ints = {64, 100, 512, 1000, 8000})
  void sizeInBytes_fullBatch_matchesOverhead(int messageBytes) {
    var buffer = ByteBuffer.allocate(RECORDS * (messageBytes + 100));
    try (var builder =
        MemoryRecords.builder(buffer, Compression.NONE, TimestampType.CREATE_TIME, 0)) {
      for (int i = 0; i < RECORDS; i++) {
        // Timestamps of a batch that was filled within a second, as with linger.ms 1000.
        builder.append(i / 10, null, new byte[messageBytes]);
      }
      double each = builder.build().sizeInBytes() / (double) RECORDS;
      assertEquals(messageBytes + ThroughputLimit.RECORD_OVERHEAD, each, 1);
    }
  }
}

package dev.openshiftkafka.pod.load;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * Times of many records, in milliseconds.
 *
 * @param records records that were timed
 * @param p50Ms median
 * @param p90Ms 90th percentile
 * @param p99Ms 99th percentile
 * @param p999Ms 99.9th percentile
 * @param maxMs longest
 * @param histogram all of them in microseconds: HdrHistogram's compressed form, in Base64
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Latency(
    long records,
    double p50Ms,
    double p90Ms,
    double p99Ms,
    double p999Ms,
    double maxMs,
    String histogram) {

  static Latency of(Histogram times) {
    var bytes = ByteBuffer.allocate(times.getNeededByteBufferCapacity());
    int length = times.encodeIntoCompressedByteBuffer(bytes);
    var encoded = new byte[length];
    bytes.rewind().get(encoded);
    return new Latency(
        times.getTotalCount(),
        times.getValueAtPercentile(50) / 1000.0,
        times.getValueAtPercentile(90) / 1000.0,
        times.getValueAtPercentile(99) / 1000.0,
        times.getValueAtPercentile(99.9) / 1000.0,
        times.getMaxValue() / 1000.0,
        Base64.getEncoder().encodeToString(encoded));
  }

  /**
   * The times again, to be added to others.
   *
   * @throws IllegalArgumentException when the text is no histogram
   */
  Histogram times() {
    try {
      return Histogram.decodeFromCompressedByteBuffer(
          ByteBuffer.wrap(Base64.getDecoder().decode(histogram)), 0);
    } catch (DataFormatException e) {
      throw new IllegalArgumentException("no histogram: " + histogram, e);
    }
  }
}

package dev.openshiftkafka.capacity.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Throughput of EBS volumes, compared with the Amazon EBS user guide. */
class VolumeThroughputTest {
  private static final double MB_PER_MIB = 1.048576;
  private static final Volume ARTICLE = Volume.of("st1", 500);

  /** Throughput in MiB/s, from the tables of the user guide. */
  @ParameterizedTest
  @CsvSource({
    "st1, 512, 20, 125",
    "st1, 1024, 40, 250",
    "st1, 2048, 80, 500",
    "st1, 12800, 500, 500",
    "st1, 16384, 500, 500",
    "sc1, 1024, 12, 80",
    "sc1, 16384, 192, 250",
    "gp2, 500, 250, 250",
    "gp2, 100, 128, 128",
    "gp3, 500, 125, 125"
  })
  void of_typeAndSize_matchesUserGuide(
      String type, double sizeGiB, double sustained, double burst) {
    var throughput = VolumeThroughput.of(Volume.of(type, sizeGiB));
    assertEquals(sustained * MB_PER_MIB, throughput.sustainedMBps(), 1e-9);
    assertEquals(burst * MB_PER_MIB, throughput.burstMBps(), 1e-9);
  }

  @ParameterizedTest
  @CsvSource({
    "gp3, 16000, 1000, 1000",
    "gp3, 3000, 1000, 750",
    "io1, 2000, 0, 500",
    "io1, 64000, 0, 1000",
    "io2, 4000, 0, 1000",
    "io2, 64000, 0, 4000"
  })
  void of_provisionedIops_matchesUserGuide(
      String type, int iops, int throughput, double mebibytes) {
    var volume = VolumeThroughput.of(new Volume(type, 500, iops, throughput));
    assertEquals(mebibytes * MB_PER_MIB, volume.sustainedMBps(), 1e-9);
  }

  @Test
  void of_articleVolume_sustains20AndBurstsTo128() {
    var throughput = VolumeThroughput.of(ARTICLE);
    assertEquals(20.5, throughput.sustainedMBps(), 0.05);
    assertEquals(128, throughput.burstMBps(), 0.05);
    assertEquals(500 * 1073.741824, throughput.bucketMB(), 1e-6);
  }

  /** Rate in MB/s, and hours computed by hand from the burst bucket of a 500 GiB st1 volume. */
  @ParameterizedTest
  @CsvSource({"48.7, 5.28", "50, 5.05", "75, 2.74", "125, 1.43", "128, 1.39"})
  void hoursUntilEmpty_articleVolume_matchesBucket(double rate, double hours) {
    assertEquals(hours, VolumeThroughput.of(ARTICLE).hoursUntilEmpty(rate), 0.006);
  }

  @Test
  void hoursUntilEmpty_rateBelowBaseline_isInfinite() {
    assertTrue(Double.isInfinite(VolumeThroughput.of(ARTICLE).hoursUntilEmpty(20.4)));
    assertTrue(Double.isInfinite(VolumeThroughput.of(Volume.of("gp3", 100)).hoursUntilEmpty(131)));
  }

  @Test
  void burstDuration_articleVolume_fullBeforeBucketIsEmpty() {
    var duration = BurstDuration.of(ARTICLE, Layout.balanced(3, 3), 48.7);
    assertEquals(48.7, duration.volumeMBps(), 1e-9);
    assertEquals(3.06, duration.diskFullHours(), 0.005);
    assertEquals(5.28, duration.bucketHours(), 0.005);
  }

  @Test
  void of_largerVolume_isNeverSlower() {
    for (String type : List.of("st1", "sc1", "gp2", "gp3", "io1", "io2", "standard")) {
      var last = new VolumeThroughput(0, 0, 0);
      for (int size = 125; size <= 16384; size += 61) {
        var next = VolumeThroughput.of(Volume.of(type, size));
        assertTrue(next.sustainedMBps() >= last.sustainedMBps(), type + " " + size);
        assertTrue(next.burstMBps() >= last.burstMBps(), type + " " + size);
        assertTrue(next.burstMBps() >= next.sustainedMBps(), type + " " + size);
        last = next;
      }
    }
  }
}

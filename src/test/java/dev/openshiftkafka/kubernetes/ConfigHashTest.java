package dev.openshiftkafka.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What changes the hash that restarts pods. */
class ConfigHashTest {
  private static final String FILE = "# Identity\nbroker.id=0\n\n# Storage\nlog.dirs=/data/logs\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "broker.id=0\nlog.dirs=/data/logs\n",
        "# Identity of the broker\nbroker.id=0\n\n# Volume\nlog.dirs=/data/logs\n",
        "log.dirs=/data/logs\nbroker.id=0\n",
        "broker.id = 0\nlog.dirs: /data/logs",
        "broker.id=1\nlog.dirs=/data/logs\nbroker.id=0\n"
      })
  void ofProperties_sameSettings_isUnchanged(String other) {
    assertEquals(ConfigHash.ofProperties(FILE), ConfigHash.ofProperties(other));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "broker.id=1\nlog.dirs=/data/logs\n",
        "broker.id=0\n",
        "broker.id=0\nlog.dirs=/data/logs\nnum.partitions=3\n",
        "broker.id=0log.dirs\n/data/logs=\n"
      })
  void ofProperties_otherSettings_differs(String other) {
    assertNotEquals(ConfigHash.ofProperties(FILE), ConfigHash.ofProperties(other));
  }

  /** A setting that moves from one file to another is a change. */
  @Test
  void ofProperties_severalFiles_areSeparate() {
    assertNotEquals(
        ConfigHash.ofProperties("a=1\n", "b=2\n"), ConfigHash.ofProperties("a=1\nb=2\n", ""));
  }
}

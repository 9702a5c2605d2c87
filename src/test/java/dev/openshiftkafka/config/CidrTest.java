package dev.openshiftkafka.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parsing and comparison of IPv4 ranges. */
class CidrTest {
  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0/0", "10.0.0.0/8", "10.255.240.0/20", "255.255.255.255/32"})
  void parse_validRange_roundTrips(String text) {
    assertTrue(Cidr.isValid(text));
    assertEquals(text, Cidr.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10.0.0.0", "10.0.0.1/16", "10.0.0.0/33", "256.0.0.0/8", "010.0.0.0/8", "x/8"})
  void parse_invalidText_throws(String text) {
    assertFalse(Cidr.isValid(text));
    assertThrows(IllegalArgumentException.class, () -> Cidr.parse(text));
  }

  @Test
  void contains_otherRanges_comparesAddresses() {
    Cidr vpc = Cidr.parse("10.0.0.0/16");
    assertEquals(65536, vpc.size());
    assertTrue(vpc.contains(Cidr.parse("10.0.255.0/24")));
    assertFalse(vpc.contains(Cidr.parse("10.1.0.0/24")));
    assertTrue(vpc.overlaps(Cidr.parse("10.0.0.0/8")));
    assertFalse(vpc.overlaps(Cidr.parse("10.1.0.0/16")));
  }
}

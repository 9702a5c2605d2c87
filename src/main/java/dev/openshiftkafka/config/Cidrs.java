package dev.openshiftkafka.config;

import java.util.List;

/** Lists of ranges from which something may be reached. */
final class Cidrs {
  private static final int WIDEST = 8;

  private Cidrs() {}

  /** Whether a text is a range that may be let in. */
  static boolean isNarrow(String text) {
    return Cidr.isValid(text) && Cidr.parse(text).prefix() >= WIDEST;
  }

  static void check(Checks checks, String key, List<String> cidrs) {
    if (cidrs == null) {
      return;
    }
    for (int i = 0; i < cidrs.size(); i++) {
      String at = key + "[" + i + "]";
      String cidr = cidrs.get(i);
      if (!Cidr.isValid(cidr)) {
        checks.fault(
            at, cidr, "must be an IPv4 range whose first address is its network's: 10.1.0.0/16");
      } else if (!isNarrow(cidr)) {
        checks.fault(at, cidr, "would let in a great part of the internet: name /8 or less");
      }
    }
  }
}

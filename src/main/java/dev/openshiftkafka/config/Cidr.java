package dev.openshiftkafka.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IPv4 range in CIDR notation.
 *
 * @param address first address, as an unsigned 32-bit number
 * @param prefix number of leading bits that all addresses share, from 0 to 32
 */
public record Cidr(long address, int prefix) {
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern TEXT =
      Pattern.compile(
          OCTET + "\\." + OCTET + "\\." + OCTET + "\\." + OCTET + "/(3[0-2]|[12]?[0-9])");
  private static final int BITS = 32;

  /** The widest range that may be allowed as a source of connections. */
  private static final int WIDEST_SOURCE = 8;

  /** Checks that the address is the first of the range. */
  public Cidr {
    if (prefix < 0 || prefix > BITS || address < 0 || address % (1L << (BITS - prefix)) != 0) {
      throw new IllegalArgumentException("not a CIDR range: " + address + "/" + prefix);
    }
  }

  /** Whether a text is a range that begins with its network address. */
  public static boolean isValid(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches() && number(matcher) % (1L << (BITS - prefix(matcher))) == 0;
  }

  /** Whether a text is a range that may be allowed as a source of connections. */
  static boolean isSourceRange(String text) {
    return isValid(text) && parse(text).prefix() >= WIDEST_SOURCE;
  }

  /**
   * Parses a range.
   *
   * @throws IllegalArgumentException when the text is not an IPv4 range
   */
  public static Cidr parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not an IPv4 range: " + text);
    }
    return new Cidr(number(matcher), prefix(matcher));
  }

  private static long number(Matcher matcher) {
    long number = 0;
    for (int octet = 1; octet <= 4; octet++) {
      number = number << 8 | Integer.parseInt(matcher.group(octet));
    }
    return number;
  }

  private static int prefix(Matcher matcher) {
    return Integer.parseInt(matcher.group(5));
  }

  /** Number of addresses. */
  public long size() {
    return 1L << (BITS - prefix);
  }

  /** The range of a prefix that begins at an offset, in addresses, from the start of this one. */
  public Cidr at(long offset, int subPrefix) {
    return new Cidr(address + offset, subPrefix);
  }

  /** Whether all addresses of another range are in this one. */
  public boolean contains(Cidr other) {
    return other.address >= address && other.address + other.size() <= address + size();
  }

  /** Whether the ranges have an address in common. */
  public boolean overlaps(Cidr other) {
    return contains(other) || other.contains(this);
  }

  @Override
  public String toString() {
    return (address >> 24)
        + "."
        + (address >> 16 & 255)
        + "."
        + (address >> 8 & 255)
        + "."
        + (address & 255)
        + "/"
        + prefix;
  }
}

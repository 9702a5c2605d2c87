package dev.openshiftkafka.config;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses Kubernetes quantities in bytes (500Gi) and JVM sizes (6G). */
public final class Quantity {
  private static final Pattern BINARY = Pattern.compile("([1-9][0-9]*)(Ki|Mi|Gi|Ti)");
  private static final Pattern JVM = Pattern.compile("([1-9][0-9]*)([MG])");

  private Quantity() {}

  /**
   * Bytes of a Kubernetes quantity with a binary suffix.
   *
   * @throws IllegalArgumentException when the text is not a quantity
   */
  public static BigDecimal bytes(String quantity) {
    return parse(BINARY, quantity);
  }

  /**
   * Bytes of a JVM size, in which G is 2^30.
   *
   * @throws IllegalArgumentException when the text is not a JVM size
   */
  public static BigDecimal jvmBytes(String size) {
    return parse(JVM, size);
  }

  static boolean isBytes(String quantity) {
    return BINARY.matcher(quantity).matches();
  }

  static boolean isJvmSize(String size) {
    return JVM.matcher(size).matches();
  }

  private static BigDecimal parse(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a quantity: " + text);
    }
    return new BigDecimal(matcher.group(1))
        .multiply(BigDecimal.valueOf(1L << power(matcher.group(2))));
  }

  private static int power(String unit) {
    return switch (unit) {
      case "Ki" -> 10;
      case "Mi", "M" -> 20;
      case "Gi", "G" -> 30;
      case "Ti" -> 40;
      default -> throw new IllegalArgumentException("not a unit: " + unit);
    };
  }
}

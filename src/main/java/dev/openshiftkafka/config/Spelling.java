package dev.openshiftkafka.config;

import java.util.Locale;
import java.util.regex.Pattern;

/** The spelling of enum constants in the configuration: DESCRIBE_CONFIGS is describeConfigs. */
public final class Spelling {
  private static final Pattern NEXT_WORD = Pattern.compile("_([a-z])");

  private Spelling() {}

  /** The word with which the configuration names a constant. */
  public static String of(Enum<?> constant) {
    if (constant instanceof ProductName product) {
      return product.spelling();
    }
    return NEXT_WORD
        .matcher(constant.name().toLowerCase(Locale.ROOT))
        .replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
  }
}

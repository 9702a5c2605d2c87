package dev.openshiftkafka.config;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's definition of a setting: its type, the values that it accepts, and whether it can change
 * while the brokers run.
 *
 * @param name name of the setting
 * @param type type of its value
 * @param updateMode how it can change; null for {@link UpdateMode#READ_ONLY} and for topics
 * @param min smallest number, or null
 * @param max largest number, or null
 * @param values the accepted texts or list elements; of numbers, those that are accepted although
 *     they are out of range; null when there are none
 * @param ignoreCase whether the case of {@code values} is ignored
 * @param noEmptyElements whether the elements of a list must not be empty
 * @param required whether a text or a list must not be empty
 * @param internal whether Kafka does not document the setting
 * @param defaultValue Kafka's default as text, or null
 */
public record SettingDefinition(
    String name,
    Type type,
    @Nullable UpdateMode updateMode,
    @Nullable BigDecimal min,
    @Nullable BigDecimal max,
    @Nullable List<String> values,
    boolean ignoreCase,
    boolean noEmptyElements,
    boolean required,
    boolean internal,
    @Nullable String defaultValue) {

  /** The types of Kafka's {@code ConfigDef}. */
  public enum Type {
    BOOLEAN,
    STRING,
    INT,
    SHORT,
    LONG,
    DOUBLE,
    LIST,
    CLASS,
    PASSWORD
  }

  /** How Kafka can change a broker setting; the terms of Kafka's documentation. */
  public enum UpdateMode {
    /** A broker reads it when it starts. */
    READ_ONLY,
    /** Each broker has a value of its own, which can change while it runs. */
    PER_BROKER,
    /** All brokers share a value, which can change while they run. */
    CLUSTER_WIDE
  }

  /** Whether a change applies to all running brokers. */
  boolean isDynamic() {
    return updateMode == UpdateMode.CLUSTER_WIDE;
  }

  /** What is wrong with a value; empty when Kafka accepts it. */
  Optional<String> problem(String value) {
    return switch (type) {
      case BOOLEAN ->
          check(value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false"), "true or false");
      case SHORT -> integer(value, Short.MIN_VALUE, Short.MAX_VALUE);
      case INT -> integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case LONG -> integer(value, Long.MIN_VALUE, Long.MAX_VALUE);
      case DOUBLE -> number(value);
      case STRING -> text(value);
      case LIST -> list(value.isEmpty() ? List.of() : List.of(value.split("\\s*,\\s*", -1)));
      case CLASS -> check(!value.isEmpty(), "the full name of a Java class");
      case PASSWORD -> Optional.empty();
    };
  }

  private static Optional<String> check(boolean passes, String expected) {
    return passes ? Optional.empty() : Optional.of("must be " + expected);
  }

  private Optional<String> integer(String value, long least, long most) {
    boolean integer = value.matches("[+-]?[0-9]{1,30}");
    if (integer && isAccepted(new BigDecimal(value))) {
      var number = new BigDecimal(value);
      return check(
          number.compareTo(BigDecimal.valueOf(least)) >= 0
              && number.compareTo(BigDecimal.valueOf(most)) <= 0,
          "an integer from %d to %d".formatted(least, most));
    }
    return Optional.of("must be an integer" + range());
  }

  private Optional<String> number(String value) {
    boolean passes = value.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");
    return check(passes && isAccepted(new BigDecimal(value)), "a number" + range());
  }

  private boolean isAccepted(BigDecimal number) {
    boolean inRange =
        (min == null || number.compareTo(min) >= 0) && (max == null || number.compareTo(max) <= 0);
    return inRange || (values != null && values.contains(number.toPlainString()));
  }

  private String range() {
    String range = "";
    if (min != null && max != null) {
      range = " from " + min.toPlainString() + " to " + max.toPlainString();
    } else if (min != null) {
      range = " of at least " + min.toPlainString();
    } else if (max != null) {
      range = " of at most " + max.toPlainString();
    }
    return range + (values == null ? "" : ", or " + String.join(" or ", values));
  }

  private Optional<String> text(String value) {
    if (required && value.isEmpty()) {
      return Optional.of("must not be empty");
    }
    return check(values == null || isListed(value), "one of " + listed());
  }

  private Optional<String> list(List<String> elements) {
    if (required && elements.isEmpty()) {
      return Optional.of("must not be empty");
    }
    if (values != null && !elements.stream().allMatch(this::isListed)) {
      return Optional.of("must be a list of " + listed());
    }
    return check(
        !noEmptyElements || !elements.contains(""), "a list without empty elements, such as a,b");
  }

  private boolean isListed(String element) {
    return values == null
        || values.stream()
            .anyMatch(
                value -> ignoreCase ? value.equalsIgnoreCase(element) : value.equals(element));
  }

  private String listed() {
    return values == null
        ? ""
        : String.join(
            ", ",
            values.stream()
                .map(value -> ignoreCase ? value.toLowerCase(Locale.ROOT) : value)
                .toList());
  }
}

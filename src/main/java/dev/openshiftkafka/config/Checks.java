package dev.openshiftkafka.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Collects the faults of one record, so that all of them are reported and not only the first.
 *
 * <p>An absent value (null) passes every check: the reader has reported it already where it
 * matters.
 */
final class Checks {
  private final List<Fault> faults = new ArrayList<>();

  private Checks() {}

  /** Runs the checks of a record. */
  static void run(Consumer<Checks> checks) {
    Checks collected = new Checks();
    checks.accept(collected);
    if (!collected.faults.isEmpty()) {
      throw new InvalidConfigException(collected.faults);
    }
  }

  /** Demands that a value, when it is there, passes. */
  <T> Checks that(String key, T value, Predicate<T> passes, String allowed) {
    if (value != null && !passes.test(value)) {
      fault(key, value, allowed);
    }
    return this;
  }

  Checks between(String key, Integer value, int min, int max, String why) {
    return that(
        key, value, v -> v >= min && v <= max, "must be from " + min + " to " + max + ": " + why);
  }

  Checks matches(String key, String value, String regex, String allowed) {
    return that(key, value, v -> v.matches(regex), allowed);
  }

  Checks fault(String key, Object value, String allowed) {
    faults.add(new Fault(key, value, allowed));
    return this;
  }
}

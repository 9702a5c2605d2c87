package dev.openshiftkafka.cli.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Collects all faults of a command line, each with the option, its value and what is expected. */
final class Faults {
  private final List<String> found = new ArrayList<>();

  void add(String option, @Nullable Object value, String problem) {
    found.add(option + ": " + (value == null ? "" : value + " ") + problem);
  }

  /** Checks a value; an absent value passes. */
  <T> void check(String option, @Nullable T value, Predicate<T> passes, String problem) {
    if (value != null && !passes.test(value)) {
      add(option, value, problem);
    }
  }

  void between(String option, @Nullable Integer value, int least, int greatest) {
    check(
        option,
        value,
        number -> number >= least && number <= greatest,
        "must be from " + least + " to " + greatest);
  }

  /** Checks that each value is one of the known ones. */
  void all(String option, @Nullable List<String> values, Collection<String> known) {
    if (values != null) {
      String expected = "is unknown; expected one of: " + String.join(", ", new TreeSet<>(known));
      values.forEach(value -> check(option, value, known::contains, expected));
    }
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  @Override
  public String toString() {
    return String.join("\nerror: ", found);
  }
}

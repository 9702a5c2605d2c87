package dev.openshiftkafka.pod.settings;

import dev.openshiftkafka.pod.settings.BrokerConfigs.Actual;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * Sets dynamic settings as defaults of the cluster, and waits until they are in force on every
 * broker.
 *
 * <p>A broker keeps the values that its file had when it started. A setting that is no longer in
 * the file is therefore deleted from the cluster's defaults only if no broker has another value in
 * that memory; else it is set to the value without it.
 */
final class Reconciliation {
  /** How long errors are retried, and values awaited, without progress. */
  static final Duration TIMEOUT = Duration.ofMinutes(2);

  private static final Duration INTERVAL = Duration.ofMillis(500);

  /** Kafka at most doubles or halves the number of threads of a pool in one change. */
  private static final Pattern THREADS =
      Pattern.compile(
          ".*\\.threads|num\\.recovery\\.threads\\.per\\.data\\.dir|num\\.replica\\.fetchers"
              + "|remote\\.log\\.manager\\..*thread\\.pool\\.size");

  private final BrokerConfigs brokers;
  private final Duration timeout;
  private final PrintWriter out;
  private Map<String, Optional<String>> last = Map.of();
  private long deadline;

  Reconciliation(BrokerConfigs brokers, Duration timeout, PrintWriter out) {
    this.brokers = brokers;
    this.timeout = timeout;
    this.out = out;
  }

  /**
   * Reconciles; idempotent.
   *
   * @throws IllegalStateException when a value is not in force in time, or cannot be
   * @throws org.apache.kafka.common.KafkaException when Kafka rejects a change
   */
  void run(Declaration declared) throws InterruptedException {
    progress();
    String logged = "";
    while (true) {
      try {
        if (attempt(declared)) {
          println("in force on every broker: " + String.join(", ", declared.names()));
          return;
        }
      } catch (RetriableException e) {
        if (isLate()) {
          throw e;
        }
        if (!String.valueOf(e.getMessage()).equals(logged)) {
          logged = String.valueOf(e.getMessage());
          println("retrying: " + logged);
        }
      }
      Thread.sleep(INTERVAL.toMillis());
    }
  }

  /** Makes the next change; true when nothing is left to change. */
  private boolean attempt(Declaration declared) throws InterruptedException {
    Map<Integer, Map<String, Actual>> actual = brokers.read(declared.names());
    refuseOverrides(declared, actual);
    var changes = new TreeMap<String, Optional<String>>();
    for (String name : declared.names()) {
      change(declared, name, values(name, actual)).ifPresent(change -> changes.put(name, change));
    }
    if (changes.isEmpty()) {
      return true;
    }
    if (!last.entrySet().containsAll(changes.entrySet())) {
      changes.forEach(
          (name, value) ->
              println(value.map(text -> "set " + name + "=" + text).orElse("delete " + name)));
      brokers.alter(changes);
      last = changes;
      progress();
    } else if (isLate()) {
      throw new IllegalStateException(
          "not in force %d s after the change:\n  %s"
              .formatted(timeout.toSeconds(), String.join("\n  ", waiting(declared, actual))));
    }
    return false;
  }

  private static void refuseOverrides(
      Declaration declared, Map<Integer, Map<String, Actual>> actual) {
    var overrides = new ArrayList<String>();
    new TreeMap<>(actual)
        .forEach(
            (broker, settings) ->
                settings.forEach(
                    (name, value) -> {
                      if (declared.values().containsKey(name) && value.isOverride()) {
                        overrides.add(
                            ("broker %d: %s=%s is set for this broker alone and wins; remove it"
                                    + " with kafka-configs.sh --alter --entity-type brokers"
                                    + " --entity-name %d --delete-config %s")
                                .formatted(broker, name, value.value(), broker, name));
                      }
                    }));
    if (!overrides.isEmpty()) {
      throw new IllegalStateException(String.join("\n  ", overrides));
    }
  }

  private static List<Actual> values(String name, Map<Integer, Map<String, Actual>> actual) {
    var values = new ArrayList<Actual>();
    actual.forEach(
        (broker, settings) -> {
          Actual value = settings.get(name);
          if (value == null) {
            throw new IllegalStateException("broker " + broker + ": does not know " + name);
          }
          values.add(value);
        });
    return values;
  }

  /** The next change of a setting; empty when none is left. */
  private static Optional<Optional<String>> change(
      Declaration declared, String name, List<Actual> actual) {
    String target = declared.set().get(name);
    if (target == null) {
      String without = declared.reset().get(name);
      boolean noDefault = actual.stream().noneMatch(Actual::isDefault);
      boolean deletable =
          actual.stream()
              .allMatch(
                  value -> value.fileValue() == null || value.same(value.fileValue(), without));
      if (deletable && noDefault) {
        return Optional.empty();
      }
      if (deletable && step(name, without, actual).equals(without)) {
        return Optional.of(Optional.empty());
      }
      target = without;
    }
    String wanted = target;
    if (actual.stream().allMatch(value -> value.isDefault() && value.hasValue(wanted))) {
      return Optional.empty();
    }
    return Optional.of(Optional.of(step(name, wanted, actual)));
  }

  /** The value to set next: the target, unless it is more than a step of a thread pool away. */
  static String step(String name, @Nullable String target, List<Actual> actual) {
    String wanted = String.valueOf(target);
    if (!THREADS.matcher(name).matches() || !wanted.matches("[0-9]{1,9}")) {
      return wanted;
    }
    long next = Long.parseLong(wanted);
    for (Actual value : actual) {
      if (value.value() != null && value.value().matches("[1-9][0-9]{0,8}")) {
        long current = Long.parseLong(value.value());
        next = Math.max(current / 2, Math.min(next, current * 2));
      }
    }
    return String.valueOf(next);
  }

  private static List<String> waiting(
      Declaration declared, Map<Integer, Map<String, Actual>> actual) {
    var lines = new ArrayList<String>();
    new TreeMap<>(actual)
        .forEach(
            (broker, settings) ->
                declared
                    .values()
                    .forEach(
                        (name, value) -> {
                          Actual found = settings.get(name);
                          if (found != null && !found.hasValue(value)) {
                            lines.add(
                                "broker %d: %s is %s instead of %s"
                                    .formatted(broker, name, found.value(), value));
                          }
                        }));
    return lines;
  }

  private void progress() {
    deadline = System.nanoTime() + timeout.toNanos();
  }

  private boolean isLate() {
    return System.nanoTime() - deadline > 0;
  }

  private void println(String line) {
    out.println(line);
    out.flush();
  }
}

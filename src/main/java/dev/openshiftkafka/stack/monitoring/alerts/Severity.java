package dev.openshiftkafka.stack.monitoring.alerts;

import java.util.Locale;

/** How soon somebody must look. */
enum Severity {
  /** Now: data is at risk, or clients fail. */
  CRITICAL,
  /** Today: it will become critical, or clients are slow. */
  WARNING,
  /** It is worth to be known. */
  INFO;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

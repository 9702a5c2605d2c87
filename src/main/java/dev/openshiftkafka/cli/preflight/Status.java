package dev.openshiftkafka.cli.preflight;

import java.util.Locale;

/** How a check ended, in the order of severity. */
enum Status {
  /** The check does not apply, or could not run because another one failed. */
  SKIPPED,
  /** What the stack needs is there. */
  OK,
  /** The stack may work, but somebody should look; also what the caller may not read. */
  WARNING,
  /** The stack cannot work as it is declared. */
  FAILURE;

  /** As it is written in reports. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

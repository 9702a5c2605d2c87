package dev.openshiftkafka.pod.readiness;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Lines with their time. */
record Log(PrintStream out) {
  void say(String what) {
    out.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + what);
  }
}

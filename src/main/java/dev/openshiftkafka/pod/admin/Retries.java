package dev.openshiftkafka.pod.admin;

import dev.openshiftkafka.pod.admin.AdminResults.RefusedException;
import dev.openshiftkafka.pod.admin.AdminResults.RetriableAdminException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Repeats a task of a program while its errors may pass. */
public final class Retries {
  private Retries() {}

  /**
   * Runs a task until it succeeds. Each new reason is logged once.
   *
   * @param expired whether the next error ends the program
   * @throws RetriableAdminException when an error did not pass in time
   */
  public static void run(
      AdminProgram.Task task, BooleanSupplier expired, Duration interval, Consumer<String> log)
      throws RefusedException, RetriableAdminException, IOException, InterruptedException {
    String logged = "";
    while (true) {
      try {
        task.run();
        return;
      } catch (RetriableAdminException e) {
        if (expired.getAsBoolean()) {
          throw e;
        }
        String reason = String.valueOf(e.getMessage());
        if (!reason.equals(logged)) {
          logged = reason;
          log.accept("retrying: " + reason);
        }
        Thread.sleep(interval.toMillis());
      }
    }
  }
}

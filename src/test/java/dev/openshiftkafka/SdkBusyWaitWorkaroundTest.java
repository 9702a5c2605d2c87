package dev.openshiftkafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pulumi.kubernetes.core.v1.Namespace;
import com.pulumi.test.Mocks;
import com.pulumi.test.TestOptions;
import com.pulumi.test.internal.PulumiTestInternal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of the pause in the SDK's busy-wait. */
class SdkBusyWaitWorkaroundTest {
  @Test
  void install_logger_replacesSdkLogger() throws ClassNotFoundException {
    Class.forName(SdkBusyWaitWorkaround.NAME);

    SdkBusyWaitWorkaround.install();

    assertInstanceOf(SdkBusyWaitWorkaround.class, Logger.getLogger(SdkBusyWaitWorkaround.NAME));
  }

  @ParameterizedTest
  @CsvSource({"0, 5", "1, 9", "20, 180", "30, 200", "600000, 200"})
  void pause_iteration_isProportional(long iteration, long pause) {
    assertEquals(
        TimeUnit.MILLISECONDS.toNanos(pause),
        SdkBusyWaitWorkaround.pause(TimeUnit.MILLISECONDS.toNanos(iteration)));
  }

  /** Completes only when the loop of the SDK has logged an iteration through this logger. */
  @Test
  @Timeout(60)
  void log_sdkLoop_callsLogger() {
    var iteration = new CountDownLatch(1);
    var logger =
        new Logger(SdkBusyWaitWorkaround.NAME, null) {
          @Override
          public void log(Level level, String message) {
            if (level == Level.FINEST && message.startsWith(SdkBusyWaitWorkaround.ITERATION)) {
              iteration.countDown();
            }
          }
        };
    Mocks mocks =
        args ->
            CompletableFuture.supplyAsync(
                () -> {
                  await(iteration);
                  return Mocks.ResourceResult.of(Optional.of(args.name), Map.of());
                });
    try {
      var result =
          PulumiTestInternal.builder()
              .options(TestOptions.builder().preview(false).build())
              .mocks(mocks)
              .standardLogger(logger)
              .build()
              .runTest(context -> new Namespace("any"));
      assertTrue(result.exceptions().isEmpty(), result.exceptions().toString());
    } finally {
      PulumiTestInternal.cleanup();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

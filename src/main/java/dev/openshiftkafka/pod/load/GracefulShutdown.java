package dev.openshiftkafka.pod.load;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets an interrupted run remove its topics before the program ends: it interrupts the run and
 * waits for it.
 */
final class GracefulShutdown extends Thread {
  /** Less than the grace period of a pod, 30 s. */
  private static final long PATIENCE_SECONDS = 25;

  private final Thread run;
  private final PrintWriter err;
  private final CountDownLatch done = new CountDownLatch(1);

  GracefulShutdown(Thread run, PrintWriter err) {
    super("orderly-end");
    this.run = run;
    this.err = err;
  }

  /** The run has removed what it made. */
  void reached() {
    done.countDown();
  }

  @Override
  public void run() {
    if (done.getCount() == 0) {
      return;
    }
    err.println("interrupted: removing the topics of this run");
    run.interrupt();
    try {
      if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        err.println(
            "error: the topics of this run could not be removed in "
                + PATIENCE_SECONDS
                + " s; their names begin with "
                + RunTopics.PREFIX);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.openshiftkafka;

import com.pulumi.Pulumi;

/** Starts Pulumi. */
public final class App {
  private App() {}

  /** Runs the program in the engine that started this process. */
  public static void main(String[] args) {
    Pulumi.run(ctx -> {});
  }
}

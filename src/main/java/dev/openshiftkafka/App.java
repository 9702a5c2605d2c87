package dev.openshiftkafka;

import com.pulumi.Pulumi;
import dev.openshiftkafka.config.ConfigSource;

/** Starts Pulumi. */
public final class App {
  private App() {}

  /** Runs the program in the engine that started this process. */
  public static void main(String[] args) {
    Pulumi.run(
        context ->
            KafkaStack.declare(
                context,
                ConfigSource.ofEngine(
                    context.projectName(), context.stackName(), System.getenv())));
  }
}

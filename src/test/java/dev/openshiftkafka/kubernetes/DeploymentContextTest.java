package dev.openshiftkafka.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.core.Output;
import com.pulumi.core.internal.OutputInternal;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Tests of the values that replace failed ones. */
class DeploymentContextTest {
  private static String value(Output<String> output) {
    return ((OutputInternal<String>) DeploymentContext.orElse(output, "last"))
        .getValueNullable()
        .join();
  }

  @Test
  void orElse_failedResource_isReplaced() {
    Output<String> failed =
        Output.of(CompletableFuture.failedFuture(new IllegalStateException("the Job failed")));

    assertThat(value(failed.applyValue(text -> text + "!"))).isEqualTo("last");
  }

  @Test
  void orElse_value_isKept() {
    assertThat(value(Output.of("new"))).isEqualTo("new");
  }
}

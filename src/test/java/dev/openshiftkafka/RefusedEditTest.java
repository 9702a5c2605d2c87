package dev.openshiftkafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openshiftkafka.guard.PreviousOutputs;
import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;

/** Tests of the error message of a rejected edit. */
class RefusedEditTest {
  private static final Map<String, Object> DEPLOYED =
      Map.of(PreviousOutputs.SNAPSHOT, Map.of("kafka-kafka.size", "8Gi"));

  // Repeated, because it is random which failure the SDK sees and reports first.
  @RepeatedTest(20)
  void preview_refusedEdit_declaresNothing() {
    StackRun run =
        StackRun.preview(
            "local",
            StackEdit.apply(StackFile.read("local"), Map.of("kafka/volume/size", "4Gi")),
            DEPLOYED);

    assertEquals(
        List.of(
            "This edit cannot be made to a running cluster:\n"
                + "  kafka-kafka.size: 8Gi -> 4Gi: a volume cannot shrink; keep at least 8Gi"),
        run.result().errors());
    assertEquals(
        List.of("pulumi:pulumi:Stack"), run.declared().stream().map(Declared::type).toList());
  }
}

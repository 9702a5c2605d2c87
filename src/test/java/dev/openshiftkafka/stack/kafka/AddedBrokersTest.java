package dev.openshiftkafka.stack.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Brokers that are added to a running cluster. */
class AddedBrokersTest {
  private static StackRun run(String stack, int brokers) {
    var values = StackEdit.apply(StackFile.read(stack), Map.of("kafka/brokers", brokers));
    return StackRun.update(stack, values);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "prod", "article"})
  void theBrokersThatAreThereAreNotRestarted(String stack) {
    Object template = run(stack, 3).object("StatefulSet", "kafka-kafka").at("spec", "template");

    for (int brokers : List.of(4, 6, 7)) {
      assertEquals(
          template,
          run(stack, brokers).object("StatefulSet", "kafka-kafka").at("spec", "template"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void zonesStayBalanced(String stack) {
    StackRun run = run(stack, 6);
    var properties = (Map<?, ?>) run.object("ConfigMap", "kafka-kafka").at("data");

    var zones = List.of("eu-west-1a", "eu-west-1b", "eu-west-1c");
    IntStream.range(0, 6)
        .forEach(
            i -> {
              String text = (String) properties.get("kafka-kafka-" + i + ".properties");
              assertTrue(text.contains("broker.rack=" + zones.get(i % 3) + "\n"), text);
              assertEquals(
                  zones.get(i % 3),
                  run.resources("aws:ebs/volume:").stream()
                      .filter(volume -> volume.name().equals("datadir-kafka-kafka-" + i))
                      .map(volume -> volume.at("availabilityZone"))
                      .findFirst()
                      .orElseThrow());
            });
  }
}

package dev.openshiftkafka.stack.aws;

import dev.openshiftkafka.config.StackConfig;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One app node as it is declared.
 *
 * @param zone its zone
 * @param number its number within the zone, from 0
 */
record AppNode(String zone, int number) {

  /** All nodes of a stack, zone by zone. */
  static List<AppNode> of(StackConfig config) {
    return config.zones().stream()
        .flatMap(
            zone ->
                IntStream.range(0, config.aws().nodes().perZone())
                    .mapToObj(number -> new AppNode(zone, number)))
        .toList();
  }

  String name() {
    return "kafka-node-" + zone + "-" + number;
  }
}

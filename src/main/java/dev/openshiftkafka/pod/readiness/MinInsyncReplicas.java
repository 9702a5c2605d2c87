package dev.openshiftkafka.pod.readiness;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.DescribeConfigsRequestData;
import org.apache.kafka.common.message.DescribeConfigsRequestData.DescribeConfigsResource;
import org.apache.kafka.common.message.DescribeConfigsResponseData;

/**
 * How many replicas each topic wants in sync. It changes rarely: only new topics are asked for at
 * once, and all of them every few minutes.
 */
final class MinInsyncReplicas {
  private static final int VERSION = 4;
  private static final String KEY = "min.insync.replicas";
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final Map<String, Integer> known = new HashMap<>();
  private long emptiedNanos = System.nanoTime();

  /** The values of topics; one that is deleted meanwhile has none. */
  Map<String, Integer> of(Set<String> topics, NodeConnection broker) throws IOException {
    if (System.nanoTime() - emptiedNanos > FRESH.toNanos()) {
      forget();
    }
    known.keySet().retainAll(topics);
    var missing = new HashSet<>(topics);
    missing.removeAll(known.keySet());
    if (!missing.isEmpty()) {
      ask(missing, broker);
    }
    return Map.copyOf(known);
  }

  void forget() {
    known.clear();
    emptiedNanos = System.nanoTime();
  }

  private void ask(Set<String> topics, NodeConnection broker) throws IOException {
    var request = new DescribeConfigsRequestData();
    for (String topic : topics) {
      request
          .resources()
          .add(
              new DescribeConfigsResource()
                  .setResourceType(ConfigResource.Type.TOPIC.id())
                  .setResourceName(topic)
                  .setConfigurationKeys(List.of(KEY)));
    }
    for (var result : broker.ask(request, VERSION, new DescribeConfigsResponseData()).results()) {
      for (var config : result.configs()) {
        known.put(result.resourceName(), Integer.valueOf(config.value()));
      }
    }
  }
}

package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.e2e.Pods;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One {@code pulumi up} that changes all pod templates and so rolls all pods. */
final class UpdatedStack implements Fault {
  private static final String BROKER = "broker";

  private static final String SPARE_RULE_PATTERN = "java.lang<type=Runtime><>Uptime";

  @Override
  public String name() {
    return "update";
  }

  @Override
  public String title() {
    return "`pulumi up` that changes settings, JVM flags, resources, exporters and the quorum";
  }

  @Override
  public Optional<Duration> bound(MetadataMode mode) {
    return Bounds.MOVE;
  }

  @Override
  public void inject(FaultContext context) {
    String quorum = context.mode() == MetadataMode.KRAFT ? "controller" : "zookeeper";
    var before = identities(quorum);
    // An unchanged value would not roll the pods.
    int other = 1 + context.round() % 90;
    context
        .stack()
        .edit(
            Map.of(
                "kafka/settings/queued.max.requests",
                "" + (500 + other),
                "kafka/jvm/flags",
                List.of("-XX:MaxGCPauseMillis=" + (20 + other)),
                "kafka/resources/cpu",
                (100 + other) + "m",
                "exporter/heap",
                (65 + other % 2) + "M",
                "exporter/broker",
                Map.of("rules", List.of(rule(other))),
                "quorum/heap",
                (256 + other) + "M"))
        .upWhenReady();
    var after = identities(quorum);
    if (!before.keySet().equals(after.keySet())
        || before.values().stream().anyMatch(after::containsValue)) {
      throw new IllegalStateException("not all pods were recreated: " + before + ", " + after);
    }
  }

  private static Map<String, String> identities(String quorum) {
    var identities = new HashMap<>(Pods.identities(BROKER));
    identities.putAll(Pods.identities(quorum));
    return identities;
  }

  private static Map<String, Object> rule(int number) {
    return Map.of("pattern", SPARE_RULE_PATTERN, "name", "uptime_" + number);
  }
}

package dev.openshiftkafka.config;

/** The Prometheus JMX exporter: a container beside each broker, controller and ZooKeeper server. */
public record ExporterConfig(
    @Key(
            doc =
                "Whether the pods have it. To switch it on or off rolls all of them, one after"
                    + " another.",
            defaultsTo = "true")
        Boolean enabled,
    @Key(
            doc =
                "Full reference of an image that was built already, from the program's Dockerfile"
                    + " (src/main/resources/dev/openshiftkafka/stack/monitoring/Dockerfile). When absent,"
                    + " the cluster builds it: that needs OpenShift's builds and registry, and a way"
                    + " to Maven Central.",
            optional = true)
        String image,
    @Key(doc = "Heap of the exporter's JVM.", defaultsTo = "\"128M\"") String heap,
    @Key(
            doc =
                "Resources of the exporter. The CPU limit keeps a scrape from taking the broker's"
                    + " time.",
            defaultsTo = "{\"cpu\": \"50m\", \"cpuLimit\": \"1\", \"memory\": \"256Mi\"}")
        ResourcesConfig resources,
    @Key(doc = "What the brokers' tell beside the program's own rules.", defaultsTo = "{}")
        ExporterRulesConfig broker,
    @Key(doc = "What the controllers' tell beside the program's own rules.", defaultsTo = "{}")
        ExporterRulesConfig controller,
    @Key(
            doc = "What the ZooKeeper servers' tell beside the program's own rules.",
            defaultsTo = "{}")
        ExporterRulesConfig zookeeper) {

  /** Checks the image, and that the heap leaves room in the memory. */
  public ExporterConfig {
    String givenImage = image;
    String givenHeap = heap;
    ResourcesConfig given = resources;
    Checks.run(
        checks -> {
          checks.that("image", givenImage, ImageReference::isFull, ImageReference.FULL);
          HeapRoom.check(checks, givenHeap, given);
        });
  }

  /** What is told of a component beside the program's own rules. */
  public ExporterRulesConfig rulesOf(String component) {
    return switch (component) {
      case "broker" -> broker;
      case "controller" -> controller;
      case "zookeeper" -> zookeeper;
      default -> throw new IllegalArgumentException(component);
    };
  }
}

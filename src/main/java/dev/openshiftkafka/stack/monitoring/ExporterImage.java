package dev.openshiftkafka.stack.monitoring;

import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.ResourceArgs;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.ProgramImage;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import java.util.Map;

/** Declares the build of the exporter's image, before the pods that run it. */
public final class ExporterImage extends ComponentResource {
  private static final String NAME = "kafka-jmx-exporter";
  private static final String BASE = "docker.io/apache/kafka:3.9.2";

  /** Declares it. */
  public ExporterImage(StackConfig config, ComponentResourceOptions options) {
    super("openshiftkafka:observability:ExporterImage", NAME, ResourceArgs.Empty, options);
    of(config).declare(Labels.meta(config.project().name(), NAME, JmxExporter.NAME), this);
    this.registerOutputs(Map.of());
  }

  /** Whether the cluster builds it. */
  public static boolean isBuilt(StackConfig config) {
    return config.exporter().enabled() && of(config).isBuilt();
  }

  static ProgramImage of(StackConfig config) {
    return new ProgramImage(
        config.project().name(),
        NAME,
        ProgramImage.dockerfile(
            ExporterImage.class, BASE, config.images().kafka(config.kafka().version())),
        config.exporter().image());
  }

  /** Adds the names of its objects, for the rights of the deployer. */
  public static void addTo(ResourceInventory objects, StackConfig config) {
    if (isBuilt(config)) {
      of(config).addTo(objects);
    }
  }
}

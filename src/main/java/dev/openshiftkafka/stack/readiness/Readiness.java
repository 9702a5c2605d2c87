package dev.openshiftkafka.stack.readiness;

import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.core.v1.inputs.ConfigMapVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerPortArgs;
import com.pulumi.kubernetes.core.v1.inputs.HTTPGetActionArgs;
import com.pulumi.kubernetes.core.v1.inputs.LifecycleArgs;
import com.pulumi.kubernetes.core.v1.inputs.LifecycleHandlerArgs;
import com.pulumi.kubernetes.core.v1.inputs.ProbeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import dev.openshiftkafka.config.ReadinessConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.ClassPathArchive;
import dev.openshiftkafka.kubernetes.Containers;
import dev.openshiftkafka.kubernetes.DnsCacheTtl;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.Sidecar;
import dev.openshiftkafka.readiness.agent.ReadinessAgent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The container that knows whether the broker or controller beside it is ready.
 *
 * <p>A pod is ready when all its containers are, so the member's own container keeps a probe that
 * asks for its port alone, and its liveness never depends on what others do.
 *
 * <p>It runs in the image of the member, which has Java and Kafka's messages, from a ConfigMap.
 * What is in that ConfigMap is not in the digest that rolls the pods: a compiler that writes the
 * same program in other bytes must not restart all brokers. Pods take a new one up when they next
 * start.
 *
 * @param image of the member
 * @param holdsUpStops whether the pod goes on, when it is told to stop, while another catches up
 */
public record Readiness(String image, ReadinessConfig settings, boolean holdsUpStops)
    implements Sidecar {
  /** Its container, and with the project's prefix its ConfigMap. */
  static final String CONTAINER = "readiness";

  /** Name of the ConfigMap. */
  public static final String NAME = "kafka-readiness";

  /** Port of its HTTP server. Only the kubelet asks there. */
  static final int PORT = 5557;

  private static final String FILES = "/opt/readiness";

  /** Beside brokers of this configuration. */
  public static Readiness ofBrokers(StackConfig config) {
    return of(config, config.readiness().stopSeconds() > 0);
  }

  /** Beside controllers, of which two of three are enough, whoever they are. */
  public static Readiness ofControllers(StackConfig config) {
    return of(config, false);
  }

  private static Readiness of(StackConfig config, boolean holdsUpStops) {
    return new Readiness(
        config.images().kafka(config.kafka().version()), config.readiness(), holdsUpStops);
  }

  /** The program's archives. */
  public static ConfigMapArgs configMap(String namespace) {
    return ConfigMapArgs.builder()
        .metadata(Labels.meta(namespace, NAME, CONTAINER))
        .binaryData(
            Map.of(
                "readiness.jar", ClassPathArchive.of(
                    List.of(".class"),
                    ReadinessAgent.class,
                    dev.openshiftkafka.pod.readiness.ReadinessAgent.class),
                "picocli.jar", ClassPathArchive.library("picocli/CommandLine.class")))
        .build();
  }

  @Override
  public ContainerArgs container(VolumeMountArgs files, String folder) {
    ContainerArgs.Builder container = ContainerArgs.builder().name(CONTAINER);
    holdUpStops(container);
    return container
        .image(image)
        .imagePullPolicy("IfNotPresent")
        .env(Containers.podName())
        .command(command(folder))
        .ports(ContainerPortArgs.builder().name(CONTAINER).containerPort(PORT).build())
        .startupProbe(get("/alive").periodSeconds(1).failureThreshold(120).build())
        // What it answers has lasted already: the kubelet need not wait once more.
        .readinessProbe(get("/ready").periodSeconds(2).failureThreshold(2).build())
        .livenessProbe(get("/alive").periodSeconds(10).failureThreshold(6).build())
        .resources(Containers.resources(settings.resources()))
        .securityContext(Containers.security())
        .volumeMounts(
            files,
            VolumeMountArgs.builder().name(CONTAINER).mountPath(FILES).readOnly(true).build())
        .build();
  }

  /**
   * Lets the kubelet ask, before it stops a container, whether the pod may stop. The container that
   * answers has to wait as well, and both have the pod's grace period.
   */
  public void holdUpStops(ContainerArgs.Builder container) {
    if (holdsUpStops) {
      container.lifecycle(
          LifecycleArgs.builder()
              .preStop(
                  LifecycleHandlerArgs.builder()
                      .httpGet(HTTPGetActionArgs.builder().path("/stop").port(PORT).build())
                      .build())
              .build());
    }
  }

  /** What the pod's grace period must have beside the time that the member takes to stop. */
  public int stopSeconds() {
    return holdsUpStops ? settings.stopSeconds() : 0;
  }

  @Override
  public List<VolumeArgs> volumes() {
    return List.of(
        VolumeArgs.builder()
            .name(CONTAINER)
            .configMap(ConfigMapVolumeSourceArgs.builder().name(NAME).build())
            .build());
  }

  private List<String> command(String folder) {
    var command = new ArrayList<String>();
    command.add("java");
    command.addAll(Sidecar.jvmFlags(settings.heap()));
    command.add(DnsCacheTtl.JVM_FLAG);
    command.addAll(
        List.of(
            "-cp",
            FILES + "/*:/opt/kafka/libs/*",
            ReadinessAgent.class.getName(),
            "--server-properties=" + folder + "/$(POD_NAME).properties",
            "--port=" + PORT,
            "--absent-seconds=" + settings.absentSeconds(),
            "--stop-seconds=" + settings.stopSeconds()));
    return command;
  }

  private static ProbeArgs.Builder get(String path) {
    return Sidecar.get(path, PORT);
  }
}

package dev.openshiftkafka.stack.ui;

import com.pulumi.kubernetes.core.v1.inputs.ConfigMapVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerPortArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.Containers;
import dev.openshiftkafka.kubernetes.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Renders the container of CMAK, the article's Kafka Manager.
 *
 * <p>It listens beyond the pod, because the cluster is made known to it over HTTP; the network
 * policy lets only that one pod in.
 */
record Cmak(StackConfig config) implements UiContainer {
  static final String NAME = "kafka-manager";
  static final String FILES = "/opt/kafka-manager";

  /** As the article gives it to the form. */
  static final String ZOOKEEPER = Names.ZOOKEEPER + ":" + Names.ZOOKEEPER_CLIENT_PORT;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String upstream() {
    return "http://127.0.0.1:" + Names.CMAK_PORT;
  }

  @Override
  public List<String> openPaths() {
    return List.of();
  }

  @Override
  public List<VolumeArgs> volumes() {
    return List.of(files());
  }

  /** The files of this stack: how CMAK logs, and what makes the cluster known to it. */
  static VolumeArgs files() {
    return VolumeArgs.builder()
        .name("files")
        .configMap(ConfigMapVolumeSourceArgs.builder().name(NAME).build())
        .build();
  }

  static VolumeMountArgs filesMount() {
    return VolumeMountArgs.builder().name("files").mountPath(FILES).readOnly(true).build();
  }

  @Override
  public ContainerArgs container() {
    return new UiProbes("/api/health", Names.CMAK_PORT, "HTTP")
        .addTo(ContainerArgs.builder())
        .name("cmak")
        .image(config.ui().images().cmak())
        .imagePullPolicy("IfNotPresent")
        .env(UiContainer.variables(environment()))
        .ports(ContainerPortArgs.builder().name("cmak").containerPort(Names.CMAK_PORT).build())
        .resources(Containers.resources(config.ui().resources()))
        .securityContext(Containers.security())
        .volumeMounts(
            VolumeMountArgs.builder().name(TMP_VOLUME).mountPath("/tmp").build(), filesMount())
        .build();
  }

  private Map<String, String> environment() {
    var values = new TreeMap<String, String>();
    values.put("ZK_HOSTS", ZOOKEEPER);
    values.put("JAVA_OPTS", String.join(" ", javaOptions()));
    return values;
  }

  /** The root file system takes neither a file with the process's number nor one with its log. */
  private List<String> javaOptions() {
    var options = new ArrayList<>(List.of(JVM));
    options.add("-Dhttp.port=" + Names.CMAK_PORT);
    options.add("-Dpidfile.path=/dev/null");
    options.add("-Dlogger.file=" + FILES + "/" + CmakFiles.LOGGING);
    if (config.ui().readOnly()) {
      // Of its features only the one by which clusters are made known to it.
      options.add("-Dapplication.features.0=KMClusterManagerFeature");
    }
    return options;
  }
}

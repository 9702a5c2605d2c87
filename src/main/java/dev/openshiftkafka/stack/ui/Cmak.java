package dev.openshiftkafka.stack.ui;

import static dev.openshiftkafka.kubernetes.ApiResource.inProject;

import com.pulumi.kubernetes.core.v1.ConfigMap;
import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerPortArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import com.pulumi.resources.Resource;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.ClassPathArchive;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.kubernetes.Operand.NodeAccess;
import dev.openshiftkafka.kubernetes.OperandComponent;
import dev.openshiftkafka.kubernetes.PodProgram;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import dev.openshiftkafka.kubernetes.Workload;
import dev.openshiftkafka.pod.cmak.RegisterCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The container of CMAK, the article's Kafka Manager.
 *
 * <p>It listens on the pod's address, because the registration Job calls its HTTP API. The
 * NetworkPolicy admits the pod of that Job only.
 */
record Cmak(StackConfig config) implements UiContainer {
  /** Name of the Deployment, and of the ConfigMap with its files. */
  static final String NAME = "kafka-manager";

  static final int PORT = 9000;

  /** As the article enters it into the form. */
  static final String ZOOKEEPER = Names.ZOOKEEPER + ":" + Names.ZOOKEEPER_CLIENT_PORT;

  /** The program of the registration Job; CMAK itself reads the logging configuration there. */
  static final PodProgram PROGRAM =
      new PodProgram(RegisterCluster.class.getName(), "files", "/opt/kafka-manager");

  private static final String LOGBACK = "logback.xml";

  private static final String LOG_TO_CONSOLE =
      """
      <configuration>
        <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
          <encoder><pattern>%d [%level] %logger - %msg%n</pattern></encoder>
        </appender>
        <root level="INFO"><appender-ref ref="console"/></root>
      </configuration>
      """;

  /** Adds the objects that only CMAK has. */
  static void addTo(ResourceInventory inventory) {
    inventory
        .add(inProject("", "configmaps"), NAME)
        .add(inProject("batch", "jobs"), CmakRegistration.NAME);
  }

  /** Declares the ConfigMap with the logging configuration and the registration program. */
  static Resource files(StackConfig config, OperandComponent component) {
    return new ConfigMap(
        NAME,
        ConfigMapArgs.builder()
            .metadata(Labels.meta(config.project().name(), NAME, WebUi.COMPONENT))
            .data(Map.of(LOGBACK, LOG_TO_CONSOLE))
            .binaryData(archives())
            .build(),
        component.child().build());
  }

  /** The registration program's archives by name, in Base64. */
  static Map<String, String> archives() {
    return Map.of(
        "register.jar", ClassPathArchive.of(List.of(".class"), RegisterCluster.class),
        "picocli.jar", ClassPathArchive.library("picocli/CommandLine.class"));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String upstream() {
    return "http://127.0.0.1:" + PORT;
  }

  @Override
  public List<String> openPaths() {
    return List.of();
  }

  @Override
  public List<VolumeArgs> volumes() {
    return List.of(PROGRAM.volumeOf(NAME));
  }

  @Override
  public List<NodeAccess> nodeAccess() {
    return List.of(
        new NodeAccess(WebUi.COMPONENT, Names.ZOOKEEPER_COMPONENT, Names.ZOOKEEPER_CLIENT_PORT));
  }

  @Override
  public ContainerArgs container() {
    return UiContainer.probed(
            Workload.container("cmak", config.ui().images().cmak(), config.ui().resources()),
            "/api/health",
            PORT,
            "HTTP")
        .env(UiContainer.variables(environment()))
        .ports(ContainerPortArgs.builder().name("cmak").containerPort(PORT).build())
        .volumeMounts(
            VolumeMountArgs.builder().name(TMP_VOLUME).mountPath("/tmp").build(), PROGRAM.mount())
        .build();
  }

  private Map<String, String> environment() {
    var values = new TreeMap<String, String>();
    values.put("ZK_HOSTS", ZOOKEEPER);
    values.put("JAVA_OPTS", String.join(" ", javaOptions()));
    return values;
  }

  /** The root file system is read-only: there is neither a pid file nor a log file. */
  private List<String> javaOptions() {
    var options = new ArrayList<>(List.of(JVM));
    options.add("-Dhttp.port=" + PORT);
    options.add("-Dpidfile.path=/dev/null");
    options.add("-Dlogger.file=" + PROGRAM.folder() + "/" + LOGBACK);
    if (config.ui().readOnly()) {
      // Of its features only the one that the registration Job needs.
      options.add("-Dapplication.features.0=KMClusterManagerFeature");
    }
    return options;
  }
}

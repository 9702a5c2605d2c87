package dev.openshiftkafka.stack.ui;

import static dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource.inProject;

import com.pulumi.kubernetes.batch.v1.Job;
import com.pulumi.kubernetes.batch.v1.JobArgs;
import com.pulumi.kubernetes.batch.v1.inputs.JobSpecArgs;
import com.pulumi.kubernetes.core.v1.ConfigMap;
import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.core.v1.ServiceAccount;
import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerPortArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import com.pulumi.resources.Resource;
import dev.openshiftkafka.config.ResourcesConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.BrokerAddresses;
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
 * The container of CMAK, the article's Kafka Manager, and the Job that registers the cluster in it.
 *
 * <p>CMAK listens on the address of the pod, because the registration Job calls its HTTP API. The
 * NetworkPolicy admits only the pod of that Job.
 */
record Cmak(StackConfig config) implements UiContainer {
  /** Name of the Deployment, and of the ConfigMap with its files. */
  static final String NAME = "kafka-manager";

  static final int PORT = 9000;

  /** The connection string that the article enters into the form. */
  static final String ZOOKEEPER = Names.ZOOKEEPER + ":" + Names.ZOOKEEPER_CLIENT_PORT;

  /**
   * The program of the registration Job. CMAK mounts the same volume for its logging configuration.
   */
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

  /** Adds the objects that only CMAK needs. */
  static void addTo(ResourceInventory inventory) {
    inventory
        .add(inProject("", "configmaps"), NAME)
        .add(inProject("batch", "jobs"), Registration.NAME);
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

  /** The jars of the registration program by file name, in Base64. */
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

  /** Without pid file and log file, because the root file system is read-only. */
  private List<String> javaOptions() {
    var options = new ArrayList<>(List.of(JVM));
    options.add("-Dhttp.port=" + PORT);
    options.add("-Dpidfile.path=/dev/null");
    options.add("-Dlogger.file=" + PROGRAM.folder() + "/" + LOGBACK);
    if (config.ui().readOnly()) {
      // Enables only the feature that the registration Job needs.
      options.add("-Dapplication.features.0=KMClusterManagerFeature");
    }
    return options;
  }

  /**
   * The Job that registers the cluster in CMAK, a manual step of the article.
   *
   * <p>CMAK stores its clusters in ZooKeeper, so one run is sufficient; another one finds the
   * cluster and changes nothing.
   */
  static final class Registration {
    static final String NAME = Cmak.NAME + "-registration";
    static final String COMPONENT = "cmak-registration";

    /** For a few small HTTP requests. */
    private static final ResourcesConfig RESOURCES = new ResourcesConfig("50m", null, "192Mi");

    private static final int TIMEOUT_SECONDS = 300;
    private static final int RETRIES = 2;

    private final StackConfig config;
    private final Workload workload;

    Registration(StackConfig config) {
      this.config = config;
      this.workload = Workload.of(config, NAME, COMPONENT);
    }

    /**
     * Declares the Job.
     *
     * @param cmak CMAK's Deployment, which must be ready before the Job starts
     */
    void declare(OperandComponent component, Resource cmak) {
      var account = new ServiceAccount(NAME, workload.serviceAccount(), component.child().build());
      new Job(NAME, job(), component.child().dependsOn(account, cmak).build());
    }

    private JobArgs job() {
      return JobArgs.builder()
          .metadata(workload.meta(NAME))
          .spec(
              JobSpecArgs.builder()
                  .backoffLimit(RETRIES)
                  .template(workload.template(pod()))
                  .build())
          .build();
    }

    private PodSpecArgs pod() {
      return workload
          .pod()
          .restartPolicy("Never")
          .containers(
              Workload.container(
                      "register", config.images().kafka(config.kafka().version()), RESOURCES)
                  .command(command())
                  .volumeMounts(Cmak.PROGRAM.mount())
                  .build())
          .volumes(Cmak.PROGRAM.volumeOf(Cmak.NAME))
          .build();
    }

    private List<String> command() {
      return Cmak.PROGRAM.command(
          List.of("-Xmx48M"),
          List.of(
              "--cmak=http://" + BrokerAddresses.service(config, WebUi.NAME) + ":" + Cmak.PORT,
              "--name=kafka",
              "--zookeeper=" + Cmak.ZOOKEEPER,
              "--patience-seconds=" + TIMEOUT_SECONDS));
    }
  }
}

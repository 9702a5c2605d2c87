package dev.openshiftkafka.stack.topics;

import com.pulumi.kubernetes.batch.v1.JobArgs;
import com.pulumi.kubernetes.batch.v1.inputs.JobSpecArgs;
import com.pulumi.kubernetes.batch.v1.inputs.PodFailurePolicyArgs;
import com.pulumi.kubernetes.batch.v1.inputs.PodFailurePolicyOnPodConditionsPatternArgs;
import com.pulumi.kubernetes.batch.v1.inputs.PodFailurePolicyRuleArgs;
import com.pulumi.kubernetes.core.v1.inputs.ConfigMapVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodTemplateSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.BrokerAddresses;
import dev.openshiftkafka.kubernetes.ConfigHash;
import dev.openshiftkafka.kubernetes.Containers;
import dev.openshiftkafka.kubernetes.DnsCacheTtl;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.pod.topics.Declaration;
import dev.openshiftkafka.pod.topics.TopicsCommand;
import dev.openshiftkafka.stack.openshift.Project;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Renders the Job that makes the topics, and what it reads. */
final class TopicsJob {
  static final String DECLARATION = "topics.json";

  private static final String FILES = "/opt/topics";
  private static final String TERMINATION_LOG = "/dev/termination-log";
  private static final String LOGGING = "dev/openshiftkafka/pod/load/";

  /** To find a node, to pull the image, and to read the cluster. */
  private static final int START_SECONDS = 300;

  private static final int ID_LENGTH = 16;

  private final StackConfig config;
  private final Declaration declaration;
  private final Map<String, String> files;
  private final Map<String, String> podAnnotations;

  TopicsJob(StackConfig config, Map<String, String> files, Declaration declaration) {
    this.config = config;
    this.files = files;
    this.podAnnotations = Project.podAnnotations(config.project());
    this.declaration = declaration.withId(id(declaration));
  }

  /** What tells this Job from any other: all that a Job would run anew for. */
  private String id(Declaration declaration) {
    return ConfigHash.of(
            declaration.withId("").json(),
            files.toString(),
            image(),
            command("").toString(),
            config.topics().resources().toString(),
            podAnnotations.toString())
        .substring(0, ID_LENGTH);
  }

  String id() {
    return declaration.id();
  }

  /** The archives of the program. */
  Map<String, String> files() {
    return files;
  }

  /** What the program reads. */
  Map<String, String> data() {
    return Map.of(DECLARATION, declaration.json());
  }

  /** How long to wait until it has done its work. */
  Duration patience() {
    return Duration.ofSeconds(config.topics().readyTimeoutSeconds() + 2L * START_SECONDS);
  }

  JobArgs job() {
    return JobArgs.builder()
        .metadata(
            ObjectMetaArgs.builder()
                .namespace(config.project().name())
                .name(Topics.NAME)
                .labels(Labels.of(Topics.COMPONENT))
                // The next update tries again what failed in this one.
                .annotations(Map.of("pulumi.com/replaceUnready", "true"))
                .build())
        .spec(
            JobSpecArgs.builder()
                // The program itself tries again what may yet succeed; and the engine's plugin
                // learns of a failure at once for this reason and that of the deadline only.
                .backoffLimit(0)
                .podFailurePolicy(lostPodsAreMadeAnew())
                .activeDeadlineSeconds(config.topics().readyTimeoutSeconds() + START_SECONDS)
                .template(
                    PodTemplateSpecArgs.builder()
                        .metadata(
                            ObjectMetaArgs.builder()
                                .labels(Labels.of(Topics.COMPONENT))
                                .annotations(annotations())
                                .build())
                        .spec(pod())
                        .build())
                .build())
        .build();
  }

  /** Another declaration is another template, which Kubernetes takes in a new Job only. */
  private Map<String, String> annotations() {
    var annotations = new TreeMap<>(podAnnotations);
    annotations.put(ConfigHash.ANNOTATION, id());
    return annotations;
  }

  private static PodFailurePolicyArgs lostPodsAreMadeAnew() {
    return PodFailurePolicyArgs.builder()
        .rules(
            PodFailurePolicyRuleArgs.builder()
                .action("Ignore")
                .onPodConditions(
                    PodFailurePolicyOnPodConditionsPatternArgs.builder()
                        .type("DisruptionTarget")
                        .status("True")
                        .build())
                .build())
        .build();
  }

  private PodSpecArgs pod() {
    return PodSpecArgs.builder()
        .restartPolicy("Never")
        .serviceAccountName(Topics.NAME)
        .automountServiceAccountToken(false)
        .enableServiceLinks(false)
        .securityContext(Containers.podSecurity())
        .containers(container())
        .volumes(
            VolumeArgs.builder()
                .name("files")
                .configMap(ConfigMapVolumeSourceArgs.builder().name(Topics.NAME).build())
                .build())
        .build();
  }

  private ContainerArgs container() {
    return ContainerArgs.builder()
        .name(Topics.COMPONENT)
        .image(image())
        .imagePullPolicy("IfNotPresent")
        .command(command(id()))
        // Of a JVM that dies before it can say why.
        .terminationMessagePolicy("FallbackToLogsOnError")
        .resources(Containers.resources(config.topics().resources()))
        .securityContext(Containers.security())
        .volumeMounts(
            VolumeMountArgs.builder().name("files").mountPath(FILES).readOnly(true).build())
        .build();
  }

  private String image() {
    return config.images().kafka(config.kafka().version());
  }

  private List<String> command(String id) {
    return List.of(
        "java",
        "-XX:MaxRAMPercentage=50",
        "-XX:+ExitOnOutOfMemoryError",
        DnsCacheTtl.JVM_FLAG,
        "-Dlog4j.configuration=" + LOGGING + "log4j.properties",
        "-Dlog4j2.configurationFile=classpath:" + LOGGING + "log4j2.properties",
        "-cp",
        FILES + "/*:/opt/kafka/libs/*",
        TopicsCommand.class.getName(),
        "--bootstrap-server=" + BrokerAddresses.bootstrapServers(config),
        "--declaration=" + FILES + "/" + DECLARATION,
        "--id=" + id,
        "--timeout-seconds=" + config.topics().readyTimeoutSeconds(),
        "--termination-log=" + TERMINATION_LOG);
  }
}

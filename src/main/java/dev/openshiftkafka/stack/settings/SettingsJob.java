package dev.openshiftkafka.stack.settings;

import com.pulumi.kubernetes.batch.v1.JobArgs;
import com.pulumi.kubernetes.batch.v1.inputs.JobSpecArgs;
import com.pulumi.kubernetes.batch.v1.inputs.PodFailurePolicyArgs;
import com.pulumi.kubernetes.batch.v1.inputs.PodFailurePolicyOnPodConditionsPatternArgs;
import com.pulumi.kubernetes.batch.v1.inputs.PodFailurePolicyRuleArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSpecArgs;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.BrokerAddresses;
import dev.openshiftkafka.kubernetes.ClassPathArchive;
import dev.openshiftkafka.kubernetes.DnsCacheTtl;
import dev.openshiftkafka.kubernetes.PodProgram;
import dev.openshiftkafka.kubernetes.Workload;
import dev.openshiftkafka.pod.load.LoadGenerator;
import dev.openshiftkafka.pod.settings.Declaration;
import dev.openshiftkafka.pod.settings.SettingsCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds the Job that sets the dynamic settings, and its files. */
final class SettingsJob {
  private static final PodProgram PROGRAM =
      new PodProgram(SettingsCommand.class.getName(), "files", "/opt/settings");

  private static final String TERMINATION_LOG = "/dev/termination-log";

  /** Time to schedule the pod and pull the image, and for several changes of a thread pool. */
  private static final int DEADLINE_SECONDS = 900;

  /** Time that Pulumi waits for its completion. */
  static final Duration TIMEOUT = Duration.ofSeconds(DEADLINE_SECONDS + 300);

  private final StackConfig config;
  private final Declaration declaration;
  private final Workload workload;

  SettingsJob(StackConfig config, Declaration declaration) {
    this.config = config;
    this.declaration = declaration;
    this.workload = Workload.of(config, BrokerSettings.NAME, BrokerSettings.COMPONENT);
  }

  /** The jars of the program by file name, in Base64. The Kafka image has all other libraries. */
  static Map<String, String> programArchives() {
    var files = new TreeMap<String, String>();
    files.put("settings.jar", ClassPathArchive.of(List.of(".class"), SettingsCommand.class));
    files.put("picocli.jar", ClassPathArchive.library("picocli/CommandLine.class"));
    // All programs in pods use the same logging configuration.
    files.put("logging.jar", ClassPathArchive.of(List.of(".properties"), LoadGenerator.class));
    return files;
  }

  Workload workload() {
    return workload;
  }

  /**
   * The Job. A changed setting changes an argument of its pod template, which is immutable, so
   * Pulumi replaces the Job. A changed program is no reason to run it again.
   */
  JobArgs job() {
    return JobArgs.builder()
        // After a failure, the next update runs the Job again.
        .metadata(workload.meta(BrokerSettings.NAME, Map.of("pulumi.com/replaceUnready", "true")))
        .spec(
            JobSpecArgs.builder()
                // The program itself retries. The Pulumi plugin reports a failed Job immediately
                // only when the backoff limit or the deadline is exceeded.
                .backoffLimit(0)
                .podFailurePolicy(ignoreDisruptions())
                .activeDeadlineSeconds(DEADLINE_SECONDS)
                .template(workload.template(pod()))
                .build())
        .build();
  }

  /** An evicted or preempted pod is replaced and does not count as a failure. */
  private static PodFailurePolicyArgs ignoreDisruptions() {
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
    return workload
        .pod()
        .restartPolicy("Never")
        .containers(container())
        .volumes(PROGRAM.volumeOf(BrokerSettings.NAME))
        .build();
  }

  private ContainerArgs container() {
    return Workload.container(
            BrokerSettings.COMPONENT,
            config.images().kafka(config.kafka().version()),
            config.topics().resources())
        .command(command())
        // In case the JVM exits before the program writes its message.
        .terminationMessagePolicy("FallbackToLogsOnError")
        .volumeMounts(PROGRAM.mount())
        .build();
  }

  private List<String> command() {
    var flags =
        new ArrayList<>(
            List.of(
                "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", DnsCacheTtl.JVM_FLAG));
    flags.addAll(PodProgram.loggingFlags());
    return PROGRAM.command(
        flags,
        List.of(
            "--bootstrap-server=" + BrokerAddresses.bootstrapServers(config),
            // Kubernetes expands $(NAME) in a command, and $$ to a dollar sign.
            "--declaration=" + declaration.json().replace("$", "$$"),
            "--termination-log=" + TERMINATION_LOG));
  }
}

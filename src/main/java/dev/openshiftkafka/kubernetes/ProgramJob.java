package dev.openshiftkafka.kubernetes;

import com.pulumi.kubernetes.batch.v1.JobArgs;
import com.pulumi.kubernetes.batch.v1.inputs.JobSpecArgs;
import com.pulumi.kubernetes.batch.v1.inputs.PodFailurePolicyArgs;
import com.pulumi.kubernetes.batch.v1.inputs.PodFailurePolicyOnPodConditionsPatternArgs;
import com.pulumi.kubernetes.batch.v1.inputs.PodFailurePolicyRuleArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import dev.openshiftkafka.config.ResourcesConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Builds Jobs that run a {@link PodProgram} with Kafka's Admin client. The program itself retries.
 *
 * @param files ConfigMap with the program's jars
 * @param image image of the brokers
 * @param resources resources of the container
 * @param credentials credentials of the client; empty when the brokers need none
 */
public record ProgramJob(
    PodProgram program,
    String files,
    String image,
    ResourcesConfig resources,
    Optional<ClientCredentials> credentials) {
  private static final String TERMINATION_LOG = "/dev/termination-log";

  /**
   * The Job. After a failure, the next update runs it again.
   *
   * @param arguments arguments of the program, before that of its termination log
   * @param deadlineSeconds time after which the Job fails
   */
  public JobArgs args(Workload workload, String name, List<String> arguments, int deadlineSeconds) {
    return args(workload, name, arguments, deadlineSeconds, List.of());
  }

  /**
   * The Job, whose container has further volumes.
   *
   * @param arguments arguments of the program, before that of its termination log
   * @param deadlineSeconds time after which the Job fails
   */
  public JobArgs args(
      Workload workload,
      String name,
      List<String> arguments,
      int deadlineSeconds,
      List<PodVolume> volumes) {
    return JobArgs.builder()
        .metadata(workload.meta(name, Map.of("pulumi.com/replaceUnready", "true")))
        .spec(spec(workload, arguments, deadlineSeconds, volumes))
        .build();
  }

  /** The specification of the Job, also for a CronJob. */
  public JobSpecArgs spec(
      Workload workload, List<String> arguments, int deadlineSeconds, List<PodVolume> volumes) {
    return JobSpecArgs.builder()
        // The Pulumi plugin reports a failed Job immediately only when the backoff limit or the
        // deadline is exceeded.
        .backoffLimit(0)
        .podFailurePolicy(ignoreDisruptions())
        .activeDeadlineSeconds(deadlineSeconds)
        .template(workload.template(pod(workload, arguments, volumes)))
        .build();
  }

  /**
   * The jars of a program by file name, in Base64. The Kafka image has all other libraries.
   *
   * @param jar file name of the program's jar
   * @param logging a class next to the logging configuration that all programs in pods use
   * @param packages a class of each package of the program
   */
  public static Map<String, String> archives(String jar, Class<?> logging, Class<?>... packages) {
    return new TreeMap<>(
        Map.of(
            jar,
            ClassPathArchive.of(List.of(".class"), packages),
            "picocli.jar",
            ClassPathArchive.library("picocli/CommandLine.class"),
            "logging.jar",
            ClassPathArchive.of(List.of(".properties"), logging)));
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

  private PodSpecArgs pod(Workload workload, List<String> arguments, List<PodVolume> further) {
    var volumes = new ArrayList<VolumeArgs>();
    var mounts = new ArrayList<VolumeMountArgs>();
    volumes.add(program.volumeOf(files));
    mounts.add(program.mount());
    credentials.map(ClientCredentials::volume).ifPresent(volumes::add);
    credentials.map(ClientCredentials::mount).ifPresent(mounts::add);
    for (PodVolume volume : further) {
      volumes.add(volume.volume());
      mounts.add(volume.mount());
    }
    return workload
        .pod()
        .restartPolicy("Never")
        .containers(container(workload, arguments, mounts))
        .volumes(volumes)
        .build();
  }

  private ContainerArgs container(
      Workload workload, List<String> arguments, List<VolumeMountArgs> mounts) {
    return Workload.container(workload.component(), image, resources)
        .command(command(arguments))
        // In case the JVM exits before the program writes its message.
        .terminationMessagePolicy("FallbackToLogsOnError")
        .volumeMounts(mounts)
        .build();
  }

  /** The command of the container. */
  public List<String> command(List<String> arguments) {
    var flags =
        new ArrayList<>(
            List.of(
                "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", DnsCacheTtl.JVM_FLAG));
    flags.addAll(PodProgram.loggingFlags());
    var all = new ArrayList<>(arguments);
    credentials.map(ClientCredentials::argument).ifPresent(all::add);
    all.add("--termination-log=" + TERMINATION_LOG);
    return program.command(flags, all);
  }
}

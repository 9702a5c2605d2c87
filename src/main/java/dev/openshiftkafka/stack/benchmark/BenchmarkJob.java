package dev.openshiftkafka.stack.benchmark;

import com.pulumi.kubernetes.batch.v1.CronJobArgs;
import com.pulumi.kubernetes.batch.v1.inputs.CronJobSpecArgs;
import com.pulumi.kubernetes.batch.v1.inputs.JobSpecArgs;
import com.pulumi.kubernetes.batch.v1.inputs.JobTemplateSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.ConfigMapVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.EmptyDirVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.EnvVarArgs;
import com.pulumi.kubernetes.core.v1.inputs.EnvVarSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.ObjectFieldSelectorArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodTemplateSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.TopologySpreadConstraintArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import com.pulumi.kubernetes.meta.v1.inputs.LabelSelectorArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import dev.openshiftkafka.config.BenchmarkConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.BrokerAddresses;
import dev.openshiftkafka.kubernetes.Containers;
import dev.openshiftkafka.kubernetes.DnsCacheTtl;
import dev.openshiftkafka.kubernetes.Labels;
import java.util.List;
import java.util.Map;

/** Renders the CronJob of the benchmark. */
final class BenchmarkJob {
  private static final String FILES = "/opt/load-generator";

  private static final String LOGGING = "dev/openshiftkafka/pod/load/";

  /** A schedule is demanded even of what never runs by itself. */
  private static final String NEW_YEAR = "0 0 1 1 *";

  private static final int ONE_WEEK_SECONDS = 7 * 24 * 3600;

  private final StackConfig config;
  private final BenchmarkConfig benchmark;
  private final Map<String, String> podAnnotations;

  BenchmarkJob(StackConfig config, Map<String, String> podAnnotations) {
    this.config = config;
    this.benchmark = config.benchmark();
    this.podAnnotations = podAnnotations;
  }

  CronJobArgs cronJob() {
    return CronJobArgs.builder()
        .metadata(Labels.meta(config.project().name(), BenchmarkStep.NAME, BenchmarkStep.COMPONENT))
        .spec(
            CronJobSpecArgs.builder()
                .schedule(NEW_YEAR)
                .suspend(true)
                .concurrencyPolicy("Forbid")
                .jobTemplate(JobTemplateSpecArgs.builder().metadata(meta()).spec(job()).build())
                .build())
        .build();
  }

  private static ObjectMetaArgs meta() {
    return ObjectMetaArgs.builder().labels(Labels.of(BenchmarkStep.COMPONENT)).build();
  }

  /** A failed run is a result: it is not tried again. */
  private JobSpecArgs job() {
    return JobSpecArgs.builder()
        .backoffLimit(0)
        // A run in several pods is the same with other numbers.
        .completionMode("Indexed")
        .completions(1)
        .parallelism(1)
        .ttlSecondsAfterFinished(ONE_WEEK_SECONDS)
        .template(
            PodTemplateSpecArgs.builder()
                .metadata(
                    ObjectMetaArgs.builder()
                        .labels(Labels.of(BenchmarkStep.COMPONENT))
                        .annotations(podAnnotations)
                        .build())
                .spec(pod())
                .build())
        .build();
  }

  private PodSpecArgs pod() {
    return PodSpecArgs.builder()
        .restartPolicy("Never")
        .serviceAccountName(BenchmarkStep.NAME)
        .automountServiceAccountToken(false)
        .enableServiceLinks(false)
        .securityContext(Containers.podSecurity())
        .topologySpreadConstraints(
            TopologySpreadConstraintArgs.builder()
                .topologyKey("topology.kubernetes.io/zone")
                .maxSkew(1)
                .whenUnsatisfiable("ScheduleAnyway")
                .labelSelector(
                    LabelSelectorArgs.builder()
                        .matchLabels(Labels.selector(BenchmarkStep.COMPONENT))
                        .build())
                .build())
        .containers(container())
        .volumes(
            VolumeArgs.builder()
                .name("load-generator")
                .configMap(ConfigMapVolumeSourceArgs.builder().name(BenchmarkStep.NAME).build())
                .build(),
            VolumeArgs.builder()
                .name("tmp")
                .emptyDir(EmptyDirVolumeSourceArgs.builder().build())
                .build())
        .build();
  }

  private ContainerArgs container() {
    return ContainerArgs.builder()
        .name("load-generator")
        .image(config.images().kafka(config.kafka().version()))
        .imagePullPolicy("IfNotPresent")
        .command(command())
        .env(
            variable("LOAD_GENERATOR_WORKLOADS", FILES),
            // A run may name another workload, and change single keys of it.
            variable("LOAD_GENERATOR_WORKLOAD", benchmark.workload()),
            variable("LOAD_GENERATOR_SET", ""),
            variable("LOAD_GENERATOR_PODS", "1"),
            variable("LOAD_GENERATOR_ON_DATA", "false"),
            run())
        .resources(Containers.resources(benchmark.resources()))
        .securityContext(Containers.security())
        .volumeMounts(
            VolumeMountArgs.builder()
                .name("load-generator")
                .mountPath(FILES)
                .readOnly(true)
                .build(),
            // The native parts of the compression libraries go here.
            VolumeMountArgs.builder().name("tmp").mountPath("/tmp").build())
        .build();
  }

  /** All pods of a Job are one run. */
  private static EnvVarArgs run() {
    return EnvVarArgs.builder()
        .name("LOAD_GENERATOR_RUN")
        .valueFrom(
            EnvVarSourceArgs.builder()
                .fieldRef(
                    ObjectFieldSelectorArgs.builder()
                        .fieldPath("metadata.labels['batch.kubernetes.io/job-name']")
                        .build())
                .build())
        .build();
  }

  private static EnvVarArgs variable(String name, String value) {
    return EnvVarArgs.builder().name(name).value(value).build();
  }

  /** Kubernetes, not a shell, replaces the variable. */
  private List<String> command() {
    return List.of(
        "java",
        "-Xms" + benchmark.heap(),
        "-Xmx" + benchmark.heap(),
        // In a small container the JVM would choose the serial collector: longer pauses, fewer
        // records.
        "-XX:+UseG1GC",
        "-XX:+ExitOnOutOfMemoryError",
        DnsCacheTtl.JVM_FLAG,
        // Kafka 3 logs by the one, and Kafka 4 by the other.
        "-Dlog4j.configuration=" + LOGGING + "log4j.properties",
        "-Dlog4j2.configurationFile=classpath:" + LOGGING + "log4j2.properties",
        "-cp",
        FILES + "/*:/opt/kafka/libs/*",
        "dev.openshiftkafka.pod.load.LoadGenerator",
        "$(LOAD_GENERATOR_WORKLOAD)",
        "--bootstrap-server=" + BrokerAddresses.bootstrapServers(config),
        "--min-records-per-second=" + benchmark.minMsgsPerSec(),
        "--print-reports");
  }
}

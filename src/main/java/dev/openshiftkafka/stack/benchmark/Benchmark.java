package dev.openshiftkafka.stack.benchmark;

import static dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource.inProject;

import com.pulumi.kubernetes.batch.v1.CronJob;
import com.pulumi.kubernetes.batch.v1.CronJobArgs;
import com.pulumi.kubernetes.batch.v1.inputs.CronJobSpecArgs;
import com.pulumi.kubernetes.batch.v1.inputs.JobSpecArgs;
import com.pulumi.kubernetes.batch.v1.inputs.JobTemplateSpecArgs;
import com.pulumi.kubernetes.core.v1.ConfigMap;
import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.core.v1.ServiceAccount;
import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.EmptyDirVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.EnvVarArgs;
import com.pulumi.kubernetes.core.v1.inputs.EnvVarSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.ObjectFieldSelectorArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.TopologySpreadConstraintArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import dev.openshiftkafka.capacity.Capacity;
import dev.openshiftkafka.capacity.model.Hardware;
import dev.openshiftkafka.config.AclOperation;
import dev.openshiftkafka.config.AclResourceType;
import dev.openshiftkafka.config.BenchmarkConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.BrokerAddresses;
import dev.openshiftkafka.kubernetes.ClassPathArchive;
import dev.openshiftkafka.kubernetes.ClassPathText;
import dev.openshiftkafka.kubernetes.ClientCredentials;
import dev.openshiftkafka.kubernetes.ClientIdentity;
import dev.openshiftkafka.kubernetes.Containers;
import dev.openshiftkafka.kubernetes.DeploymentContext;
import dev.openshiftkafka.kubernetes.DnsCacheTtl;
import dev.openshiftkafka.kubernetes.Json;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.Operand;
import dev.openshiftkafka.kubernetes.OperandComponent;
import dev.openshiftkafka.kubernetes.PodProgram;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import dev.openshiftkafka.kubernetes.Workload;
import dev.openshiftkafka.pod.load.LoadGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The benchmark: a suspended CronJob from which {@code bin/benchmark} creates Jobs.
 *
 * <p>Every run uses the deployed version and settings. An update of the stack starts no run.
 */
public final class Benchmark implements Operand {
  private static final String NAME = "kafka-benchmark";
  private static final String COMPONENT = "benchmark";
  private static final PodProgram PROGRAM =
      new PodProgram(LoadGenerator.class.getName(), "load-generator", "/opt/load-generator");

  /** A CronJob needs a schedule even if it is suspended. */
  private static final String NEW_YEAR = "0 0 1 1 *";

  private static final int ONE_WEEK_SECONDS = 7 * 24 * 3600;
  private static final String PLOTS = "META-INF/resources/webjars/uplot/";

  private final StackConfig config;

  /** Runs create topics of their own and delete them. */
  private static final ClientIdentity IDENTITY =
      new ClientIdentity(
          NAME,
          List.of(
              ClientIdentity.prefixed(
                  AclResourceType.TOPIC,
                  LoadGenerator.PREFIX,
                  AclOperation.CREATE,
                  AclOperation.DELETE,
                  AclOperation.READ,
                  AclOperation.WRITE),
              ClientIdentity.prefixed(
                  AclResourceType.GROUP, LoadGenerator.PREFIX, AclOperation.READ)));

  private final BenchmarkConfig benchmark;
  private final Workload workload;
  private final Optional<ClientCredentials> credentials;

  /** Creates the operand of a configuration. */
  public Benchmark(StackConfig config) {
    this.config = config;
    this.benchmark = config.benchmark();
    this.workload = Workload.of(config, NAME, COMPONENT);
    this.credentials = ClientCredentials.of(config, IDENTITY);
  }

  /** The command that creates a Job from the deployed CronJob. */
  public static String job(StackConfig config) {
    return "oc create job --namespace=%s --from=cronjob/%s %s-run"
        .formatted(config.project().name(), NAME, NAME);
  }

  /** The command that runs the benchmark and prints its progress and report. */
  public static String command(StackConfig config) {
    return "bin/benchmark --namespace=" + config.project().name();
  }

  @Override
  public boolean enabled() {
    return benchmark.enabled();
  }

  @Override
  public Optional<ClientIdentity> identity() {
    return Optional.of(IDENTITY);
  }

  @Override
  public List<String> serviceAccounts() {
    return List.of(NAME);
  }

  @Override
  public void addObjects(ResourceInventory inventory) {
    inventory.add(inProject("", "configmaps"), NAME).add(inProject("batch", "cronjobs"), NAME);
  }

  @Override
  public void declare(DeploymentContext context) {
    new OperandComponent(
        "openshiftkafka:benchmark:BenchmarkStep",
        NAME,
        context.afterBrokers(),
        component -> {
          new ServiceAccount(NAME, workload.serviceAccount(), component.child().build());
          new ConfigMap(
              NAME,
              ConfigMapArgs.builder()
                  .metadata(workload.meta(NAME))
                  .binaryData(archives())
                  .data(workloads(config))
                  .build(),
              component.child().build());
          new CronJob(NAME, cronJob(), component.child().build());
        });
  }

  private CronJobArgs cronJob() {
    ObjectMetaArgs labels = ObjectMetaArgs.builder().labels(Labels.of(COMPONENT)).build();
    return CronJobArgs.builder()
        .metadata(workload.meta(NAME))
        .spec(
            CronJobSpecArgs.builder()
                .schedule(NEW_YEAR)
                .suspend(true)
                .concurrencyPolicy("Forbid")
                .jobTemplate(JobTemplateSpecArgs.builder().metadata(labels).spec(jobSpec()).build())
                .build())
        .build();
  }

  /** Without retries, because a failed run is a result. */
  private JobSpecArgs jobSpec() {
    return JobSpecArgs.builder()
        .backoffLimit(0)
        // A run with several pods differs only in completions and parallelism.
        .completionMode("Indexed")
        .completions(1)
        .parallelism(1)
        .ttlSecondsAfterFinished(ONE_WEEK_SECONDS)
        .template(workload.template(pod()))
        .build();
  }

  private PodSpecArgs pod() {
    var volumes = new ArrayList<VolumeArgs>();
    volumes.add(PROGRAM.volumeOf(NAME));
    volumes.add(
        VolumeArgs.builder()
            .name("tmp")
            .emptyDir(EmptyDirVolumeSourceArgs.builder().build())
            .build());
    credentials.map(ClientCredentials::volume).ifPresent(volumes::add);
    return workload
        .pod()
        .restartPolicy("Never")
        .topologySpreadConstraints(
            TopologySpreadConstraintArgs.builder()
                .topologyKey("topology.kubernetes.io/zone")
                .maxSkew(1)
                .whenUnsatisfiable("ScheduleAnyway")
                .labelSelector(workload.selector())
                .build())
        .containers(container())
        .volumes(volumes)
        .build();
  }

  private ContainerArgs container() {
    var mounts = new ArrayList<VolumeMountArgs>();
    mounts.add(PROGRAM.mount());
    // Compression libraries extract their native code here.
    mounts.add(VolumeMountArgs.builder().name("tmp").mountPath("/tmp").build());
    credentials.map(ClientCredentials::mount).ifPresent(mounts::add);
    return Workload.container(
            "load-generator",
            config.images().kafka(config.kafka().version()),
            benchmark.resources())
        .command(command())
        .env(
            variable("LOAD_GENERATOR_WORKLOADS", PROGRAM.folder()),
            // A run can select another workload and override single keys of it.
            variable("LOAD_GENERATOR_WORKLOAD", benchmark.workload()),
            variable("LOAD_GENERATOR_SET", ""),
            variable("LOAD_GENERATOR_PODS", "1"),
            variable("LOAD_GENERATOR_ON_DATA", "false"),
            run(),
            Containers.zone())
        .volumeMounts(mounts)
        .build();
  }

  /** The name of the Job, which identifies the run of its pods. */
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

  private List<String> command() {
    var flags =
        new ArrayList<>(
            List.of(
                "-Xms" + benchmark.heap(),
                "-Xmx" + benchmark.heap(),
                // In a small container the JVM selects the serial collector by default, which has
                // longer pauses and lower throughput.
                "-XX:+UseG1GC",
                "-XX:+ExitOnOutOfMemoryError",
                DnsCacheTtl.JVM_FLAG));
    flags.addAll(PodProgram.loggingFlags());
    var arguments =
        new ArrayList<>(
            List.of(
                "$(LOAD_GENERATOR_WORKLOAD)",
                "--bootstrap-server=" + BrokerAddresses.bootstrapServers(config),
                "--min-records-per-second=" + benchmark.minMsgsPerSec(),
                "--print-reports"));
    credentials.map(ClientCredentials::argument).ifPresent(arguments::add);
    return PROGRAM.command(flags, arguments);
  }

  /** The jars of the load generator by file name, in Base64. */
  static Map<String, String> archives() {
    var files = new TreeMap<String, String>();
    files.put(
        "load-generator.jar",
        ClassPathArchive.of(List.of(".class", ".html", ".properties"), LoadGenerator.class));
    files.put("capacity.jar", ClassPathArchive.of(List.of(".class"), Hardware.class));
    files.put("picocli.jar", ClassPathArchive.library("picocli/CommandLine.class"));
    files.put("hdrhistogram.jar", ClassPathArchive.library("org/HdrHistogram/Histogram.class"));
    // The report uses only these two files of the plot library.
    files.put(
        "uplot.jar", ClassPathArchive.of(PLOTS, List.of("uPlot.iife.min.js", "uPlot.min.css")));
    return files;
  }

  /**
   * The predefined workloads as JSON files. They are YAML files in this package, but the Kafka
   * image has no YAML library.
   */
  static Map<String, String> workloads(StackConfig config) {
    var files = new TreeMap<String, String>();
    BenchmarkConfig.WORKLOADS.forEach(
        name -> {
          String text = ClassPathText.of(Benchmark.class, "workloads/" + name + ".yaml");
          Object workload = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
          files.put(name + ".json", Json.compact(workload));
        });
    // The report compares a run with the capacity of the declared hardware.
    Capacity.of(config)
        .ifPresent(capacity -> files.put("_hardware.json", Json.compact(capacity.hardware())));
    return files;
  }
}

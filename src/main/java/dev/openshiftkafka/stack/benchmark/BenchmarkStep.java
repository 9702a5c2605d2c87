package dev.openshiftkafka.stack.benchmark;

import static dev.openshiftkafka.kubernetes.ApiResource.inProject;

import com.pulumi.kubernetes.batch.v1.CronJob;
import com.pulumi.kubernetes.core.v1.ConfigMap;
import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.core.v1.ServiceAccount;
import com.pulumi.kubernetes.core.v1.ServiceAccountArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ResourceArgs;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import java.util.Map;

/**
 * Declares the benchmark: a CronJob that never runs by itself, from which Jobs are made.
 *
 * <p>So every run has the version and the settings that are deployed, and an update of the stack
 * runs nothing.
 */
public final class BenchmarkStep extends ComponentResource {
  static final String NAME = "kafka-benchmark";
  static final String COMPONENT = "benchmark";

  /** Declares it. */
  public BenchmarkStep(
      StackConfig config, Map<String, String> podAnnotations, ComponentResourceOptions options) {
    super("openshiftkafka:benchmark:BenchmarkStep", NAME, ResourceArgs.Empty, options);
    String namespace = config.project().name();
    new ServiceAccount(
        NAME,
        ServiceAccountArgs.builder()
            .metadata(Labels.meta(namespace, NAME, COMPONENT))
            .automountServiceAccountToken(false)
            .build(),
        child());
    new ConfigMap(
        NAME,
        ConfigMapArgs.builder()
            .metadata(Labels.meta(namespace, NAME, COMPONENT))
            .binaryData(LoadGeneratorFiles.all())
            .data(Workloads.files(config))
            .build(),
        child());
    new CronJob(NAME, new BenchmarkJob(config, podAnnotations).cronJob(), child());
    this.registerOutputs(Map.of());
  }

  private CustomResourceOptions child() {
    return CustomResourceOptions.builder().parent(this).build();
  }

  /** Service accounts of its pods. */
  public static String serviceAccount() {
    return NAME;
  }

  /** Adds the names of its objects, for the rights of the deployer. */
  public static void addTo(ResourceInventory objects) {
    objects
        .add(inProject("", "serviceaccounts"), NAME)
        .add(inProject("", "configmaps"), NAME)
        .add(inProject("batch", "cronjobs"), NAME);
  }

  /** The command that makes one run of the deployed benchmark. */
  public static String job(StackConfig config) {
    return "oc create job --namespace=%s --from=cronjob/%s %s-run"
        .formatted(config.project().name(), NAME, NAME);
  }

  /** The command that makes a run, shows its progress and ends with its report and status. */
  public static String command(StackConfig config) {
    return "bin/benchmark --namespace=" + config.project().name();
  }
}

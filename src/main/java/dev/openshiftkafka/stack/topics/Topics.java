package dev.openshiftkafka.stack.topics;

import static dev.openshiftkafka.kubernetes.ApiResource.inProject;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.batch.v1.Job;
import com.pulumi.kubernetes.core.v1.ConfigMap;
import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.core.v1.ServiceAccount;
import com.pulumi.kubernetes.core.v1.ServiceAccountArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.CustomTimeouts;
import com.pulumi.resources.ResourceArgs;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import java.util.Map;

/**
 * Declares a Job that makes the declared topics, and changes them.
 *
 * <p>An edit replaces it by another, of the same name: so a deployer needs a right on this one
 * only, and the last one tells what was done.
 */
public final class Topics extends ComponentResource {
  static final String NAME = "kafka-topics";
  static final String COMPONENT = "topics";

  private final Output<Map<String, String>> shape;

  /** Declares it. */
  public Topics(StackConfig config, Map<String, String> deployed, ComponentResourceOptions options) {
    super("openshiftkafka:topics:Topics", NAME, ResourceArgs.Empty, options);
    String namespace = config.project().name();
    var update = new TopicsUpdate(deployed, config);
    TopicsJob job = update.job();
    var account =
        new ServiceAccount(
            NAME,
            ServiceAccountArgs.builder()
                .metadata(Labels.meta(namespace, NAME, COMPONENT))
                .automountServiceAccountToken(false)
                .build(),
            child().build());
    var files =
        new ConfigMap(
            NAME,
            ConfigMapArgs.builder()
                .metadata(Labels.meta(namespace, NAME, COMPONENT))
                .binaryData(job.files())
                .data(job.data())
                .build(),
            child().build());
    var patience = job.patience();
    var run =
        new Job(
            NAME,
            job.job(),
            child()
                .dependsOn(account, files)
                .customTimeouts(CustomTimeouts.builder().create(patience).update(patience).build())
                .build());
    shape = update.isUnchanged()
            ? Output.of(update.snapshot())
            : run.urn().applyValue(urn -> update.snapshot());
    this.registerOutputs(Map.of());
  }

  /** What the next edit is compared with; it is there when the Job has done its work. */
  public Output<Map<String, String>> shape() {
    return shape;
  }

  private CustomResourceOptions.Builder child() {
    return CustomResourceOptions.builder().parent(this);
  }

  /** Service account of its pod. */
  public static String serviceAccount() {
    return NAME;
  }

  /** Adds the names of its objects, for the rights of the deployer. */
  public static void addTo(ResourceInventory objects) {
    objects
        .add(inProject("", "serviceaccounts"), NAME)
        .add(inProject("", "configmaps"), NAME)
        .add(inProject("batch", "jobs"), NAME);
  }
}

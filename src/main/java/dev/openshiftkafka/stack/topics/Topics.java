package dev.openshiftkafka.stack.topics;

import static dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource.inProject;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.batch.v1.Job;
import com.pulumi.kubernetes.core.v1.ConfigMap;
import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.core.v1.ServiceAccount;
import com.pulumi.resources.CustomTimeouts;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.DeploymentContext;
import dev.openshiftkafka.kubernetes.Operand;
import dev.openshiftkafka.kubernetes.OperandComponent;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import java.util.List;

/**
 * The Job that creates and changes the declared topics.
 *
 * <p>An edit replaces the Job by one of the same name. The deployer therefore needs rights on one
 * name only, and the log of the Job shows what the last edit changed.
 */
public final class Topics implements Operand {
  static final String NAME = "kafka-topics";
  static final String COMPONENT = "topics";

  private final StackConfig config;

  /** Creates the operand of a configuration. */
  public Topics(StackConfig config) {
    this.config = config;
  }

  @Override
  public boolean enabled() {
    return config.topics().isWanted();
  }

  @Override
  public List<String> serviceAccounts() {
    return List.of(NAME);
  }

  @Override
  public void addObjects(ResourceInventory inventory) {
    inventory.add(inProject("", "configmaps"), NAME).add(inProject("batch", "jobs"), NAME);
  }

  @Override
  public void declare(DeploymentContext context) {
    var update = new TopicsUpdate(context.deployed(), config);
    TopicsJob job = update.job();
    new OperandComponent(
        "openshiftkafka:topics:Topics",
        NAME,
        context.afterBrokers(),
        component -> {
          var account =
              new ServiceAccount(NAME, job.workload().serviceAccount(), component.child().build());
          var files =
              new ConfigMap(
                  NAME,
                  ConfigMapArgs.builder()
                      .metadata(job.workload().meta(NAME))
                      .binaryData(job.archives())
                      .data(job.data())
                      .build(),
                  component.child().build());
          var run =
              new Job(
                  NAME,
                  job.job(),
                  component
                      .child()
                      .dependsOn(account, files)
                      .customTimeouts(
                          CustomTimeouts.builder()
                              .create(job.timeout())
                              .update(job.timeout())
                              .build())
                      .build());
          // After a failed Job the last snapshot remains, and the next update compares with it.
          context.addToSnapshot(
              update.isUnchanged()
                  ? Output.of(update.snapshot())
                  : run.urn().applyValue(urn -> update.snapshot()));
        });
  }
}

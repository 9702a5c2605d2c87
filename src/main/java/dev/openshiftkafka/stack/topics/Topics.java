package dev.openshiftkafka.stack.topics;

import static dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource.inProject;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.batch.v1.Job;
import com.pulumi.kubernetes.core.v1.ConfigMap;
import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.core.v1.ServiceAccount;
import com.pulumi.resources.CustomTimeouts;
import dev.openshiftkafka.config.AclOperation;
import dev.openshiftkafka.config.AclResourceType;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.ClientIdentity;
import dev.openshiftkafka.kubernetes.DeploymentContext;
import dev.openshiftkafka.kubernetes.Operand;
import dev.openshiftkafka.kubernetes.OperandComponent;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  /** The identity of the Job, whose rights depend on what the configuration allows it. */
  static ClientIdentity identityOf(StackConfig config) {
    var operations =
        new ArrayList<>(
            List.of(AclOperation.CREATE, AclOperation.ALTER, AclOperation.ALTER_CONFIGS));
    if (config.topics().allowDelete()) {
      operations.add(AclOperation.DELETE);
    }
    return new ClientIdentity(
        NAME,
        List.of(
            // To move replicas.
            ClientIdentity.cluster(AclOperation.ALTER),
            ClientIdentity.every(AclResourceType.TOPIC, operations.toArray(AclOperation[]::new))));
  }

  @Override
  public boolean enabled() {
    return config.topics().isWanted();
  }

  @Override
  public Optional<ClientIdentity> identity() {
    return Optional.of(identityOf(config));
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

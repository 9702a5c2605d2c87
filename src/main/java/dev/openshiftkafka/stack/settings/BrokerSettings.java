package dev.openshiftkafka.stack.settings;

import static dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource.inProject;

import com.pulumi.kubernetes.batch.v1.Job;
import com.pulumi.kubernetes.core.v1.ConfigMap;
import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.core.v1.ServiceAccount;
import com.pulumi.resources.CustomTimeouts;
import dev.openshiftkafka.config.AclOperation;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.ClientIdentity;
import dev.openshiftkafka.kubernetes.DeploymentContext;
import dev.openshiftkafka.kubernetes.Operand;
import dev.openshiftkafka.kubernetes.OperandComponent;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import java.util.List;
import java.util.Optional;

/**
 * The Job that sets those broker settings that Kafka can change without a restart.
 *
 * <p>They are in server.properties as well, for brokers that start, but a change of them is no
 * reason to restart a broker. As dynamic defaults of the cluster they override the file. An edit
 * replaces the Job by one of the same name.
 */
public final class BrokerSettings implements Operand {
  static final String NAME = "kafka-settings";
  static final String COMPONENT = "settings";

  static final ClientIdentity IDENTITY =
      new ClientIdentity(NAME, List.of(ClientIdentity.cluster(AclOperation.ALTER_CONFIGS)));

  private final StackConfig config;

  /** Creates the operand of a configuration. */
  public BrokerSettings(StackConfig config) {
    this.config = config;
  }

  @Override
  public boolean enabled() {
    return true;
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
    inventory.add(inProject("", "configmaps"), NAME).add(inProject("batch", "jobs"), NAME);
  }

  @Override
  public void declare(DeploymentContext context) {
    var update = new SettingsUpdate(context.deployed(), config);
    var job = new SettingsJob(config, update.declaration());
    new OperandComponent(
        "openshiftkafka:settings:BrokerSettings",
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
                      .binaryData(SettingsJob.programArchives())
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
                              .create(SettingsJob.TIMEOUT)
                              .update(SettingsJob.TIMEOUT)
                              .build())
                      .build());
          // After a failed Job the last snapshot remains, and the next update compares with it.
          context.addToSnapshot(run.urn().applyValue(urn -> update.snapshot()));
        });
  }
}

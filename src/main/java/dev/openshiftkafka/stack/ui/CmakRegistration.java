package dev.openshiftkafka.stack.ui;

import com.pulumi.kubernetes.batch.v1.Job;
import com.pulumi.kubernetes.batch.v1.JobArgs;
import com.pulumi.kubernetes.batch.v1.inputs.JobSpecArgs;
import com.pulumi.kubernetes.core.v1.ServiceAccount;
import com.pulumi.kubernetes.core.v1.inputs.PodSpecArgs;
import com.pulumi.resources.Resource;
import dev.openshiftkafka.config.ResourcesConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.BrokerAddresses;
import dev.openshiftkafka.kubernetes.OperandComponent;
import dev.openshiftkafka.kubernetes.Workload;
import java.util.List;

/**
 * The Job that registers the cluster in CMAK, which the article's readers did by hand.
 *
 * <p>CMAK stores its clusters in ZooKeeper: one run is enough, and another one finds the cluster
 * and changes nothing.
 */
final class CmakRegistration {
  static final String NAME = Cmak.NAME + "-registration";
  static final String COMPONENT = "cmak-registration";

  /** It reads and sends a few pages of text. */
  private static final ResourcesConfig RESOURCES = new ResourcesConfig("50m", null, "192Mi");

  private static final int TIMEOUT_SECONDS = 300;
  private static final int RETRIES = 2;

  private final StackConfig config;
  private final Workload workload;

  CmakRegistration(StackConfig config) {
    this.config = config;
    this.workload = Workload.of(config, NAME, COMPONENT);
  }

  /**
   * Declares it.
   *
   * @param cmak CMAK's Deployment, which must be ready
   */
  void declare(OperandComponent component, Resource cmak) {
    var account = new ServiceAccount(NAME, workload.serviceAccount(), component.child().build());
    new Job(NAME, job(), component.child().dependsOn(account, cmak).build());
  }

  private JobArgs job() {
    return JobArgs.builder()
        .metadata(workload.meta(NAME))
        .spec(
            JobSpecArgs.builder().backoffLimit(RETRIES).template(workload.template(pod())).build())
        .build();
  }

  private PodSpecArgs pod() {
    return workload
        .pod()
        .restartPolicy("Never")
        .containers(
            Workload.container(
                    "register", config.images().kafka(config.kafka().version()), RESOURCES)
                .command(command())
                .volumeMounts(Cmak.PROGRAM.mount())
                .build())
        .volumes(Cmak.PROGRAM.volumeOf(Cmak.NAME))
        .build();
  }

  private List<String> command() {
    return Cmak.PROGRAM.command(
        List.of("-Xmx48M"),
        List.of(
            "--cmak=http://" + BrokerAddresses.service(config, WebUi.NAME) + ":" + Cmak.PORT,
            "--name=kafka",
            "--zookeeper=" + Cmak.ZOOKEEPER,
            "--patience-seconds=" + TIMEOUT_SECONDS));
  }
}

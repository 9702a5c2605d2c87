package dev.openshiftkafka.stack.security;

import static dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource.inProject;

import com.pulumi.kubernetes.batch.v1.Job;
import com.pulumi.kubernetes.batch.v1.JobArgs;
import com.pulumi.kubernetes.core.v1.ConfigMap;
import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.core.v1.ServiceAccount;
import com.pulumi.kubernetes.rbac.v1.Role;
import com.pulumi.resources.CustomTimeouts;
import com.pulumi.resources.Resource;
import dev.openshiftkafka.config.ResourcesConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.IdentityAuthentication;
import dev.openshiftkafka.kubernetes.IdentityPasswords;
import dev.openshiftkafka.kubernetes.JobSecrets;
import dev.openshiftkafka.kubernetes.OperandComponent;
import dev.openshiftkafka.kubernetes.PodProgram;
import dev.openshiftkafka.kubernetes.PodVolume;
import dev.openshiftkafka.kubernetes.ProgramJob;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import dev.openshiftkafka.kubernetes.Workload;
import dev.openshiftkafka.pod.admin.AdminProgram;
import dev.openshiftkafka.pod.load.LoadGenerator;
import dev.openshiftkafka.pod.users.PasswordsCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The passwords of brokers, controllers and the stack's own clients: their Secrets, and the Job
 * that generates the passwords before any node starts.
 *
 * <p>The stack's state does not have the passwords. Its deployer may read the Secrets: Kubernetes
 * lets it grant only rights that it has, and the Job reads them.
 */
public final class Passwords {
  private static final String NAME = "kafka-passwords";
  private static final String COMPONENT = "passwords";

  private static final PodProgram PROGRAM =
      new PodProgram(PasswordsCommand.class.getName(), "files", "/opt/passwords");

  private static final ResourcesConfig RESOURCES = new ResourcesConfig("100m", null, "256Mi");

  /** How long the program retries, for example until its rights take effect. */
  private static final int RETRY_SECONDS = 120;

  /** Time to schedule the pod and pull the image. */
  private static final int START_SECONDS = 300;

  private final StackConfig config;
  private final String project;

  /** Creates the builder. */
  public Passwords(StackConfig config) {
    this.config = config;
    this.project = config.project().name();
  }

  private boolean enabled() {
    return IdentityAuthentication.of(config) == IdentityAuthentication.PASSWORD;
  }

  /** The service account of the Job; empty without passwords. */
  public Optional<String> serviceAccount() {
    return enabled() ? Optional.of(NAME) : Optional.empty();
  }

  /** Adds the objects that are declared. */
  public void addTo(ResourceInventory inventory) {
    if (!enabled()) {
      return;
    }
    inventory.add(inProject("", "configmaps"), NAME).add(inProject("batch", "jobs"), NAME);
    JobSecrets.addRole(inventory, project, project, NAME);
    secrets().forEach(name -> JobSecrets.addSecret(inventory, project, project, name));
  }

  private static List<String> secrets() {
    return IdentityPasswords.identities().stream().map(IdentityPasswords::secret).toList();
  }

  /**
   * Declares the objects.
   *
   * @param before resources that must exist before the Job
   * @return the Job; all passwords exist when Pulumi has created it
   */
  public List<Resource> declare(OperandComponent component, List<Resource> before) {
    if (!enabled()) {
      return List.of();
    }
    Workload workload = Workload.of(config, NAME, COMPONENT);
    var secrets = new JobSecrets(component, COMPONENT, project, NAME);
    var after = new ArrayList<>(before);
    after.add(new ServiceAccount(NAME, workload.serviceAccount(), component.child().build()));
    after.add(
        new ConfigMap(
            NAME,
            ConfigMapArgs.builder().metadata(workload.meta(NAME)).binaryData(archives()).build(),
            component.child().build()));
    Role role = secrets.role(project, NAME, secrets(), List.of("get", "patch"));
    after.add(secrets.binding(project, NAME, role));
    secrets().forEach(name -> after.add(secrets.empty(project, name, "Opaque", role, NAME)));
    Duration timeout = Duration.ofSeconds(RETRY_SECONDS + 2L * START_SECONDS);
    return List.of(
        new Job(
            NAME,
            job(workload),
            component
                .child()
                .dependsOn(after)
                .customTimeouts(CustomTimeouts.builder().create(timeout).update(timeout).build())
                .build()));
  }

  /** The Job. Further identities change its arguments, which are immutable, and replace it. */
  private JobArgs job(Workload workload) {
    var arguments = new ArrayList<>(List.of("--project=" + project));
    IdentityPasswords.identities().forEach(identity -> arguments.add("--identity=" + identity));
    arguments.add("--timeout-seconds=" + RETRY_SECONDS);
    return new ProgramJob(
            PROGRAM,
            NAME,
            config.images().kafka(config.kafka().version()),
            RESOURCES,
            Optional.empty())
        .args(
            workload,
            NAME,
            arguments,
            RETRY_SECONDS + START_SECONDS,
            List.of(PodVolume.serviceAccount("account")));
  }

  private static Map<String, String> archives() {
    return ProgramJob.archives(
        "passwords.jar", LoadGenerator.class, PasswordsCommand.class, AdminProgram.class);
  }
}

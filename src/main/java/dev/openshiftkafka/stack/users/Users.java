package dev.openshiftkafka.stack.users;

import static dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource.inProject;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.batch.v1.CronJob;
import com.pulumi.kubernetes.batch.v1.Job;
import com.pulumi.kubernetes.core.v1.ConfigMap;
import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.core.v1.ServiceAccount;
import com.pulumi.resources.CustomTimeouts;
import com.pulumi.resources.Resource;
import dev.openshiftkafka.config.SecurityPhase;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.UserConfig;
import dev.openshiftkafka.kubernetes.ClientIdentity;
import dev.openshiftkafka.kubernetes.DeploymentContext;
import dev.openshiftkafka.kubernetes.IdentityAuthentication;
import dev.openshiftkafka.kubernetes.Operand;
import dev.openshiftkafka.kubernetes.OperandComponent;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import dev.openshiftkafka.stack.security.Certificates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Job that creates and changes the declared users and the ACLs of the stack's own clients, and
 * the Secrets of the users' applications.
 *
 * <p>An edit replaces the Job by one of the same name. The deployer therefore needs rights on one
 * name only, and the log of the Job shows what the last edit changed.
 */
public final class Users implements Operand {
  static final String COMPONENT = "users";

  private final StackConfig config;
  private final List<ClientIdentity> clients;
  private final Certificates certificates;

  /**
   * Creates the operand of a configuration.
   *
   * @param clients the stack's own clients, those that it does not declare without ACLs
   */
  public Users(StackConfig config, List<ClientIdentity> clients) {
    this.config = config;
    this.clients = List.copyOf(clients);
    this.certificates = new Certificates(config, List.of());
  }

  /** The Secret of each user, as {@code namespace/name}. */
  public static Map<String, String> secrets(StackConfig config) {
    var secrets = new TreeMap<String, String>();
    for (UserConfig user : config.users().declared()) {
      secrets.put(
          user.name(),
          user.namespaceOr(config.project().name()) + "/" + UserNames.secret(config, user));
    }
    return secrets;
  }

  /** The Secret of a user, in the namespace of its application. */
  public static String secret(StackConfig config, UserConfig user) {
    return UserNames.secret(config, user);
  }

  /** Users require security, and the stack's own clients have ACLs where there is an authorizer. */
  @Override
  public boolean enabled() {
    return config.isSecured(SecurityPhase.USE);
  }

  @Override
  public List<String> serviceAccounts() {
    return List.of(UserNames.JOB);
  }

  @Override
  public void addObjects(ResourceInventory inventory) {
    inventory
        .add(inProject("", "configmaps"), UserNames.JOB)
        .add(inProject("batch", "jobs"), UserNames.JOB);
    if (isRenewed()) {
      inventory.add(inProject("batch", "cronjobs"), UserNames.RENEWAL);
    }
    new UserSecrets(config).addTo(inventory);
    certificates.addUsersTo(inventory);
  }

  /**
   * Whether the Secrets of applications have copies of what is renewed: certificates of users, or
   * the CAs of OpenShift.
   */
  private boolean isRenewed() {
    return !UserNames.certificates(config).isEmpty()
        || (IdentityAuthentication.of(config) == IdentityAuthentication.PASSWORD
            && !config.users().declared().isEmpty());
  }

  @Override
  public void declare(DeploymentContext context) {
    var update = new UsersUpdate(context.deployed(), config, clients, ClientAccess.of(config));
    UsersJob job = update.job();
    // The other clients of the stack are declared later, and need what the Job grants.
    context.access(
        new OperandComponent(
            "openshiftkafka:users:Users",
            UserNames.JOB,
            context.afterBrokers(),
            component -> {
              var before = new ArrayList<Resource>();
              before.add(
                  new ServiceAccount(
                      UserNames.JOB, job.workload().serviceAccount(), component.child().build()));
              before.add(
                  new ConfigMap(
                      UserNames.JOB,
                      ConfigMapArgs.builder()
                          .metadata(job.workload().meta(UserNames.JOB))
                          .binaryData(UsersJob.programArchives())
                          .data(job.data())
                          .build(),
                      component.child().build()));
              var secrets = new UserSecrets(config);
              before.addAll(secrets.declareInProject(component));
              before.addAll(certificates.declareUsers(component));
              if (config.declaresAdminObjects()) {
                before.addAll(secrets.declareOutsideProject(component));
              }
              var run =
                  new Job(
                      UserNames.JOB,
                      job.job(),
                      component
                          .child()
                          .dependsOn(before)
                          .customTimeouts(
                              CustomTimeouts.builder()
                                  .create(UsersJob.TIMEOUT)
                                  .update(UsersJob.TIMEOUT)
                                  .build())
                          .build());
              if (isRenewed()) {
                new CronJob(
                    UserNames.RENEWAL, job.renewal(), component.child().dependsOn(run).build());
              }
              // After a failed Job the last snapshot remains, and the next update compares with it.
              context.addToSnapshot(
                  update.isUnchanged()
                      ? Output.of(update.snapshot())
                      : run.urn().applyValue(urn -> update.snapshot()));
            }));
  }

  /** The Secrets in the namespaces of applications, and the rights of the Job to them. */
  @Override
  public void declareOutsideProject(DeploymentContext context) {
    new OperandComponent(
        "openshiftkafka:users:Secrets",
        UserNames.JOB,
        context.inProject(),
        component -> new UserSecrets(config).declareOutsideProject(component));
  }
}

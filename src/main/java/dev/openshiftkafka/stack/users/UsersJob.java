package dev.openshiftkafka.stack.users;

import com.pulumi.kubernetes.batch.v1.CronJobArgs;
import com.pulumi.kubernetes.batch.v1.JobArgs;
import com.pulumi.kubernetes.batch.v1.inputs.CronJobSpecArgs;
import com.pulumi.kubernetes.batch.v1.inputs.JobTemplateSpecArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.ClientCredentials;
import dev.openshiftkafka.kubernetes.ConfigHash;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.PodProgram;
import dev.openshiftkafka.kubernetes.PodVolume;
import dev.openshiftkafka.kubernetes.ProgramJob;
import dev.openshiftkafka.kubernetes.Workload;
import dev.openshiftkafka.pod.admin.AdminProgram;
import dev.openshiftkafka.pod.load.LoadGenerator;
import dev.openshiftkafka.pod.users.Declaration;
import dev.openshiftkafka.pod.users.UsersCommand;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Builds the Job that reconciles the users, and its files. */
final class UsersJob {
  private static final PodProgram PROGRAM =
      new PodProgram(UsersCommand.class.getName(), "files", "/opt/users");

  private static final String DECLARATION = "users.json";

  /** How long the program retries, for example until a certificate is issued. */
  private static final int RETRY_SECONDS = 300;

  /** Time to schedule the pod, to pull the image, and to log in as each user. */
  private static final int START_SECONDS = 600;

  private static final int DEADLINE_SECONDS = RETRY_SECONDS + START_SECONDS;
  private static final String EVERY_NIGHT = "17 3 * * *";
  private static final List<PodVolume> ACCOUNT = List.of(PodVolume.serviceAccount("account"));

  /** Time that Pulumi waits for its completion. */
  static final Duration TIMEOUT = Duration.ofSeconds(RETRY_SECONDS + 2L * START_SECONDS);

  private static final int ID_LENGTH = 16;

  private final StackConfig config;
  private final ClientAccess access;
  private final Declaration declaration;
  private final Workload workload;

  /**
   * Creates the builder.
   *
   * @param passwords hash of the given passwords
   */
  UsersJob(StackConfig config, ClientAccess access, Declaration declaration, String passwords) {
    this.config = config;
    this.access = access;
    Workload pods = Workload.of(config, UserNames.JOB, Users.COMPONENT);
    this.declaration = declaration.withId(id(declaration, passwords, pods));
    this.workload = pods.annotated(Map.of(ConfigHash.ANNOTATION, id()));
  }

  static Map<String, String> programArchives() {
    return ProgramJob.archives(
        "users.jar", LoadGenerator.class, UsersCommand.class, AdminProgram.class);
  }

  /** A hash of everything whose change requires another run. */
  private String id(Declaration other, String passwords, Workload pods) {
    return ConfigHash.of(
            other.withId("").json(),
            passwords,
            programArchives().toString(),
            image(),
            run().command(arguments("")).toString(),
            config.topics().resources().toString(),
            pods.annotations().toString())
        .substring(0, ID_LENGTH);
  }

  String id() {
    return declaration.id();
  }

  Workload workload() {
    return workload;
  }

  /** The file with the declaration, which the program reads. */
  Map<String, String> data() {
    return Map.of(DECLARATION, declaration.json());
  }

  /**
   * The Job. A changed declaration or password changes an annotation of its pod template, which is
   * immutable, so Pulumi replaces the Job.
   */
  JobArgs job() {
    return run().args(workload, UserNames.JOB, arguments(id()), DEADLINE_SECONDS, ACCOUNT);
  }

  /**
   * The CronJob that runs the same program again every day: certificates and CAs are renewed at any
   * time, and the Secret of the application has a copy.
   */
  CronJobArgs renewal() {
    return CronJobArgs.builder()
        .metadata(workload.meta(UserNames.RENEWAL))
        .spec(
            CronJobSpecArgs.builder()
                .schedule(EVERY_NIGHT)
                .concurrencyPolicy("Forbid")
                // A run that was missed, for example while the API server was down, starts late.
                .startingDeadlineSeconds(6 * 3600)
                .successfulJobsHistoryLimit(1)
                .failedJobsHistoryLimit(1)
                .jobTemplate(
                    JobTemplateSpecArgs.builder()
                        .metadata(
                            ObjectMetaArgs.builder().labels(Labels.of(Users.COMPONENT)).build())
                        .spec(run().spec(workload, arguments(id()), DEADLINE_SECONDS, ACCOUNT))
                        .build())
                .build())
        .build();
  }

  private ProgramJob run() {
    return new ProgramJob(
        PROGRAM,
        UserNames.JOB,
        image(),
        config.topics().resources(),
        ClientCredentials.ofAdmin(config));
  }

  private String image() {
    return config.images().kafka(config.kafka().version());
  }

  private List<String> arguments(String id) {
    return List.of(
        "--bootstrap-server=" + access.bootstrapServers(),
        "--declaration=" + PROGRAM.folder() + "/" + DECLARATION,
        "--id=" + id,
        "--timeout-seconds=" + RETRY_SECONDS,
        "--authorities=" + access.authorities());
  }
}

package dev.openshiftkafka.stack.users;

import com.pulumi.kubernetes.batch.v1.JobArgs;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.ClassPathArchive;
import dev.openshiftkafka.kubernetes.ConfigHash;
import dev.openshiftkafka.kubernetes.PodProgram;
import dev.openshiftkafka.kubernetes.PodVolume;
import dev.openshiftkafka.kubernetes.ProgramJob;
import dev.openshiftkafka.kubernetes.Workload;
import dev.openshiftkafka.pod.load.LoadGenerator;
import dev.openshiftkafka.pod.topics.TopicsCommand;
import dev.openshiftkafka.pod.users.Declaration;
import dev.openshiftkafka.pod.users.UsersCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds the Job that reconciles the users, and its files. */
final class UsersJob {
  private static final PodProgram PROGRAM =
      new PodProgram(UsersCommand.class.getName(), "files", "/opt/users");

  private static final String DECLARATION = "users.json";

  /** How long the program retries, for example until a certificate is issued. */
  private static final int RETRY_SECONDS = 300;

  /** Time to schedule the pod, to pull the image, and to log in as each user. */
  private static final int START_SECONDS = 600;

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

  /** The jars of the program by file name, in Base64. The Kafka image has all other libraries. */
  static Map<String, String> programArchives() {
    var files = new TreeMap<String, String>();
    files.put(
        "users.jar",
        ClassPathArchive.of(List.of(".class"), UsersCommand.class, TopicsCommand.class));
    files.put("picocli.jar", ClassPathArchive.library("picocli/CommandLine.class"));
    // All programs in pods use the same logging configuration.
    files.put("logging.jar", ClassPathArchive.of(List.of(".properties"), LoadGenerator.class));
    return files;
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
    return run()
        .args(
            workload,
            UserNames.JOB,
            arguments(id()),
            RETRY_SECONDS + START_SECONDS,
            List.of(PodVolume.serviceAccount("account")));
  }

  private ProgramJob run() {
    return new ProgramJob(PROGRAM, UserNames.JOB, image(), config.topics().resources());
  }

  private String image() {
    return config.images().kafka(config.kafka().version());
  }

  private List<String> arguments(String id) {
    var arguments =
        new ArrayList<>(
            List.of(
                "--bootstrap-server=" + access.bootstrapServers(),
                "--declaration=" + PROGRAM.folder() + "/" + DECLARATION,
                "--id=" + id,
                "--timeout-seconds=" + RETRY_SECONDS));
    if (!access.authorities().isEmpty()) {
      arguments.add("--authorities=" + access.authorities());
    }
    return arguments;
  }
}

package dev.openshiftkafka.stack.topics;

import com.pulumi.kubernetes.batch.v1.JobArgs;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.BrokerAddresses;
import dev.openshiftkafka.kubernetes.ClientCredentials;
import dev.openshiftkafka.kubernetes.ConfigHash;
import dev.openshiftkafka.kubernetes.PodProgram;
import dev.openshiftkafka.kubernetes.ProgramJob;
import dev.openshiftkafka.kubernetes.Workload;
import dev.openshiftkafka.pod.admin.AdminProgram;
import dev.openshiftkafka.pod.load.LoadGenerator;
import dev.openshiftkafka.pod.topics.Declaration;
import dev.openshiftkafka.pod.topics.TopicsCommand;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Builds the Job that reconciles the topics, and its files. */
final class TopicsJob {
  private static final PodProgram PROGRAM =
      new PodProgram(TopicsCommand.class.getName(), "files", "/opt/topics");

  private static final String DECLARATION = "topics.json";

  /** Time to schedule the pod, pull the image, and read the state of the cluster. */
  private static final int START_SECONDS = 300;

  private static final int ID_LENGTH = 16;

  private final StackConfig config;
  private final Declaration declaration;
  private final Map<String, String> archives;
  private final Workload workload;

  /**
   * Creates the builder.
   *
   * @param archives the jars of {@link #programArchives}
   */
  TopicsJob(StackConfig config, Map<String, String> archives, Declaration declaration) {
    this.config = config;
    this.archives = archives;
    Workload pods = Workload.of(config, Topics.NAME, Topics.COMPONENT);
    this.declaration = declaration.withId(id(declaration, pods));
    this.workload = pods.annotated(Map.of(ConfigHash.ANNOTATION, id()));
  }

  static Map<String, String> programArchives() {
    return ProgramJob.archives(
        "topics.jar", LoadGenerator.class, TopicsCommand.class, AdminProgram.class);
  }

  /** A hash of everything whose change requires another run. */
  private String id(Declaration other, Workload pods) {
    return ConfigHash.of(
            other.withId("").json(),
            archives.toString(),
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

  Map<String, String> archives() {
    return archives;
  }

  /** The file with the declaration, which the program reads. */
  Map<String, String> data() {
    return Map.of(DECLARATION, declaration.json());
  }

  /** Time that Pulumi waits for its completion. */
  Duration timeout() {
    return Duration.ofSeconds(config.topics().readyTimeoutSeconds() + 2L * START_SECONDS);
  }

  /**
   * The Job. A changed declaration changes an annotation of its pod template, which is immutable,
   * so Pulumi replaces the Job.
   */
  JobArgs job() {
    return run()
        .args(
            workload,
            Topics.NAME,
            arguments(id()),
            config.topics().readyTimeoutSeconds() + START_SECONDS);
  }

  private ProgramJob run() {
    return new ProgramJob(
        PROGRAM,
        Topics.NAME,
        image(),
        config.topics().resources(),
        ClientCredentials.of(config, Topics.identityOf(config)));
  }

  private String image() {
    return config.images().kafka(config.kafka().version());
  }

  private List<String> arguments(String id) {
    return List.of(
        "--bootstrap-server=" + BrokerAddresses.bootstrapServers(config),
        "--declaration=" + PROGRAM.folder() + "/" + DECLARATION,
        "--id=" + id,
        "--timeout-seconds=" + config.topics().readyTimeoutSeconds());
  }
}

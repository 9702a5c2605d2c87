package dev.openshiftkafka.stack.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.guard.QuorumForm;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.pod.quorum.QuorumCommand;
import dev.openshiftkafka.pod.readiness.FormatCommand;
import dev.openshiftkafka.testing.KafkaJars;
import dev.openshiftkafka.testing.MavenDownload;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.QuorumInfo.ReplicaState;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Utils;
import org.awaitility.Awaitility;

/**
 * KRaft controllers and one broker as real processes on the loopback interface, with the
 * properties, init containers and Jobs that the stack declares.
 */
final class QuorumCluster implements AutoCloseable {
  static final int FIRST_ID = 1000;
  static final String BROKER = Names.pod(Names.BROKERS, 0);
  private static final int MOST = 5;
  private static final int BROKER_PORT = 9092;
  private static final int CONTROLLER_PORT = 9093;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Pattern LOG4J = Pattern.compile("log4j-core-(.+)\\.jar");

  private final LocalPods pods;
  private final LocalProcesses processes;
  private final Path binding;
  private QuorumForm form;
  private int members = 3;
  private int runs;

  QuorumCluster(Path work, QuorumForm form) throws IOException {
    this.form = form;
    this.binding = binding(config(3));
    this.pods = new LocalPods(work);
    this.processes = new LocalProcesses(work, NodeJvm.of(config(3)));
    for (int i = 0; i < MOST; i++) {
      pods.add(pod(FIRST_ID + i), CONTROLLER_PORT);
    }
    pods.add(BROKER, BROKER_PORT);
  }

  private static StackConfig config(int members) {
    Map<String, String> values =
        StackEdit.apply(
            StackFile.read("dynamic-kraft"),
            Map.of("zones", List.of("a", "b", "c", "d", "e"), "quorum/members", members));
    return new ConfigSource("openshift-kafka", "local", values).read();
  }

  static String pod(int id) {
    return Names.pod(Names.CONTROLLERS, id - FIRST_ID);
  }

  /** Edits the number of controllers. */
  void members(int edited) {
    members = edited;
  }

  /** Edits the membership. */
  void form(QuorumForm edited) {
    form = edited;
  }

  List<Integer> ids() {
    return IntStream.range(FIRST_ID, FIRST_ID + members).boxed().toList();
  }

  /** Starts all controllers, then the broker. */
  void start() throws IOException, InterruptedException {
    for (int id : ids()) {
      start(id);
    }
    awaitVoters(ids());
    startBroker();
  }

  void startBroker() throws IOException, InterruptedException {
    StackConfig config = config(members);
    NodeSet set = Brokers.of(config, new ClusterId(config, false), form);
    startPod(config, set, BROKER);
    LocalProcesses.awaitPort(pods.port(BROKER, BROKER_PORT));
  }

  /** Starts a controller after its init container, without waiting for either. */
  void start(int id) throws IOException {
    StackConfig config = config(members);
    startPod(config, Controllers.of(config, new ClusterId(config, false), form), pod(id));
  }

  private void startPod(StackConfig config, NodeSet set, String pod) throws IOException {
    Files.createDirectories(pods.data(pod));
    Files.writeString(
        pods.properties(pod),
        pods.local(config, pod, set.files().get(pod + ".properties"))
            // Elections of a few seconds, so that a test can wait for several.
            + "controller.quorum.election.timeout.ms=500\n"
            + "controller.quorum.fetch.timeout.ms=1000\n");
    Process init =
        processes.start(
            init(pod),
            LocalPods.programs(FormatCommand.class, config),
            List.of(),
            pods.program(config, pod, set.init().orElseThrow().command()));
    init.onExit()
        .thenAccept(
            ended -> {
              if (ended.exitValue() == 0 && processes.isCurrent(init(pod), ended)) {
                startMain(config, pod);
              }
            });
  }

  private void startMain(StackConfig config, String pod) {
    try {
      processes.start(
          pod,
          LocalPods.kafka(config) + ":" + binding + "/*",
          List.of(),
          List.of("kafka.Kafka", pods.properties(pod).toString()));
    } catch (IOException e) {
      throw new AssertionError(pod, e);
    }
  }

  /** What Kafka's image has in addition: the binding of its logging facade to log4j 2. */
  static Path binding(StackConfig config) throws IOException {
    Path libraries = KafkaJars.folder(config.kafka().version());
    try (Stream<Path> files = Files.list(libraries)) {
      String version =
          files
              .map(file -> LOG4J.matcher(file.getFileName().toString()))
              .filter(Matcher::matches)
              .map(core -> core.group(1))
              .findFirst()
              .orElseThrow();
      return MavenDownload.to(
          libraries.resolveSibling("log4j-binding"),
          "copy",
          "-Dartifact=org.apache.logging.log4j:log4j-slf4j-impl:" + version);
    }
  }

  private static String init(String pod) {
    return pod + "-init";
  }

  /** Runs a Job, and returns its output. */
  String job(QuorumCommand.Step step) throws IOException, InterruptedException {
    StackConfig config = config(members);
    runs++;
    String name = "job-" + runs;
    int status =
        processes
            .start(
                name,
                LocalPods.programs(QuorumCommand.class, config),
                List.of(),
                pods.program(config, "", new QuorumJobs(config).command(step)))
            .waitFor();
    assertThat(status).as(processes.log(name)).isZero();
    return processes.log(name);
  }

  /** Ends a controller at once. */
  void kill(int id) throws InterruptedException {
    kill(pod(id));
  }

  void kill(String pod) throws InterruptedException {
    processes.kill(init(pod));
    processes.kill(pod);
  }

  /** Stops a controller with SIGTERM. */
  void stop(int id) throws InterruptedException {
    processes.stop(pod(id));
  }

  /** Ends a controller, and replaces its volume by an empty one. */
  void killAndEmpty(int id) throws IOException, InterruptedException {
    killAndEmpty(pod(id));
  }

  void killAndEmpty(String pod) throws IOException, InterruptedException {
    kill(pod);
    pods.empty(pod);
  }

  void pause(int id) throws IOException, InterruptedException {
    processes.pause(pod(id));
  }

  void resume(int id) throws IOException, InterruptedException {
    processes.resume(pod(id));
  }

  /** Restarts a controller, as a roll of the StatefulSet does, and waits until it is ready. */
  void roll(int id) throws IOException, InterruptedException {
    stop(id);
    start(id);
    awaitReady(id);
  }

  /** Waits until a controller runs, whether it has a leader or not. */
  void awaitPort(int id) {
    LocalProcesses.awaitPort(pods.port(pod(id), CONTROLLER_PORT));
  }

  void awaitReady(int id) {
    pods.awaitReady(pod(id));
  }

  Path data(int id) {
    return pods.data(pod(id));
  }

  /** The id of a controller's directory. */
  Uuid directoryId(int id) throws IOException {
    Path file = data(id).resolve("metadata").resolve("meta.properties");
    return Uuid.fromString(Utils.loadProps(file.toString()).getProperty("directory.id"));
  }

  /** The log of a controller. */
  String log(int id) throws IOException {
    return processes.log(pod(id));
  }

  /** The log of a controller's init container. */
  String initLog(int id) throws IOException {
    return processes.log(init(pod(id)));
  }

  void awaitInitLog(int id, String text) {
    Awaitility.await(pod(id) + ": " + text).atMost(LIMIT).until(() -> initLog(id).contains(text));
  }

  /** Waits until a controller has lost further elections. */
  void awaitLostElections(int id, int number) throws IOException {
    long before = lostElections(id);
    Awaitility.await("elections of " + pod(id))
        .atMost(LIMIT)
        .until(() -> lostElections(id) >= before + number);
  }

  private long lostElections(int id) throws IOException {
    return processes
        .log(pod(id))
        .lines()
        .filter(line -> line.contains("Election timed out before receiving sufficient vote"))
        .count();
  }

  String bootstrapServers() {
    return "127.0.0.1:" + pods.port(BROKER, BROKER_PORT);
  }

  /** Connects to the broker. */
  Admin admin() {
    return Admin.create(
        Map.of(
            "bootstrap.servers",
            bootstrapServers(),
            "request.timeout.ms",
            "5000",
            "default.api.timeout.ms",
            "15000"));
  }

  /** The quorum as these controllers know it. */
  private QuorumInfo quorum(List<Integer> asked) throws InterruptedException, ExecutionException {
    String addresses =
        asked.stream()
            .map(id -> "127.0.0.1:" + pods.port(pod(id), CONTROLLER_PORT))
            .collect(Collectors.joining(","));
    try (Admin admin =
        Admin.create(
            Map.of(
                "bootstrap.controllers",
                addresses,
                "request.timeout.ms",
                "2000",
                "default.api.timeout.ms",
                "4000"))) {
      return admin.describeMetadataQuorum().quorumInfo().get();
    }
  }

  /** Waits for a state of the quorum. */
  QuorumInfo await(String what, List<Integer> asked, Predicate<QuorumInfo> state) {
    return Awaitility.await(what)
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> quorum(asked), state);
  }

  /** Waits until these controllers are the voters, and each has caught up. */
  QuorumInfo awaitVoters(List<Integer> voters) {
    return await(
        "voters " + voters,
        voters,
        quorum -> caughtUp(quorum).equals(voters) && quorum.voters().size() == voters.size());
  }

  /** Ids of the voters that have all committed metadata, and have caught up within a second. */
  private static List<Integer> caughtUp(QuorumInfo quorum) {
    long now =
        quorum.voters().stream()
            .filter(voter -> voter.replicaId() == quorum.leaderId())
            .mapToLong(voter -> voter.lastCaughtUpTimestamp().orElse(0))
            .max()
            .orElse(0);
    return quorum.voters().stream()
        .filter(voter -> voter.logEndOffset() >= quorum.highWatermark())
        .filter(voter -> now - voter.lastCaughtUpTimestamp().orElse(0) < 1000)
        .map(ReplicaState::replicaId)
        .sorted()
        .toList();
  }

  @Override
  public void close() {
    processes.close();
  }
}

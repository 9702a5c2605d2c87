package dev.openshiftkafka.stack.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.guard.QuorumForm;
import dev.openshiftkafka.kubernetes.BrokerAddresses;
import dev.openshiftkafka.kubernetes.Identity;
import dev.openshiftkafka.kubernetes.IdentityPasswords;
import dev.openshiftkafka.kubernetes.Listener;
import dev.openshiftkafka.kubernetes.Listeners;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.pod.readiness.DiskGuardLimits;
import dev.openshiftkafka.pod.readiness.FormatCommand;
import dev.openshiftkafka.readiness.agent.ReadinessAgent;
import dev.openshiftkafka.stack.readiness.Readiness;
import dev.openshiftkafka.stack.security.NodeCertificates;
import dev.openshiftkafka.testing.KafkaBrokers;
import dev.openshiftkafka.testing.ServiceCaAuthority;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.awaitility.Awaitility;

/**
 * KRaft controllers and brokers with certificates of a CA like OpenShift's service CA, as processes
 * with the properties and init containers that the stack declares. Each process resolves the DNS
 * names of the pods to the loopback interface.
 */
final class ServiceCaCluster implements AutoCloseable {
  static final String BROKER = Names.pod(Names.BROKERS, 0);
  static final String OTHER_BROKER = Names.pod(Names.BROKERS, 1);
  private static final String CREDENTIALS = "/credentials";
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Path work;
  private final Map<String, String> values;
  private final StackConfig config;
  private final QuorumForm form;
  private final LocalPods pods;
  private final LocalProcesses processes;
  private final ServiceCaAuthority authority = new ServiceCaAuthority();
  private final Map<String, String> passwords = new TreeMap<>();
  private final Map<String, Integer> agents = new TreeMap<>();
  private final Path hosts;
  private final Path binding;

  ServiceCaCluster(Path work, String version) throws IOException, GeneralSecurityException {
    this.work = work;
    this.values =
        StackEdit.apply(
            StackFile.read("secure"),
            Map.of("kafka/version", version, "security/certificates/source", "service-ca"));
    this.config = new ConfigSource("openshift-kafka", "secure", values).read();
    this.form = QuorumForm.of(Map.of(), config);
    this.pods = new LocalPods(work, true);
    for (String pod : controllers()) {
      pods.add(pod, Listener.Name.CONTROLLER_TLS.port());
    }
    for (int i = 0; i < config.kafka().brokers(); i++) {
      pods.add(Names.pod(Names.BROKERS, i), Listener.Name.REPLICATION.port());
      pods.add(Names.pod(Names.BROKERS, i), Listener.Name.CLIENTS.port());
    }
    this.hosts = Files.writeString(work.resolve("hosts"), pods.hosts(config));
    this.processes = new LocalProcesses(work, NodeJvm.of(config));
    this.binding = QuorumCluster.binding(config);
    for (String identity : IdentityPasswords.identities()) {
      passwords.put(identity, newPassword());
    }
  }

  private static String newPassword() {
    var bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  List<String> controllers() {
    return List.of(
        Names.pod(Names.CONTROLLERS, 0),
        Names.pod(Names.CONTROLLERS, 1),
        Names.pod(Names.CONTROLLERS, 2));
  }

  /** The passwords by identity. */
  Map<String, String> passwords() {
    return passwords;
  }

  /** Issues a certificate for a pod. */
  BigInteger issue(String pod) throws IOException, GeneralSecurityException {
    String service =
        Names.headless(pod.substring(0, pod.lastIndexOf('-')))
            + "."
            + config.project().name()
            + ".svc";
    return authority.write(Files.createDirectories(serving(pod)), service);
  }

  /** Starts a node after its init containers, without waiting for any of them. */
  void start(String pod) throws IOException, GeneralSecurityException {
    start(pod, passwords.get(Identity.BROKER.commonName()));
  }

  /**
   * Starts a node.
   *
   * @param password its password of the brokers
   */
  void start(String pod, String password) throws IOException, GeneralSecurityException {
    var id = new ClusterId(config, false);
    NodeSet set =
        pod.startsWith(Names.CONTROLLERS)
            ? Controllers.of(config, id, form)
            : Brokers.of(config, id, form);
    issue(pod);
    Files.createDirectories(pods.data(pod));
    Files.createDirectories(folder(pod, "certificates"));
    for (var entry : passwords.entrySet()) {
      Files.writeString(
          Files.createDirectories(folder(pod, "passwords")).resolve(entry.getKey()),
          entry.getKey().equals(Identity.BROKER.commonName()) ? password : entry.getValue());
    }
    Files.writeString(pods.properties(pod), local(pod, set.files().get(pod + ".properties")));
    var steps = new ArrayList<List<String>>();
    steps.add(program(pod, Readiness.certificatesCommand()));
    steps.add(program(pod, set.init().orElseThrow().command()));
    run(pod, steps, 0);
  }

  /** Runs the init containers one after another, then the node. */
  private void run(String pod, List<List<String>> init, int step) {
    try {
      if (step == init.size()) {
        processes.start(
            pod,
            LocalPods.kafka(config) + ":" + binding + "/*",
            flags(),
            List.of("kafka.Kafka", pods.properties(pod).toString()));
        return;
      }
      String name = pod + "-init-" + step;
      Process process =
          processes.start(
              name, LocalPods.programs(FormatCommand.class, config), flags(), init.get(step));
      process
          .onExit()
          .thenAccept(
              ended -> {
                if (ended.exitValue() == 0 && processes.isCurrent(name, ended)) {
                  run(pod, init, step + 1);
                }
              });
    } catch (IOException e) {
      throw new AssertionError(pod, e);
    }
  }

  private List<String> flags() {
    return List.of("-Djdk.net.hosts.file=" + hosts);
  }

  private List<String> program(String pod, List<String> command) {
    return command.subList(command.indexOf("-cp") + 2, command.size()).stream()
        .map(argument -> local(pod, argument))
        .toList();
  }

  private String local(String pod, String text) {
    return pods.local(config, pod, text)
        .replace(NodeCertificates.SERVING_FOLDER, serving(pod).toString())
        .replace(NodeCertificates.FOLDER, folder(pod, "certificates").toString())
        .replace("directory:/passwords", "directory:" + folder(pod, "passwords"));
  }

  private Path folder(String pod, String name) {
    return work.resolve(pod).resolve(name);
  }

  private Path serving(String pod) {
    return folder(pod, "serving");
  }

  /** Starts the readiness sidecar of a pod. */
  void startAgent(String pod) throws IOException {
    int port = KafkaBrokers.freePort();
    Path limits =
        Files.writeString(
            folder(pod, DiskGuardLimits.FILE), new DiskGuardLimits(false, 90, 80).text());
    processes.start(
        agent(pod),
        LocalPods.programs(ReadinessAgent.class, config),
        flags(),
        List.of(
            ReadinessAgent.class.getName(),
            "--server-properties=" + pods.properties(pod),
            "--port=" + port,
            "--absent-seconds=1",
            "--stop-seconds=0",
            "--disk-guard=" + limits,
            "--serving-certificate=" + serving(pod),
            "--certificate-files=" + folder(pod, "certificates")));
    agents.put(pod, port);
  }

  private static String agent(String pod) {
    return pod + "-readiness";
  }

  void awaitReady(String pod) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/ready".formatted(agents.get(pod))))
            .build();
    Awaitility.await(pod)
        .atMost(LIMIT)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()))
                    .satisfies(
                        response ->
                            assertThat(response.statusCode()).as(response.body()).isEqualTo(200)));
  }

  /** Waits for a text in the log of a node. */
  void awaitLog(String pod, String text) {
    Awaitility.await(pod + ": " + text)
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> processes.log(pod).contains(text));
  }

  String log(String pod) throws IOException {
    return processes.log(pod);
  }

  String agentLog(String pod) throws IOException {
    return processes.log(agent(pod));
  }

  void kill(String pod) throws InterruptedException {
    processes.kill(pod);
  }

  /** The process of a node. */
  boolean runs(String pod) {
    return processes.has(pod);
  }

  /** Runs a program of the tests with the client properties that the stack declares. */
  String client(String user, String password) throws IOException, InterruptedException {
    Path users = properties("user", "");
    Files.writeString(
        users,
        """
        bootstrap.servers=%s
        security.protocol=SASL_SSL
        ssl.truststore.type=PEM
        ssl.truststore.location=%s
        sasl.mechanism=SCRAM-SHA-512
        sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="%s" password="%s";
        """
            .formatted(local("", bootstrapServers()), work.resolve("user/ca.crt"), user, password));
    String name = "client";
    int status =
        processes
            .start(
                name,
                LocalPods.programs(ServiceCaClient.class, config) + ":" + binding + "/*",
                flags(),
                List.of(
                    ServiceCaClient.class.getName(),
                    properties(Identity.ADMIN.commonName(), clientProperties()).toString(),
                    properties("kafka-tools", clientProperties()).toString(),
                    local("", controllerAddresses()),
                    users.toString(),
                    password))
            .waitFor();
    assertThat(status).as(processes.log(name)).isZero();
    return processes.log(name);
  }

  private String bootstrapServers() {
    return BrokerAddresses.pod(config, Names.BROKERS, 0) + ":" + Listener.Name.CLIENTS.port();
  }

  private String controllerAddresses() {
    return Listeners.of(config).controller().addresses(controllers().size());
  }

  private String clientProperties() {
    return (String)
        StackRun.update("secure", values)
            .object("ConfigMap", "kafka-client-properties")
            .at("data", "client.properties");
  }

  /** Writes what the pod of a client mounts, and returns its client properties. */
  private Path properties(String identity, String text) throws IOException {
    Path folder = Files.createDirectories(work.resolve(identity));
    Files.writeString(folder.resolve("ca.crt"), authority.certificate());
    Files.writeString(folder.resolve("username"), identity);
    Files.writeString(folder.resolve("password"), passwords.getOrDefault(identity, ""));
    return Files.writeString(
        folder.resolve("client.properties"),
        local("", text)
            .replace("=" + CREDENTIALS, "=" + folder)
            .replace("directory:" + CREDENTIALS, "directory:" + folder));
  }

  /** The serial number of the certificate that a listener presents. */
  BigInteger presented(String pod, Listener.Name listener)
      throws IOException, GeneralSecurityException {
    var context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Everyone()}, null);
    int port = pods.port(pod, listener.port());
    try (var plain = new Socket(InetAddress.getLoopbackAddress(), port);
        var socket =
            (SSLSocket) context.getSocketFactory().createSocket(plain, "127.0.0.1", port, true)) {
      socket.startHandshake();
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
    }
  }

  /** Trusts every certificate, to look at it. */
  private static final class Everyone implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Override
  public void close() {
    processes.close();
  }
}

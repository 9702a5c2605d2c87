package dev.openshiftkafka.stack.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.TieredStorageConfig;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.guard.QuorumForm;
import dev.openshiftkafka.kubernetes.Identity;
import dev.openshiftkafka.kubernetes.Listeners;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.kubernetes.Pem;
import dev.openshiftkafka.stack.monitoring.JmxExporter;
import dev.openshiftkafka.testing.MavenDownload;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.TestAuthority;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A KRaft cluster of real processes with tiered storage, whose plugin is Kafka's own for tests,
 * {@code LocalTieredStorage}: remote storage is a folder that all brokers share.
 */
final class TieredCluster extends LocalNodes {
  /** The newest version whose jar of tests is published. */
  private static final String STORAGE_TEST = "4.3.1";

  private static final String IMAGE_PATH = "/opt/plugin";
  private static final String REMOTE = "/remote";
  private static final int MIB = 1 << 20;

  private static final String CERTIFICATES = "/certificates";

  private static final Map<String, Object> EDITS =
      Map.of(
          "kafka/tieredStorage",
          Map.of(
              "className",
              "org.apache.kafka.server.log.remote.storage.LocalTieredStorage",
              "image",
              "registry.example.com/plugin:1",
              "imagePath",
              IMAGE_PATH,
              "settings",
              Map.of("dir", REMOTE)),
          "kafka/version",
          STORAGE_TEST,
          "kafka/settings/log.segment.bytes",
          String.valueOf(MIB),
          "kafka/settings/log.retention.check.interval.ms",
          "1000",
          "kafka/settings/remote.log.manager.task.interval.ms",
          "1000",
          "kafka/settings/rlmm.config.remote.log.metadata.topic.num.partitions",
          "3");

  private final StackConfig config;
  private final NodeSet brokers;

  /** Prepares the cluster, whose nodes do not run. */
  private TieredCluster(Path work, StackConfig config) throws IOException {
    super(work, NodeJvm.of(config), Listeners.of(config));
    this.config = config;
    this.brokers = Brokers.of(config, new ClusterId(config, false), QuorumForm.STATIC);
    pods.addFolder(TieredStorageConfig.FOLDER, plugin());
    pods.addFolder(CERTIFICATES, certificates());
    pods.addFolder(REMOTE, remote());
  }

  /**
   * Starts a cluster.
   *
   * @param secure whether all listeners have TLS and the authorizer is on
   */
  static TieredCluster start(Path work, boolean secure) throws IOException, InterruptedException {
    Map<String, String> values =
        secure
            ? StackEdit.apply(StackFile.secure("local"), Map.of("security/phase", "closed"))
            : StackFile.kraft("local");
    var cluster =
        new TieredCluster(
            work,
            new ConfigSource("openshift-kafka", "local", StackEdit.apply(values, EDITS)).read());
    try {
      cluster.start();
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
      cluster.close();
      throw e;
    }
  }

  private void start() throws IOException, InterruptedException {
    copyPlugin();
    issueCertificates();
    Files.createDirectories(remote());
    reserveExporter(broker(0));
    NodeSet controllers = Controllers.of(config, new ClusterId(config, false), QuorumForm.STATIC);
    for (int i = 0; i < NODES; i++) {
      roll(config, controllers, controller(i));
    }
    for (int i = 0; i < NODES; i++) {
      roll(config, brokers, broker(i));
    }
    for (int i = 0; i < NODES; i++) {
      awaitReady(broker(i));
    }
    startExporter(config, Names.BROKER_COMPONENT, broker(0));
  }

  private void issueCertificates() throws IOException {
    TestAuthority authority;
    try {
      authority = new TestAuthority();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    for (int i = 0; i < NODES; i++) {
      issue(authority, broker(i), Identity.BROKER);
      issue(authority, controller(i), Identity.CONTROLLER);
    }
    issue(authority, Identity.ADMIN.commonName(), Identity.ADMIN);
  }

  private void issue(TestAuthority authority, String name, Identity identity) throws IOException {
    String folder = Files.createDirectories(certificates().resolve(name)).toString();
    TestAuthority.PemPair pair = authority.issue(identity.commonName());
    Files.writeString(Path.of(Pem.keyAndChain(folder)), pair.key() + pair.certificate());
    Files.writeString(Path.of(Pem.authority(folder)), authority.certificate());
  }

  /** Settings of a client with all rights. */
  Map<String, Object> clientSettings() {
    var settings = new HashMap<String, Object>();
    settings.put("bootstrap.servers", bootstrapServers());
    if (config.security() != null) {
      settings.put("security.protocol", "SSL");
      settings.putAll(Pem.settings(certificates().resolve(Identity.ADMIN.commonName()).toString()));
    }
    return settings;
  }

  /** Runs the command of the init container, with the jar of Kafka's tests as its image. */
  private void copyPlugin() throws IOException, InterruptedException {
    Path jars =
        MavenDownload.to(
            Path.of("target/kafka-releases")
                .toAbsolutePath()
                .resolve(STORAGE_TEST + "-storage-test"),
            "copy",
            "-Dartifact=org.apache.kafka:kafka-storage:" + STORAGE_TEST + ":jar:test");
    Files.createDirectories(plugin());
    List<String> command =
        TieredStorage.of(config).orElseThrow().copyCommand().stream()
            .map(
                argument ->
                    argument
                        .replace(IMAGE_PATH, jars.toString())
                        .replace(TieredStorageConfig.FOLDER, plugin().toString()))
            .toList();
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  private Path plugin() {
    return work.resolve("plugin");
  }

  private Path certificates() {
    return work.resolve("certificates");
  }

  private Path remote() {
    return work.resolve("remote");
  }

  /** Starts a broker, which may have an empty volume. */
  void startBroker(int ordinal) throws IOException, InterruptedException {
    roll(config, brokers, broker(ordinal));
  }

  /** Bytes of the records of a topic on the volume of a broker. */
  long localBytes(int broker, String topic) {
    return segmentBytes(data(broker(broker)).resolve("logs"), topic);
  }

  /** Bytes of all files on the volume of a broker. */
  long volumeBytes(int broker) {
    return bytes(data(broker(broker)).toFile(), "");
  }

  /** Bytes of the records of a topic in remote storage. */
  long remoteBytes(String topic) {
    return segmentBytes(remote().resolve("kafka-tiered-storage"), topic);
  }

  /** What the exporter of broker 0 serves. */
  String metrics() throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + pods.port(broker(0), JmxExporter.PORT) + "/metrics");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static long segmentBytes(Path folder, String topic) {
    return Stream.of(children(folder.toFile()))
        .filter(partition -> partition.getName().startsWith(topic + "-"))
        .mapToLong(partition -> bytes(partition, ".log"))
        .sum();
  }

  /** Brokers delete files meanwhile, which then count as empty. */
  private static long bytes(File file, String ending) {
    if (file.isFile()) {
      return file.getName().endsWith(ending) ? file.length() : 0;
    }
    return Stream.of(children(file)).mapToLong(child -> bytes(child, ending)).sum();
  }

  private static File[] children(File folder) {
    File[] files = folder.listFiles();
    return files == null ? new File[0] : files;
  }
}

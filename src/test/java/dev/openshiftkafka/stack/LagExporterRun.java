package dev.openshiftkafka.stack;

import dev.openshiftkafka.testing.KafkaBrokers;
import dev.openshiftkafka.testing.SecureKafka;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The Collector with the rendered configuration of the lag exporter, for one consumer group. */
final class LagExporterRun {
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final SecureKafka kafka;
  private final Path folder;

  LagExporterRun(SecureKafka kafka, Path folder) {
    this.kafka = kafka;
    this.folder = folder;
  }

  /** Runs it until it exports the lag of a new group; the result is its log when it does not. */
  Optional<String> start(AtomicInteger number) throws Exception {
    String name = "lagging-" + number.incrementAndGet();
    try (Admin admin = kafka.admin()) {
      admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
      admin
          .alterConsumerGroupOffsets(
              name, Map.of(new TopicPartition(name, 0), new OffsetAndMetadata(0)))
          .all()
          .get();
    }
    int port = KafkaBrokers.freePort();
    Path file = Files.writeString(folder.resolve("collector.yaml"), configuration(port));
    Path log = folder.resolve("collector.log");
    Process process =
        new ProcessBuilder("opentelemetry-collector", "--config=" + file)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      Awaitility.await()
          .atMost(TIMEOUT)
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(() -> metrics(port).lines().anyMatch(line -> isLag(line, name)));
      return Optional.empty();
    } catch (ConditionTimeoutException e) {
      return Optional.of(Files.readString(log));
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private static boolean isLag(String line, String name) {
    return line.startsWith("kafka_consumer_group_lag{") && line.contains("\"" + name + "\"");
  }

  private String configuration(int port) throws IOException {
    String rendered =
        StackRun.update(
                "secure",
                StackEdit.apply(
                    StackFile.read("secure"),
                    Map.of("monitoring/interval", "5s", "monitoring/scrapeTimeout", "4s")))
            .object("ConfigMap", "kafka-lag-exporter")
            .at("data", "collector.yaml")
            .toString();
    return rendered
        .replaceAll("( *)- kafka-kafka-0\\S+", "$1- " + kafka.certificates())
        .replaceAll("(?m)^ *- kafka-kafka-[12]\\S+\n", "")
        .replace("/credentials/tls-combined.pem", folder + "/kafka-lag-exporter.pem")
        .replace("/credentials/ca.crt", folder + "/ca.crt")
        .replace(":8889", "127.0.0.1:" + port)
        .replace(":13133", "127.0.0.1:" + KafkaBrokers.freePort());
  }

  private static String metrics(int port) throws IOException, InterruptedException {
    return HTTP.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build(),
            BodyHandlers.ofString())
        .body();
  }
}

package dev.openshiftkafka.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openshiftkafka.ledger.Backlog;
import dev.openshiftkafka.ledger.Ledger;
import dev.openshiftkafka.ledger.LedgerSpec;
import dev.openshiftkafka.ledger.Summary;
import dev.openshiftkafka.pod.readiness.DiskGuardLimits;
import dev.openshiftkafka.pod.readiness.ReadinessAgent;
import dev.openshiftkafka.testing.KafkaBrokers;
import dev.openshiftkafka.testing.Tmpfs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.apache.kafka.common.quota.ClientQuotaFilterComponent;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zeroturnaround.exec.ProcessExecutor;
import picocli.CommandLine;

/**
 * The volumes of three real brokers fill under a ledger, with the readiness program next to each
 * broker.
 */
@Tag("nightly")
class DiskGuardIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BROKERS = 3;
  private static final int VOLUME_BYTES = 512 << 20;

  /** 80 % of a volume, in records of 1 MB. */
  private static final int OLD_MEGABYTES = 430;

  private static final int RECORDS_PER_SECOND = 3000;
  private static final int RECORD_BYTES = 1000;
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** What the ledger would write in this time does not fit on the volumes. */
  private static final Duration THROTTLED = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private final List<AutoCloseable> resources = new ArrayList<>();
  private KafkaBrokers brokers;
  private Admin admin;

  @AfterEach
  void close() throws Exception {
    for (int i = resources.size() - 1; i >= 0; i--) {
      resources.get(i).close();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.openshiftkafka.testing.PinnedVersions#kafka")
  void volumes_fill_producersStopAndResume(String version) throws Exception {
    startBrokers(version);
    fill("old", OLD_MEGABYTES);
    Path limits =
        Files.writeString(
            folder.resolve(DiskGuardLimits.FILE), new DiskGuardLimits(true, 90, 80).text());
    for (int id = 0; id < BROKERS; id++) {
      startReadiness(brokers.properties(id), limits);
    }
    LedgerRun ledger = startLedger();
    ledger.awaitProgress();

    await().atMost(LIMIT).until(() -> quota() != null);
    assertThat(fullest()).isBetween(90.0, 98.0);
    ledger.awaitTime(Duration.ofSeconds(5));
    // What the alert KafkaDiskGuardActive is about.
    await().atMost(LIMIT).until(() -> throttledConnections() > 0);
    long before = ledger.status().acked();
    ledger.awaitTime(THROTTLED);
    long written = ledger.status().acked() - before;

    // The quota of 32 KiB/s on three brokers, and a request of each partition.
    long allowed = THROTTLED.toSeconds() * BROKERS * 32_765 / RECORD_BYTES;
    assertThat(written).isLessThan(2 * allowed);
    assertThat(fullest()).isLessThan(98);
    assertThat(ledger.status().brokers()).isEqualTo(BROKERS);

    admin.deleteTopics(List.of("old")).all().get();
    await().atMost(LIMIT).until(() -> quota() == null);
    ledger.awaitProgress();
    Summary summary = ledger.stop();

    assertThat(summary.verdict().kept()).as(summary.toString()).isTrue();
    assertThat(summary.verdict().lost()).isZero();
    Files.writeString(
        Path.of("target", "disk-guard-" + version + ".txt"),
        "%d records in %d s while throttled; %s%n"
            .formatted(written, THROTTLED.toSeconds(), summary));
  }

  private void startBrokers(String version) throws Exception {
    var volumes = new ArrayList<Path>();
    for (int id = 0; id < BROKERS; id++) {
      Tmpfs volume = Tmpfs.mount(folder.resolve("volume-" + id), VOLUME_BYTES);
      resources.add(volume);
      volumes.add(volume.path());
    }
    brokers = KafkaBrokers.start(version, folder, volumes);
    resources.add(brokers);
    admin = Admin.create(Map.of("bootstrap.servers", brokers.bootstrapServers()));
    resources.add(admin);
    await().atMost(LIMIT).until(() -> admin.describeCluster().nodes().get().size() == BROKERS);
  }

  private void fill(String topic, int megabytes) throws Exception {
    admin.createTopics(List.of(new NewTopic(topic, 1, (short) BROKERS))).all().get();
    Map<String, Object> settings =
        Map.of("bootstrap.servers", brokers.bootstrapServers(), "max.request.size", 2_000_000);
    var serializer = new ByteArraySerializer();
    try (var producer = new KafkaProducer<>(settings, serializer, serializer)) {
      for (int i = 0; i < megabytes; i++) {
        producer.send(new ProducerRecord<>(topic, new byte[1_000_000])).get();
      }
    }
  }

  private void startReadiness(Path properties, Path limits) {
    var thread =
        new Thread(
            () ->
                new CommandLine(new ReadinessAgent())
                    .execute(
                        "--server-properties=" + properties,
                        "--port=0",
                        "--absent-seconds=600",
                        "--stop-seconds=600",
                        "--disk-guard=" + limits));
    thread.setDaemon(true);
    thread.start();
    resources.add(thread::interrupt);
  }

  private LedgerRun startLedger() throws Exception {
    var spec =
        new LedgerSpec(
            brokers.bootstrapServers(),
            "orders",
            BROKERS,
            RECORDS_PER_SECOND,
            RECORD_BYTES,
            Backlog.NONE,
            Map.of("linger.ms", "5"));
    var ledger =
        new LedgerRun(
            new ProcessExecutor(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Ledger.class.getName(),
                JSON.writeValueAsString(spec)),
            RECORDS_PER_SECOND);
    resources.add(ledger);
    return ledger;
  }

  /** The default producer quota; null without one. */
  private Double quota() throws Exception {
    var filter =
        ClientQuotaFilter.containsOnly(
            List.of(ClientQuotaFilterComponent.ofDefaultEntity(ClientQuotaEntity.CLIENT_ID)));
    return admin.describeClientQuotas(filter).entities().get().values().stream()
        .map(values -> values.get("producer_byte_rate"))
        .findFirst()
        .orElse(null);
  }

  private double throttledConnections() throws Exception {
    double connections = 0;
    for (int id = 0; id < BROKERS; id++) {
      var queue = (Number) brokers.attribute(id, "kafka.server:type=Produce", "queue-size");
      connections += queue.doubleValue();
    }
    return connections;
  }

  /** The used share of the fullest volume, in percent. */
  private double fullest() throws Exception {
    return admin.describeLogDirs(List.of(0, 1, 2)).allDescriptions().get().values().stream()
        .flatMap(directories -> directories.values().stream())
        .mapToDouble(DiskGuardIT::usedPercent)
        .max()
        .orElseThrow();
  }

  private static double usedPercent(LogDirDescription directory) {
    long total = directory.totalBytes().orElseThrow();
    return 100.0 * (total - directory.usableBytes().orElseThrow()) / total;
  }
}

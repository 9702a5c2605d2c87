package dev.openshiftkafka.pod.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openshiftkafka.testing.KafkaBrokers;
import dev.openshiftkafka.testing.Tmpfs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of the disk guard with real brokers, whose volumes are small. */
@Tag("nightly")
class DiskGuardBrokersIT {
  private static final int MIB = 1 << 20;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** As the stack's default. */
  private static final DiskGuardLimits LIMITS = new DiskGuardLimits(true, 90, 80);

  @TempDir private Path folder;
  private final List<AutoCloseable> resources = new ArrayList<>();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private Path limits;
  private KafkaBrokers brokers;
  private Admin admin;
  private Duration now = Duration.ZERO;

  @AfterEach
  void close() throws Exception {
    for (int i = resources.size() - 1; i >= 0; i--) {
      resources.get(i).close();
    }
  }

  private void start(String version, int... sizes) throws Exception {
    limits = Files.writeString(folder.resolve(DiskGuardLimits.FILE), LIMITS.text());
    var volumes = new ArrayList<Path>();
    for (int size : sizes) {
      Tmpfs volume = Tmpfs.mount(folder.resolve("volume-" + volumes.size()), size);
      resources.add(volume);
      volumes.add(volume.path());
    }
    brokers = KafkaBrokers.start(version, folder, volumes);
    resources.add(brokers);
    admin = Admin.create(Map.of("bootstrap.servers", brokers.bootstrapServers()));
    resources.add(admin);
  }

  private DiskGuard guard(int broker) {
    var out = new PrintStream(log, true, StandardCharsets.UTF_8);
    return new DiskGuard(
        NodeConnections.plain(brokers.port(broker)),
        limits,
        new ReadinessMonitor.Log(out),
        () -> now);
  }

  private String log() {
    return log.toString(StandardCharsets.UTF_8);
  }

  /** Creates a topic with one replica on a broker, and writes records of 1 MB. */
  private void fill(String topic, int broker, int megabytes) throws Exception {
    admin.createTopics(List.of(new NewTopic(topic, Map.of(0, List.of(broker))))).all().get();
    var settings = new Properties();
    settings.putAll(
        Map.of(
            "bootstrap.servers", brokers.bootstrapServers(),
            "client.id", "fill",
            "batch.size", "0"));
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < megabytes; i++) {
        producer.send(new ProducerRecord<>(topic, new byte[1_000_000])).get();
      }
    }
  }

  private double used(int broker) {
    try (var connection = NodeConnections.plain(brokers.port(broker)).toOwn()) {
      return DiskUsage.of(connection).usedPercent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void empty(String topic, int broker) throws Exception {
    admin.deleteTopics(List.of(topic)).all().get();
    await().atMost(LIMIT).until(() -> used(broker) < LIMITS.resumeBelowPercent());
  }

  private Long quota(boolean saved) {
    try (var connection = NodeConnections.plain(brokers.port(0)).toOwn()) {
      var quota = new DefaultProducerQuota(connection);
      return saved ? quota.saved() : quota.rate();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A KRaft broker learns of a change after the controller has confirmed it. */
  private void awaitQuota(Long rate) {
    await().atMost(LIMIT).untilAsserted(() -> assertThat(quota(false)).isEqualTo(rate));
  }

  private void setQuota(String clientId, Double rate) throws Exception {
    var entity = new HashMap<String, String>();
    entity.put(ClientQuotaEntity.CLIENT_ID, clientId);
    admin
        .alterClientQuotas(
            List.of(
                new ClientQuotaAlteration(
                    new ClientQuotaEntity(entity),
                    List.of(new ClientQuotaAlteration.Op("producer_byte_rate", rate)))))
        .all()
        .get();
  }

  @ParameterizedTest
  @MethodSource("dev.openshiftkafka.testing.PinnedVersions#kafka")
  void check_twoBrokers_savesAndRestoresQuota(String version) throws Exception {
    start(version, 64 * MIB, 64 * MIB);
    setQuota("audit", 5e6);
    setQuota(null, 5e7);
    awaitQuota(50_000_000L);
    fill("first", 0, 62);
    assertThat(used(0)).isBetween(90.0, 95.0);
    DiskGuard full = guard(0);
    DiskGuard other = guard(1);

    other.tryCheck();
    assertThat(quota(false)).isEqualTo(50_000_000L);

    full.tryCheck();
    awaitQuota(4_093L);
    assertThat(quota(true)).isEqualTo(50_000_000L);
    assertThat(log()).contains("producers are not throttled: client-id=audit;");

    // While one volume is full, the guard of another broker restores nothing.
    other.tryCheck();
    assertThat(quota(false)).isEqualTo(4_093L);

    // An operator's change is kept for later.
    setQuota(null, 4e7);
    awaitQuota(40_000_000L);
    full.tryCheck();
    awaitQuota(4_093L);
    assertThat(quota(true)).isEqualTo(40_000_000L);

    // Between the limits, no broker restores the quota.
    empty("first", 0);
    fillUnthrottled("second", 1, 56);
    assertThat(used(1)).isBetween(80.0, 90.0);
    full.tryCheck();
    other.tryCheck();
    assertThat(quota(false)).isEqualTo(4_093L);

    empty("second", 1);
    full.tryCheck();
    awaitQuota(40_000_000L);
    assertThat(log()).contains("default producer quota restored to 40000000 B/s");
  }

  /** The producer's own quota overrides the guard's. */
  private void fillUnthrottled(String topic, int broker, int megabytes) throws Exception {
    setQuota("fill", 1e9);
    await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
    fill(topic, broker, megabytes);
  }

  @ParameterizedTest
  @MethodSource("dev.openshiftkafka.testing.PinnedVersions#kafka")
  void check_noOperatorsQuota_stepsAndRemovesQuota(String version) throws Exception {
    start(version, 64 * MIB);
    // What a guard of an earlier time has saved.
    setQuota(DefaultProducerQuota.SAVED, 1e6);
    fill("topic", 0, 64);
    assertThat(used(0)).isGreaterThan(LIMITS.scarcePercent());
    DiskGuard guard = guard(0);

    guard.tryCheck();
    awaitQuota(4_093L);
    assertThat(quota(true)).isNull();

    guard.tryCheck();
    assertThat(quota(false)).isEqualTo(4_093L);
    now = now.plus(DiskGuard.STEP);
    guard.tryCheck();
    awaitQuota(509L);

    Files.writeString(limits, new DiskGuardLimits(false, 90, 80).text());
    guard.tryCheck();
    awaitQuota(null);
    guard.tryCheck();
    assertThat(quota(false)).isNull();

    Files.writeString(limits, LIMITS.text());
    guard.tryCheck();
    awaitQuota(4_093L);
    empty("topic", 0);
    guard.tryCheck();
    awaitQuota(null);
  }
}

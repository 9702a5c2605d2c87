package dev.openshiftkafka.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.e2e.ClientPod;
import dev.openshiftkafka.kubernetes.ClassPathArchive;
import dev.openshiftkafka.kubernetes.DnsCacheTtl;
import dev.openshiftkafka.ledger.Backlog;
import dev.openshiftkafka.ledger.Ledger;
import dev.openshiftkafka.ledger.LedgerSpec;
import dev.openshiftkafka.testing.PinnedVersions;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A pod that runs ledgers. */
final class LedgerPod implements AutoCloseable {
  /**
   * Producer configs for fast failover. With Kafka's defaults a request to a crashed broker times
   * out after 30 s, and only then does the producer look for a new leader.
   */
  static final Map<String, String> PRODUCER =
      Map.of(
          "request.timeout.ms", "2000",
          "socket.connection.setup.timeout.ms", "1000",
          "socket.connection.setup.timeout.max.ms", "2000",
          "reconnect.backoff.max.ms", "100",
          "retry.backoff.max.ms", "100",
          "metadata.max.age.ms", "1000",
          "linger.ms", "5",
          "batch.size", "65536",
          "buffer.memory", "67108864");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String JAR = "/tmp/ledger.jar";
  private static final int PARTITIONS = 6;
  private static final int RECORD_BYTES = 100;

  private final ClientPod client;
  private final String bootstrap;

  LedgerPod(MetadataMode mode, String bootstrap) throws Exception {
    this.bootstrap = bootstrap;
    client =
        new ClientPod(
            mode == MetadataMode.KRAFT ? PinnedVersions.KAFKA_4 : PinnedVersions.KAFKA_3,
            bootstrap);
    client.copy(
        Base64.getDecoder().decode(ClassPathArchive.of(List.of(".class"), Ledger.class)), JAR);
  }

  /** Starts a ledger with its own topic, which has a backlog. */
  LedgerRun open(String topic, int recordsPerSecond, Backlog backlog) throws IOException {
    var spec =
        new LedgerSpec(
            bootstrap, topic, PARTITIONS, recordsPerSecond, RECORD_BYTES, backlog, PRODUCER);
    return new LedgerRun(
        client.interactive(
            "java",
            "-Xmx512m",
            "-XX:+UseSerialGC",
            DnsCacheTtl.JVM_FLAG,
            "-Dlog4j.configuration=file:/tmp/log4j.properties",
            "-Dlog4j2.configurationFile=/tmp/log4j2.properties",
            "-cp",
            JAR + ":/opt/kafka/libs/*",
            Ledger.class.getName(),
            JSON.writeValueAsString(spec)),
        recordsPerSecond);
  }

  @Override
  public void close() {
    client.close();
  }
}

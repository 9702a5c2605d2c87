package dev.openshiftkafka.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openshiftkafka.testing.PinnedVersions;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Three consumer groups, one in each zone, read all records of a topic, without and with {@code
 * client.rack}. The bytes that each receives from each broker are those that its client counts.
 */
final class ClientRackCheck {
  private static final List<String> ZONES = List.of("local-a", "local-b", "local-c");
  private static final int RECORDS = 60_000;
  private static final int RECORD_BYTES = 1000;

  /** A consumer's connection to a broker; that to its coordinator has another node id. */
  private static final Pattern RECEIVED =
      Pattern.compile(
          "consumer-node-metrics:incoming-byte-total:\\{[^}]*node-id=node-(\\d)}\\s*: ([0-9.]+)");

  private final String bootstrap;

  ClientRackCheck(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  /** Bytes of consumers, in total and from brokers in other zones. */
  private record Bytes(double all, double otherZones) {
    Bytes plus(Bytes other) {
      return new Bytes(all + other.all, otherZones + other.otherZones);
    }

    double share() {
      return otherZones / all;
    }
  }

  void run() throws IOException {
    String topic = "client-rack";
    try (var client = new ClientPod(PinnedVersions.KAFKA_4, bootstrap)) {
      client.createTopic(topic, 6);
      client.tool(
          "ProducerPerformance",
          "--topic=" + topic,
          "--num-records=" + RECORDS,
          "--record-size=" + RECORD_BYTES,
          "--throughput=-1");
      assertThat(client.records(topic)).isEqualTo(RECORDS);
    }
    Bytes without = new Bytes(0, 0);
    Bytes with = new Bytes(0, 0);
    for (String zone : ZONES) {
      try (var client =
          new ClientPod(PinnedVersions.KAFKA_4, bootstrap, zone, "kafka-client-" + zone)) {
        without = without.plus(read(client, topic, zone, ""));
        with = with.plus(read(client, topic, zone, zone));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%.1f MB for 3 groups; from other zones without client.rack %.1f MB, with it %.2f MB%n",
        without.all / 1e6,
        without.otherZones / 1e6,
        with.otherZones / 1e6);
    double written = (double) RECORDS * RECORD_BYTES;
    assertThat(without.all).isGreaterThan(ZONES.size() * written);
    assertThat(with.all).isGreaterThan(ZONES.size() * written);
    // With three zones and leaders in each, two thirds come from other zones.
    assertThat(without.share()).isBetween(0.5, 0.8);
    assertThat(with.otherZones).isLessThan(0.05 * without.otherZones);
  }

  private static Bytes read(ClientPod client, String topic, String zone, String rack) {
    String output =
        client.tool(
            "ConsumerPerformance",
            "--topic=" + topic,
            "--num-records=" + RECORDS,
            "--group=" + zone + "-" + (rack.isEmpty() ? "without" : "with"),
            "--command-property=client.rack=" + rack,
            "--print-metrics");
    List<MatchResult> received = RECEIVED.matcher(output).results().toList();
    assertThat(received).as(output).isNotEmpty();
    Bytes bytes = new Bytes(0, 0);
    for (MatchResult broker : received) {
      double count = Double.parseDouble(broker.group(2));
      // Broker i runs in zone i.
      boolean other = Integer.parseInt(broker.group(1)) != ZONES.indexOf(zone);
      bytes = bytes.plus(new Bytes(count, other ? count : 0));
    }
    return bytes;
  }
}

package dev.openshiftkafka.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openshiftkafka.testing.PinnedVersions;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Three consumer groups, one in each zone, read all records of a topic, and a producer writes them,
 * without and with {@code client.rack}. The bytes from and to each broker are those that the client
 * counts.
 */
final class ClientRackCheck {
  private static final PrintStream OUT = System.out;
  private static final List<String> ZONES = List.of("local-a", "local-b", "local-c");

  /** A rack without brokers: clients with it behave as those without one. */
  private static final String NOWHERE = "none";

  private static final int RECORDS = 30_000;
  private static final int RECORD_BYTES = 1000;

  /** A client's connection to a broker; that to a coordinator has another node id. */
  private static final String CONNECTION = ":\\{[^}]*node-id=node-(\\d)}\\s*: ([0-9.]+)";

  private static final Pattern RECEIVED =
      Pattern.compile("consumer-node-metrics:incoming-byte-total" + CONNECTION);
  private static final Pattern SENT =
      Pattern.compile("producer-node-metrics:outgoing-byte-total" + CONNECTION);

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
      Bytes without = write(client, topic, NOWHERE);
      Bytes with = write(client, topic, ZONES.get(0));
      assertThat(client.records(topic)).isEqualTo(2 * RECORDS);
      assertKeptInZone("a producer", 1, without, with);
    }
    Bytes without = new Bytes(0, 0);
    Bytes with = new Bytes(0, 0);
    for (String zone : ZONES) {
      try (var client =
          new ClientPod(PinnedVersions.KAFKA_4, bootstrap, zone, "kafka-client-" + zone)) {
        without = without.plus(read(client, topic, zone, NOWHERE));
        with = with.plus(read(client, topic, zone, zone));
      }
    }
    assertKeptInZone("three consumer groups", ZONES.size(), without, with);
  }

  /** With three zones and leaders in each, two thirds of the bytes cross zones otherwise. */
  private static void assertKeptInZone(String clients, int times, Bytes without, Bytes with) {
    OUT.printf(
        Locale.ROOT,
        "%s: %.1f MB; between zones %.1f MB without client.rack, %.2f MB with it%n",
        clients,
        without.all / 1e6,
        without.otherZones / 1e6,
        with.otherZones / 1e6);
    double least = (double) times * RECORDS * RECORD_BYTES;
    assertThat(without.all).isGreaterThan(least);
    assertThat(with.all).isGreaterThan(least);
    assertThat(without.share()).isBetween(0.5, 0.8);
    assertThat(with.otherZones).isLessThan(0.05 * without.otherZones);
  }

  private static Bytes write(ClientPod client, String topic, String rack) {
    String output =
        client.tool(
            "ProducerPerformance",
            "--topic=" + topic,
            "--num-records=" + RECORDS,
            "--record-size=" + RECORD_BYTES,
            "--throughput=-1",
            "--print-metrics",
            "--command-property",
            "partitioner.rack.aware=" + !rack.equals(NOWHERE),
            "client.rack=" + rack);
    return bytes(SENT, output, ZONES.get(0));
  }

  private static Bytes read(ClientPod client, String topic, String zone, String rack) {
    String output =
        client.tool(
            "ConsumerPerformance",
            "--topic=" + topic,
            "--num-records=" + 2 * RECORDS,
            "--group=" + zone + "-" + rack,
            "--command-property=client.rack=" + rack,
            "--print-metrics");
    return bytes(RECEIVED, output, zone);
  }

  private static Bytes bytes(Pattern pattern, String output, String zone) {
    List<MatchResult> brokers = pattern.matcher(output).results().toList();
    assertThat(brokers).as(output).isNotEmpty();
    Bytes bytes = new Bytes(0, 0);
    for (MatchResult broker : brokers) {
      double count = Double.parseDouble(broker.group(2));
      // Broker i runs in zone i.
      boolean other = Integer.parseInt(broker.group(1)) != ZONES.indexOf(zone);
      bytes = bytes.plus(new Bytes(count, other ? count : 0));
    }
    return bytes;
  }
}

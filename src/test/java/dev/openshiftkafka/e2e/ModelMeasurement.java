package dev.openshiftkafka.e2e;

import dev.openshiftkafka.capacity.model.ClusterLimits;
import dev.openshiftkafka.capacity.model.Hardware;
import dev.openshiftkafka.capacity.model.InstanceType;
import dev.openshiftkafka.capacity.model.Layout;
import dev.openshiftkafka.capacity.model.Reads;
import dev.openshiftkafka.capacity.model.Resource;
import dev.openshiftkafka.capacity.model.ThroughputLimit;
import dev.openshiftkafka.capacity.model.Volume;
import dev.openshiftkafka.capacity.model.VolumeThroughput;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zeroturnaround.exec.ProcessResult;
import org.zeroturnaround.exec.StartedProcess;

/**
 * The capacity model compared with measurements: brokers on the local cluster whose volumes and
 * networks have the throughput of the model's hardware, multiplied by a scale that this machine can
 * serve. Prints a table as Markdown.
 */
public final class ModelMeasurement {
  private static final PrintStream OUT = System.out;
  private static final PrintStream PROGRESS = System.err;
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final List<String> ZONES = List.of("a", "b", "c");
  private static final String IMAGE_SIZE = "16G";
  private static final int MESSAGE_BYTES = 1024;

  /** A resource is measured over the busiest period of this length. */
  private static final int WINDOW_SECONDS = 30;

  /** Bandwidth that limits nothing, in Mbit/s. */
  private static final int WIDE = 80_000;

  private static final List<Setting> SETTINGS = settings();

  /**
   * What is measured.
   *
   * @param name what the hardware is
   * @param volume volume of each broker
   * @param networkMbps bandwidth of each broker's instance, in Mbit/s
   * @param scale share of the hardware's throughput that the local cluster has
   * @param replicationFactor replicas of each partition
   */
  private record Setting(
      String name, Volume volume, int networkMbps, double scale, int replicationFactor) {

    /** What the model says of the scaled hardware. */
    ThroughputLimit predicted() {
      var instance = new InstanceType(name, WIDE, WIDE, networkMbps, networkMbps);
      var limits =
          new ClusterLimits(
              new Hardware(instance, 1, volume),
              Layout.balanced(ZONES.size(), replicationFactor),
              Reads.NONE,
              ZONES.size());
      return new ThroughputLimit(
          limits.sustained().writeMBps() * scale, limits.sustained().binds());
    }

    double volumeMBps() {
      return VolumeThroughput.of(volume).sustainedMBps() * scale;
    }

    double networkMBps() {
      return networkMbps / 8.0 * scale;
    }

    double limit(Resource resource) {
      return resource == Resource.VOLUME ? volumeMBps() : networkMBps();
    }
  }

  /** A setting's result. */
  private record Row(Setting setting, double measuredMBps, Map<Resource, Double> used) {

    /** The resource of which the largest share was used. */
    Resource binds() {
      return used.entrySet().stream()
          .max(Map.Entry.comparingByValue())
          .map(Map.Entry::getKey)
          .orElseThrow();
    }

    String text() {
      ThroughputLimit predicted = setting.predicted();
      return String.format(
          Locale.ROOT,
          "| %s | %.2f | %d | %.1f | %.1f | %.2f | %s | %s | %.0f %%, %.0f %%, %.0f %% |%n",
          setting.name(),
          setting.scale(),
          setting.replicationFactor(),
          predicted.writeMBps(),
          measuredMBps,
          measuredMBps / predicted.writeMBps(),
          predicted.binds().shortText(),
          binds().shortText(),
          100 * used.get(Resource.VOLUME),
          100 * used.get(Resource.NETWORK_IN),
          100 * used.get(Resource.NETWORK_OUT));
    }
  }

  private final LocalStack stack = LocalStack.plainKraft("model");

  private ModelMeasurement() {}

  /** Runs it. */
  public static void main(String[] arguments) {
    new ModelMeasurement().run();
  }

  private static List<Setting> settings() {
    var settings = new ArrayList<Setting>();
    for (int replicas : List.of(1, 3)) {
      settings.add(new Setting("st1, 500 GiB", Volume.of("st1", 500), WIDE, 1, replicas));
      settings.add(new Setting("st1, 3,125 GiB", Volume.of("st1", 3125), WIDE, 0.25, replicas));
      settings.add(
          new Setting("gp3, 125 MiB/s", new Volume("gp3", 1000, 3000, 125), WIDE, 0.25, replicas));
      settings.add(
          new Setting(
              "network of 0.75 Gbit/s, gp3 of 250 MiB/s",
              new Volume("gp3", 1000, 3000, 250),
              750,
              0.25,
              replicas));
    }
    return settings;
  }

  private void run() {
    LocalStack.emptyVolumes();
    forEachVolume("image", IMAGE_SIZE);
    try {
      stack.up();
      try {
        SETTINGS.forEach(this::measure);
      } finally {
        stack.destroy();
      }
    } finally {
      forEachVolume("free");
    }
  }

  private static void forEachVolume(String action, String... more) {
    for (int broker = 0; broker < ZONES.size(); broker++) {
      volume(broker, action, more);
    }
  }

  private static String volume(int broker, String action, String... more) {
    var command =
        new ArrayList<>(List.of("local/volume", action, ZONES.get(broker), "kafka-" + broker));
    command.addAll(List.of(more));
    return Shell.run(LIMIT, Map.of(), command.toArray(String[]::new)).strip();
  }

  private static String network(int broker, String action, String... more) {
    var command =
        new ArrayList<>(
            List.of("local/pod-network", action, LocalStack.NAMESPACE, "kafka-kafka-" + broker));
    command.addAll(List.of(more));
    return Shell.run(LIMIT, Map.of(), command.toArray(String[]::new)).strip();
  }

  private void measure(Setting setting) {
    if (setting.equals(SETTINGS.get(0))) {
      OUT.print(
          "| Hardware of each broker | Scale | Replicas | Predicted, MB/s | Measured, MB/s | Ratio |"
              + " Predicted limit | Measured limit | Used: volume, network in, network out |\n"
              + "| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
    }
    for (int broker = 0; broker < ZONES.size(); broker++) {
      volume(broker, "throttle", rounded(setting.volumeMBps()));
      if (setting.networkMbps() == WIDE) {
        network(broker, "free");
      } else {
        network(broker, "limit", rounded(setting.networkMBps()));
      }
    }
    PROGRESS.println(setting);
    var run =
        new BenchmarkRun(
                stack,
                "warmupSeconds=20",
                "durationSeconds=60",
                "topics.replicationFactor=" + setting.replicationFactor(),
                "topics.settings.min.insync.replicas=" + (setting.replicationFactor() + 1) / 2)
            .workload("saturate");
    Map<Resource, Double> used = usage(setting, run);
    double rate =
        run.report().get("recordsPerSecond").asDouble()
            * ThroughputLimit.bytesOfRecord(MESSAGE_BYTES)
            / 1e6;
    OUT.print(new Row(setting, rate, used).text());
    OUT.flush();
  }

  private static String rounded(double mbps) {
    return String.valueOf(Math.round(mbps));
  }

  /** The share of each resource that the busiest broker used while a benchmark ran. */
  private static Map<Resource, Double> usage(Setting setting, BenchmarkRun run) {
    List<Counters> counters = new ArrayList<>();
    for (int broker = 0; broker < ZONES.size(); broker++) {
      counters.add(
          new Counters(Path.of(volume(broker, "counters")), Path.of(network(broker, "counters"))));
    }
    var samples = new ArrayList<List<Map<Resource, Long>>>();
    ProcessResult result =
        sampled(run, () -> samples.add(counters.stream().map(Counters::read).toList()));
    if (result.getExitValue() != 0) {
      throw new AssertionError(result.outputUTF8());
    }
    var used = new EnumMap<Resource, Double>(Resource.class);
    for (Resource resource : List.of(Resource.VOLUME, Resource.NETWORK_IN, Resource.NETWORK_OUT)) {
      long most = 0;
      for (int from = 0; from + WINDOW_SECONDS < samples.size(); from++) {
        for (int broker = 0; broker < ZONES.size(); broker++) {
          long bytes =
              samples.get(from + WINDOW_SECONDS).get(broker).get(resource)
                  - samples.get(from).get(broker).get(resource);
          most = Math.max(most, bytes);
        }
      }
      used.put(resource, most / 1e6 / WINDOW_SECONDS / setting.limit(resource));
    }
    return used;
  }

  /** Runs a benchmark, and takes a sample in each second. */
  private static ProcessResult sampled(BenchmarkRun run, Runnable sample) {
    try {
      StartedProcess process = run.executor().start();
      while (true) {
        sample.run();
        try {
          return process.getFuture().get(1, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
          // It goes on.
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Linux' counters of a broker.
   *
   * @param device counters of its volume's block device
   * @param interfaces counters of its network interfaces
   */
  private record Counters(Path device, Path interfaces) {
    private static final int SECTOR_BYTES = 512;

    Map<Resource, Long> read() {
      try {
        String[] disk = Files.readString(device).strip().split("\\s+");
        String[] eth0 =
            Files.readAllLines(interfaces).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("eth0:"))
                .findFirst()
                .orElseThrow()
                .split("\\s+");
        return Map.of(
            Resource.VOLUME, Long.parseLong(disk[6]) * SECTOR_BYTES,
            Resource.NETWORK_IN, Long.parseLong(eth0[1]),
            Resource.NETWORK_OUT, Long.parseLong(eth0[9]));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

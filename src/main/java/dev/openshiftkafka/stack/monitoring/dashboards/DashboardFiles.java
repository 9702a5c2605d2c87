package dev.openshiftkafka.stack.monitoring.dashboards;

import dev.openshiftkafka.config.StackConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The dashboards of a configuration, and their files. */
public final class DashboardFiles {
  private DashboardFiles() {}

  static List<Dashboard> all(StackConfig config) {
    var boards = new ArrayList<Dashboard>();
    boards.add(ClusterDashboard.of(config.kafka().brokers()));
    boards.add(BrokersDashboard.of());
    boards.add(TopicsDashboard.of());
    if (config.monitoring().lag().enabled()) {
      boards.add(ConsumersDashboard.of());
    }
    boards.add(JvmDashboard.of());
    if (config.hasZooKeeper()) {
      boards.add(ZooKeeperDashboard.of(config.quorum().members()));
    }
    if (config.hasControllers()) {
      boards.add(KraftDashboard.of(config.controllers().members()));
    }
    return List.copyOf(boards);
  }

  /** Content of the files for Grafana, by dashboard name. */
  public static Map<String, String> grafana(StackConfig config) {
    return files(config, board -> new GrafanaJson(board, config.project().name()).text());
  }

  /** Content of the files for OpenShift's console, by dashboard name. */
  public static Map<String, String> console(StackConfig config) {
    return files(config, board -> new ConsoleJson(board, config.project().name()).text());
  }

  /**
   * Writes the files for Grafana to the subfolder {@code grafana}, and those for the console to
   * {@code console}.
   *
   * @throws IOException when a file cannot be written
   */
  public static void write(StackConfig config, Path folder) throws IOException {
    write(folder.resolve("grafana"), grafana(config));
    write(folder.resolve("console"), console(config));
  }

  private static void write(Path folder, Map<String, String> files) throws IOException {
    Files.createDirectories(folder);
    for (var file : files.entrySet()) {
      Files.writeString(folder.resolve(fileName(file.getKey())), file.getValue());
    }
  }

  /** The file name of a dashboard. */
  static String fileName(String board) {
    return "kafka-" + board + ".json";
  }

  private static Map<String, String> files(StackConfig config, Function<Dashboard, String> json) {
    var files = new LinkedHashMap<String, String>();
    all(config).forEach(board -> files.put(board.name(), json.apply(board)));
    return files;
  }
}

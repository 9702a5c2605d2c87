package dev.openshiftkafka.stack.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openshiftkafka.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.zeroturnaround.exec.ProcessExecutor;

/** Runs promtool, the tool of Prometheus that checks and tests rules. */
public final class Promtool {
  private Promtool() {}

  /** Writes a rules file. */
  public static Path write(Path file, Map<String, Object> rules) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    var options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    Files.writeString(file, new Yaml(options).dump(rules));
    return file;
  }

  /** Runs a command on a rules file; an error of promtool fails the test. */
  public static void run(String command, Path file) throws Exception {
    var ended =
        new ProcessExecutor(Programs.onPath("promtool"), command, "rules", file.toString())
            .readOutput(true)
            .redirectErrorStream(true)
            .timeout(2, TimeUnit.MINUTES)
            .execute();
    assertEquals(0, ended.getExitValue(), ended.outputUTF8());
  }
}

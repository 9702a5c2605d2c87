package dev.openshiftkafka;

import com.pulumi.Pulumi;
import dev.openshiftkafka.cli.KafkaStackCommand;
import dev.openshiftkafka.cli.StackProgram;
import dev.openshiftkafka.cli.runtime.Session;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.guard.ApiServerHealth;
import dev.openshiftkafka.stack.monitoring.dashboards.DashboardFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Declares the stack in Pulumi's engine, or runs a command of {@code bin/kafka-stack}. */
public final class App {
  private App() {}

  /** Without arguments, as the engine starts it, declares the stack; otherwise runs a command. */
  public static void main(String[] args) {
    if (args.length > 0) {
      System.exit(commandLine(Session.ofProcess(App.class)).execute(args));
    }
    SdkBusyWaitWorkaround.install();
    Pulumi.run(
        context ->
            KafkaStack.declare(
                context,
                ConfigSource.ofEngine(context.projectName(), context.stackName(), System.getenv()),
                new ApiServerHealth()));
  }

  /** The command line, with what its commands need of the stack. */
  public static CommandLine commandLine(Session session) {
    return KafkaStackCommand.commandLine(new Program(), session);
  }

  private static final class Program implements StackProgram {
    @Override
    public List<Map<String, Object>> deployerRoles(StackConfig config) {
      return KafkaStack.deployerRoles(config);
    }

    @Override
    public String deployerRights(Path stackFile) throws IOException {
      return KafkaStack.deployerRights(stackFile);
    }

    @Override
    public void writeDashboards(Path stackFile, Path folder) throws IOException {
      DashboardFiles.write(ConfigSource.ofFile(KafkaStack.PROJECT, stackFile).read(), folder);
    }
  }
}

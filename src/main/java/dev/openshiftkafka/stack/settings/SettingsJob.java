package dev.openshiftkafka.stack.settings;

import com.pulumi.kubernetes.batch.v1.JobArgs;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.BrokerAddresses;
import dev.openshiftkafka.kubernetes.ClientCredentials;
import dev.openshiftkafka.kubernetes.PodProgram;
import dev.openshiftkafka.kubernetes.ProgramJob;
import dev.openshiftkafka.kubernetes.Workload;
import dev.openshiftkafka.pod.admin.AdminProgram;
import dev.openshiftkafka.pod.load.LoadGenerator;
import dev.openshiftkafka.pod.settings.Declaration;
import dev.openshiftkafka.pod.settings.SettingsCommand;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Builds the Job that sets the dynamic settings, and its files. */
final class SettingsJob {
  private static final PodProgram PROGRAM =
      new PodProgram(SettingsCommand.class.getName(), "files", "/opt/settings");

  /** Time to schedule the pod and pull the image, and for several changes of a thread pool. */
  private static final int DEADLINE_SECONDS = 900;

  /** Time that Pulumi waits for its completion. */
  static final Duration TIMEOUT = Duration.ofSeconds(DEADLINE_SECONDS + 300);

  private final StackConfig config;
  private final Declaration declaration;
  private final Workload workload;

  SettingsJob(StackConfig config, Declaration declaration) {
    this.config = config;
    this.declaration = declaration;
    this.workload = Workload.of(config, BrokerSettings.NAME, BrokerSettings.COMPONENT);
  }

  static Map<String, String> programArchives() {
    return ProgramJob.archives(
        "settings.jar", LoadGenerator.class, SettingsCommand.class, AdminProgram.class);
  }

  Workload workload() {
    return workload;
  }

  /**
   * The Job. A changed setting changes an argument of its pod template, which is immutable, so
   * Pulumi replaces the Job. A changed program is no reason to run it again.
   */
  JobArgs job() {
    return new ProgramJob(
            PROGRAM,
            BrokerSettings.NAME,
            config.images().kafka(config.kafka().version()),
            config.topics().resources(),
            ClientCredentials.of(config, BrokerSettings.IDENTITY))
        .args(
            workload,
            BrokerSettings.NAME,
            List.of(
                "--bootstrap-server=" + BrokerAddresses.bootstrapServers(config),
                // Kubernetes expands $(NAME) in a command, and $$ to a dollar sign.
                "--declaration=" + declaration.json().replace("$", "$$")),
            DEADLINE_SECONDS);
  }
}

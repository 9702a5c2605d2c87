package dev.openshiftkafka.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of docs/install.md that create a stack whose state is in a local folder. */
class StateBackendIT {
  @TempDir private Path home;

  /** The first block of commands after a heading. */
  private static String of(String heading) throws IOException {
    String page = Files.readString(Path.of("docs/install.md"));
    assertTrue(page.contains("\n" + heading + "\n"), heading);
    int start = page.indexOf("```sh\n", page.indexOf("\n" + heading + "\n")) + "```sh\n".length();
    return page.substring(start, page.indexOf("```", start));
  }

  @Test
  void readmeCommands_localBackend_createStack() throws IOException {
    Path project = Files.createDirectories(home.resolve("project"));
    for (String file : new String[] {"Pulumi.yaml", "Pulumi.dev.yaml"}) {
      Files.copy(Path.of(file), project.resolve(file));
    }
    Files.createDirectories(home.resolve("kafka-state"));
    Files.writeString(home.resolve("kafka-passphrase"), "of a test");
    String environment =
        "cd '%s' && unset PULUMI_BACKEND_URL && export HOME='%s' PULUMI_HOME='%s/.pulumi'\n"
            .formatted(project, home, home);
    String listed =
        Shell.run(
            Duration.ofMinutes(2),
            Map.of(),
            "bash",
            "-euc",
            environment + of("### Local folder") + "pulumi stack ls");

    assertTrue(listed.contains("dev"), listed);
    assertTrue(Files.exists(home.resolve("kafka-state/.pulumi/stacks/openshift-kafka/dev.json")));
    // The engine writes the secrets provider's settings to the default stack file.
    assertTrue(
        Files.readString(project.resolve("Pulumi.dev.yaml")).contains("encryptionsalt: "),
        "no salt");
  }
}

package dev.openshiftkafka.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of README that create a stack with a local state backend. */
class ReadmeBackendIT {
  @TempDir private Path home;

  /** Returns the code block after a sentence of README. */
  private static String of(String sentence) throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    int start = readme.indexOf("```sh\n", readme.indexOf(sentence)) + "```sh\n".length();
    assertTrue(readme.contains(sentence), sentence);
    return readme.substring(start, readme.indexOf("```", start));
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
            environment + of("A folder, for one person") + "pulumi stack ls");

    assertTrue(listed.contains("dev"), listed);
    assertTrue(Files.exists(home.resolve("kafka-state/.pulumi/stacks/openshift-kafka/dev.json")));
    // The engine writes the secrets provider's settings to the default stack file.
    assertTrue(
        Files.readString(project.resolve("Pulumi.dev.yaml")).contains("encryptionsalt: "),
        "no salt");
  }
}

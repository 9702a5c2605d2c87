package dev.openshiftkafka.cli.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stack of a command, and the Pulumi commands for it, run in the project's folder. */
public final class TargetStack {
  private static final String LOCAL = "local";
  private static final String ENGINE = "pulumi";
  private static final String LOCAL_ENGINE = "local/stack";

  private final String name;
  private final @Nullable String configFile;

  private TargetStack(String name, @Nullable String configFile) {
    this.name = name;
    this.configFile = configFile;
  }

  /**
   * Finds a stack by its name; Pulumi must be on the PATH.
   *
   * @throws dev.openshiftkafka.config.InvalidConfigException when its file is not valid YAML
   */
  public static TargetStack find(Workspace workspace, String name) {
    StackFiles.requireName(name);
    if (isLocal(name)) {
      StackFiles.requireYaml(workspace, localFile(workspace));
      // Its script sets its backend, its cluster and its secrets.
      return new TargetStack(name, null);
    }
    String file = StackFiles.find(workspace, name);
    StackFiles.requireYaml(workspace, file);
    if (workspace.find(ENGINE).isEmpty()) {
      throw CommandFailedException.wrong(ENGINE + " is not on the PATH");
    }
    return new TargetStack(name, file);
  }

  /** Whether the stack runs on the local cluster. */
  public static boolean isLocal(String name) {
    return name.equals(LOCAL);
  }

  private static String localFile(Workspace workspace) {
    String other = workspace.variable("OPENSHIFT_KAFKA_STACK_FILE");
    return other.isEmpty() ? "stacks/Pulumi.local.yaml" : other;
  }

  /** The name. */
  public String name() {
    return name;
  }

  /** The configuration file, relative to the project; null on the local cluster. */
  public @Nullable String configFile() {
    return configFile;
  }

  /** The stack's name in the state. */
  public String nameInState(Workspace workspace) {
    String other = workspace.variable("OPENSHIFT_KAFKA_STACK");
    return isLocal(name) && !other.isEmpty() ? other : name;
  }

  /** A Pulumi command that reads the stack's configuration. */
  public List<String> configured(String... command) {
    List<String> words = named(command);
    if (configFile != null) {
      words.addAll(List.of("--config-file", configFile));
    }
    return words;
  }

  /** A Pulumi command that needs only the stack's name. */
  public List<String> named(String... command) {
    var words = new ArrayList<String>();
    words.add(configFile == null ? LOCAL_ENGINE : ENGINE);
    words.addAll(List.of(command));
    if (configFile != null) {
      words.addAll(List.of("--stack", name));
    }
    return words;
  }

  /** The session with the environment variables of a stack. */
  public static Session session(Session session, String stack) {
    return isLocal(stack) ? session.with(localEnvironment(session)) : session;
  }

  private static Map<String, String> localEnvironment(Session session) {
    // local/env prints shell commands, which a shell must evaluate.
    var result =
        session.inProject().call("bash", "-c", "eval \"$(local/env)\" && env -0").capture();
    if (!result.ok()) {
      throw CommandFailedException.failed("local/env failed");
    }
    var environment = new HashMap<String, String>();
    for (String entry : result.out().split("\0", -1)) {
      String[] parts = entry.split("=", 2);
      if (parts.length == 2) {
        environment.put(parts[0], parts[1]);
      }
    }
    return environment;
  }
}

package dev.openshiftkafka.cli.runtime;

import dev.openshiftkafka.cli.runtime.Commands.Call;
import java.util.ArrayList;
import java.util.List;

/** The user's {@code oc} or {@code kubectl}. */
public final class ClusterClient {
  private final Commands commands;
  private final List<String> prefix;

  private ClusterClient(Commands commands, List<String> prefix) {
    this.commands = commands;
    this.prefix = prefix;
  }

  /** Finds the client, for calls that pass a namespace themselves. */
  public static ClusterClient find(Session session) {
    return new ClusterClient(session.inCurrent(), List.of(program(session.workspace())));
  }

  /** Finds the client, for calls in one namespace. */
  public static ClusterClient find(Session session, String namespace) {
    if (namespace.isEmpty()) {
      throw CommandFailedException.wrong("--namespace: empty; pass the project of the stack");
    }
    return new ClusterClient(
        session.inCurrent(), List.of(program(session.workspace()), "--namespace=" + namespace));
  }

  private static String program(Workspace workspace) {
    return List.of("oc", "kubectl").stream()
        .filter(name -> workspace.find(name).isPresent())
        .findFirst()
        .orElseThrow(() -> CommandFailedException.wrong("neither oc nor kubectl is on the PATH"));
  }

  /** A call of the client. */
  public Call call(List<String> words) {
    var all = new ArrayList<>(prefix);
    all.addAll(words);
    return commands.call(all);
  }

  /** A call of the client. */
  public Call call(String... words) {
    return call(List.of(words));
  }

  /** The output of a call; its errors go to the console. */
  public String output(String... words) {
    var result = call(words).capture();
    if (!result.ok()) {
      throw CommandFailedException.failed(String.join(" ", words) + " failed");
    }
    return result.out();
  }
}

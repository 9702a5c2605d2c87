package dev.openshiftkafka.cli.runtime;

import picocli.CommandLine.Option;

/** The option that names the project of a stack, for commands that connect to its cluster. */
public final class NamespaceOption {
  @Option(
      names = "--namespace",
      required = true,
      paramLabel = "NAMESPACE",
      description = "Project (namespace) of the stack.")
  private String namespace;

  /** Name of the project. */
  public String name() {
    return namespace;
  }

  /**
   * The client of the project's cluster.
   *
   * @throws CommandFailedException when there is neither {@code oc} nor {@code kubectl}
   */
  public ClusterClient cluster(Session session) {
    return ClusterClient.find(session, namespace);
  }
}

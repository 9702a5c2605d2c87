package dev.openshiftkafka.cli.recover;

import dev.openshiftkafka.cli.runtime.ClusterClient;
import dev.openshiftkafka.cli.runtime.PrivateFolder;
import dev.openshiftkafka.cli.runtime.Session;
import dev.openshiftkafka.cli.runtime.TargetStack;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Clears up after a run of the engine that was killed. */
@Command(
    name = RecoverCommand.NAME,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Clears up after a run of pulumi that was killed.",
      "Shows what the run had begun to create and what of that exists but is not in the stack's"
          + " state, where the next run would refuse to create it. With --yes it deletes these"
          + " objects and the lock. Volumes keep their data, and what is in the state is never"
          + " touched. See docs/teardown.md."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the next run can go on (with --yes), or could after --yes",
      "1:something failed",
      "2:the command is wrong",
      "3:something is left that a person must decide"
    })
public final class RecoverCommand implements Callable<Integer> {
  /** Name of the subcommand. */
  public static final String NAME = "recover";

  private final Session session;

  @Parameters(paramLabel = "STACK", description = "Name of the stack.")
  private String stack;

  @Option(names = "--yes", description = "Deletes the objects and the lock.")
  private boolean yes;

  /** Makes the command. */
  public RecoverCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    TargetStack target = TargetStack.find(session.workspace(), stack);
    try (var folder = PrivateFolder.create()) {
      Session all = withCluster(TargetStack.session(session, stack), target, folder);
      var cluster = ClusterClient.find(all);
      return new Recovery(all, target, cluster, folder).run(yes);
    }
  }

  /** The stack may have its cluster's address as a secret. */
  private static Session withCluster(Session session, TargetStack target, PrivateFolder folder) {
    if (TargetStack.isLocal(target.name())) {
      return session;
    }
    var kubeconfig =
        session.inProject().call(target.configured("config", "get", "kubeconfig")).captureAll();
    return kubeconfig.ok()
        ? session.with(
            Map.of("KUBECONFIG", folder.write("kubeconfig", kubeconfig.out()).toString()))
        : session;
  }
}

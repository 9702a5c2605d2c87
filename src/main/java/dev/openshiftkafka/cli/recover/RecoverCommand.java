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

/** Cleans up after a Pulumi run that was killed. */
@Command(
    name = RecoverCommand.NAME,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Cleans up after a Pulumi run that was killed.",
      "Lists the objects that the run created but did not record in the state; the next run would"
          + " fail to create them. With --yes it deletes these objects and releases the lock."
          + " Volumes keep their data, and objects in the state are never changed."
          + " See docs/teardown.md."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the next run can continue (with --yes), or could after --yes",
      "1:something failed",
      "2:the command line is invalid",
      "3:some objects or resources need a manual decision"
    })
public final class RecoverCommand implements Callable<Integer> {
  /** Name of the subcommand. */
  public static final String NAME = "recover";

  private final Session session;

  @Parameters(paramLabel = "STACK", description = "Name of the stack.")
  private String stack;

  @Option(names = "--yes", description = "Deletes the objects and releases the lock.")
  private boolean yes;

  /** Creates the command. */
  public RecoverCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    TargetStack target = TargetStack.find(session.workspace(), stack);
    try (var folder = PrivateFolder.create()) {
      Session withKubeconfig = withCluster(TargetStack.session(session, stack), target, folder);
      var cluster = ClusterClient.find(withKubeconfig);
      return new Recovery(withKubeconfig, target, cluster, folder).run(yes);
    }
  }

  /** The kubeconfig of the cluster can be a secret of the stack. */
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

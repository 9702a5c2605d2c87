package dev.openshiftkafka.cli;

import dev.openshiftkafka.cli.runtime.Session;
import dev.openshiftkafka.cli.runtime.StackFiles;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the RBAC permissions that a deployer of a stack needs. */
@Command(
    name = DeployerRightsCommand.NAME,
    mixinStandardHelpOptions = true,
    description =
        "Prints the Role and the ClusterRole that a deployer of a stack needs, as YAML."
            + " See docs/deployer.md.")
final class DeployerRightsCommand implements Callable<Integer> {
  static final String NAME = "deployer-rights";

  private final StackProgram program;
  private final Session session;

  @Parameters(paramLabel = "STACK", description = "Name of the stack, or its configuration file.")
  private String stack;

  DeployerRightsCommand(StackProgram program, Session session) {
    this.program = program;
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    String rights = program.deployerRights(StackFiles.fileOrStack(session.workspace(), stack));
    session.console().out().print(rights);
    session.console().out().flush();
    return 0;
  }
}

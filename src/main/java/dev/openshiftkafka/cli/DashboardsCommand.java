package dev.openshiftkafka.cli;

import dev.openshiftkafka.cli.runtime.Session;
import dev.openshiftkafka.cli.runtime.StackFiles;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes the dashboards of a stack to files. */
@Command(
    name = DashboardsCommand.NAME,
    mixinStandardHelpOptions = true,
    description = {
      "Writes the dashboards of a stack to files, for a manual import.",
      "FOLDER/grafana has the dashboards for Grafana, FOLDER/console those for the OpenShift"
          + " console."
    })
final class DashboardsCommand implements Callable<Integer> {
  static final String NAME = "dashboards";

  private final StackProgram program;
  private final Session session;

  @Parameters(
      index = "0",
      paramLabel = "STACK",
      description = "Name of the stack, or its configuration file.")
  private String stack;

  @Parameters(index = "1", paramLabel = "FOLDER", description = "Folder for the files.")
  private String folder;

  DashboardsCommand(StackProgram program, Session session) {
    this.program = program;
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    program.writeDashboards(
        StackFiles.fileOrStack(session.workspace(), stack), session.resolve(folder));
    return 0;
  }
}

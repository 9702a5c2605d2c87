package dev.openshiftkafka.cli.report;

import dev.openshiftkafka.cli.runtime.CommandFailedException;
import dev.openshiftkafka.pod.load.ReportFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Scanner;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Creates a report from the output of rdkafka_performance, and prints its lines meanwhile. */
@Command(
    name = RdkafkaReportCommand.NAME,
    aliases = "report",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Creates a benchmark report from the output of rdkafka_performance.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the report was written, and no message failed",
      "1:messages failed or none was delivered, or the input had no figures",
      "2:the command line is invalid"
    })
public final class RdkafkaReportCommand implements Callable<Integer> {
  /** Name of the subcommand. */
  public static final String NAME = "rdkafka-report";

  private final InputStream in;

  @Spec private CommandSpec command;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FOLDER",
      description = "Folder for report.json, report.html and report.md.")
  private Path output;

  @Option(
      names = "--name",
      defaultValue = "rdkafka_performance",
      description = "Name of the workload in the report (default: ${DEFAULT-VALUE}).")
  private String name;

  @Option(names = "--run", description = "Identifier of the run (default: random).")
  private String run;

  /** Creates the command, which reads the output from a stream. */
  public RdkafkaReportCommand(InputStream in) {
    this.in = in;
  }

  @Override
  public Integer call() throws IOException {
    try {
      return report();
    } catch (IllegalArgumentException e) {
      throw CommandFailedException.failed(String.valueOf(e.getMessage()));
    }
  }

  private int report() throws IOException {
    PrintWriter out = command.commandLine().getOut();
    var lines = new RdkafkaOutput();
    // Lines from the terminal of a pod end with a carriage return, which must be printed: the local
    // terminal is in raw mode and does not add it.
    try (var input = new Scanner(in, StandardCharsets.UTF_8).useDelimiter("\n")) {
      while (input.hasNext()) {
        String line = input.next();
        out.print(line + "\n");
        out.flush();
        lines.read(line.stripTrailing());
      }
    }
    RdkafkaReport report =
        lines.report(name, run == null ? UUID.randomUUID().toString().substring(0, 8) : run);
    new ReportFiles(report, report.markdown()).write(output);
    out.println(report.markdown());
    if (!report.complete()) {
      command.commandLine().getErr().println("error: " + report.fault());
      return CommandFailedException.FAILED;
    }
    return 0;
  }
}

package dev.openshiftkafka.cli.report;

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
import picocli.CommandLine;

/** Makes a report of what rdkafka_performance writes, and shows the lines as they come. */
@Command(
    name = RdkafkaReportCommand.NAME,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Reads the output of rdkafka_performance and writes the benchmark's report of it.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the report is written, and no message failed",
      "1:messages failed or none was delivered, or there are no figures in the input",
      "2:the command is wrong"
    })
public final class RdkafkaReportCommand implements Callable<Integer> {
  /** How the program's jar calls it. */
  public static final String NAME = "rdkafka-report";

  private static final int FAILED = 1;

  private final InputStream in;

  @Spec private CommandSpec command;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FOLDER",
      description = "Where report.json, report.html and report.md go.")
  private Path output;

  @Option(
      names = "--name",
      defaultValue = "rdkafka_performance",
      description = "Name of the workload in the report (default: ${DEFAULT-VALUE}).")
  private String name;

  @Option(names = "--run", description = "What tells this run from others (default: random).")
  private String run;

  RdkafkaReportCommand(InputStream in) {
    this.in = in;
  }

  /** Runs the command on what the program reads, and returns its exit status. */
  public static int execute(String... arguments) {
    return commandLine(System.in).execute(arguments);
  }

  static CommandLine commandLine(InputStream in) {
    return new CommandLine(new RdkafkaReportCommand(in))
        .setExecutionExceptionHandler(
            (e, command, result) -> {
              if (!(e instanceof IllegalArgumentException || e instanceof IOException)) {
                throw e;
              }
              command.getErr().println("error: " + e.getMessage());
              return FAILED;
            });
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = command.commandLine().getOut();
    var lines = new RdkafkaOutput();
    // A terminal ends lines with a carriage return, too, and must get it back: it does no more by
    // itself while a command in a pod has it.
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
      return FAILED;
    }
    return 0;
  }
}

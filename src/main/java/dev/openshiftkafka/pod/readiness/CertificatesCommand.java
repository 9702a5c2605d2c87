package dev.openshiftkafka.pod.readiness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the certificate files of a node before it starts, in an init container of the node. */
@Command(
    name = "certificates",
    mixinStandardHelpOptions = true,
    description =
        "Converts a certificate of OpenShift's service CA to the files that Kafka reads:"
            + " tls-combined.pem and ca.crt.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the files are written",
      "1:the certificate cannot be read, or the files cannot be written",
      "2:the command line is invalid"
    })
public final class CertificatesCommand implements Callable<Integer> {
  private static final int FAILED = 1;

  @Spec private CommandSpec command;

  @Option(
      names = "--source",
      required = true,
      paramLabel = "FOLDER",
      description = "Folder with tls.key, tls.crt and ca.crt.")
  private Path source;

  @Option(
      names = "--target",
      required = true,
      paramLabel = "FOLDER",
      description = "Folder of the files.")
  private Path target;

  /** Runs the command and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new CertificatesCommand()).execute(arguments));
  }

  @Override
  public Integer call() {
    try {
      new ServingCertificate(source, target).update();
      return 0;
    } catch (IOException e) {
      command.commandLine().getErr().println("error: " + e.getMessage());
      return FAILED;
    }
  }
}

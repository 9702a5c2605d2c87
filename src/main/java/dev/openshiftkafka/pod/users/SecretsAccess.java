package dev.openshiftkafka.pod.users;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of a command that writes Secrets with the service account of its pod. */
final class SecretsAccess {
  @Option(
      names = "--api-server",
      defaultValue = "https://kubernetes.default.svc",
      paramLabel = "URL",
      description = "The Kubernetes API server (default: ${DEFAULT-VALUE}).")
  private URI apiServer;

  @Option(
      names = "--service-account",
      defaultValue = "/var/run/secrets/kubernetes.io/serviceaccount",
      paramLabel = "FOLDER",
      description = "Token and ca.crt of the service account (default: ${DEFAULT-VALUE}).")
  private Path account;

  /**
   * Access to the Secrets.
   *
   * @throws IOException when the files of the account cannot be read
   */
  KubernetesSecrets secrets() throws IOException {
    return new KubernetesSecrets(apiServer, account);
  }
}

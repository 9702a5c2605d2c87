package dev.openshiftkafka.stack.ui;

import dev.openshiftkafka.testing.KafkaBrokers;
import dev.openshiftkafka.testing.MavenDownload;
import dev.openshiftkafka.testing.PinnedVersions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * A real Keycloak on the loopback interface, with a realm of two users: alice is a member of the
 * group kafka-users, bob is not.
 */
final class Keycloak implements AutoCloseable {
  static final String CLIENT_ID = "kafka-ui";
  static final String CLIENT_SECRET = "s3cret-of-the-client";
  static final String PASSWORD = "of-alice-and-bob";
  static final String GROUP = "kafka-users";
  private static final Duration START = Duration.ofMinutes(5);

  private static final String REALM =
      """
      {
        "realm": "test", "enabled": true,
        "groups": [{"name": "%1$s"}],
        "users": [
          {"username": "alice", "email": "alice@example.com", "emailVerified": true, "enabled": true,
            "firstName": "Alice", "lastName": "A", "groups": ["/%1$s"],
            "credentials": [{"type": "password", "value": "%2$s"}]},
          {"username": "bob", "email": "bob@example.com", "emailVerified": true, "enabled": true,
            "firstName": "Bob", "lastName": "B", "groups": [],
            "credentials": [{"type": "password", "value": "%2$s"}]}],
        "clients": [{
          "clientId": "%3$s", "secret": "%4$s", "enabled": true, "protocol": "openid-connect",
          "publicClient": false, "standardFlowEnabled": true, "redirectUris": ["%5$s"],
          "attributes": {"pkce.code.challenge.method": "S256"},
          "protocolMappers": [{
            "name": "groups", "protocol": "openid-connect",
            "protocolMapper": "oidc-group-membership-mapper",
            "config": {"claim.name": "groups", "full.path": "false", "id.token.claim": "true"}}]}]
      }
      """;

  private final Process process;
  private final int port;

  private Keycloak(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts the server and waits until it serves the realm.
   *
   * @param certificate certificate of 127.0.0.1 in PEM format
   * @param key its private key
   * @param redirectUri redirect URI of the client
   */
  static Keycloak start(Path work, Path certificate, Path key, String redirectUri)
      throws IOException, InterruptedException {
    String version = PinnedVersions.of("KEYCLOAK_VERSION");
    Path home =
        MavenDownload.to(
                Path.of("target/keycloak-" + version).toAbsolutePath(),
                "unpack",
                "-Dartifact=org.keycloak:keycloak-quarkus-dist:" + version + ":zip")
            .resolve("keycloak-" + version);
    Path realm = Files.createDirectories(home.resolve("data/import")).resolve("test-realm.json");
    Files.writeString(
        realm, REALM.formatted(GROUP, PASSWORD, CLIENT_ID, CLIENT_SECRET, redirectUri));
    int port = KafkaBrokers.freePort();
    Process process =
        new ProcessBuilder(
                List.of(
                    "bash",
                    home.resolve("bin/kc.sh").toString(),
                    "start-dev",
                    "--import-realm",
                    "--db=dev-mem",
                    "--http-host=127.0.0.1",
                    "--http-port=" + KafkaBrokers.freePort(),
                    "--http-management-port=" + KafkaBrokers.freePort(),
                    "--https-port=" + port,
                    "--https-certificate-file=" + certificate,
                    "--https-certificate-key-file=" + key,
                    "--hostname=https://127.0.0.1:" + port))
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("keycloak.log").toFile())
            .start();
    var keycloak = new Keycloak(process, port);
    try {
      Awaitility.await("Keycloak")
          .atMost(START)
          .failFast("Keycloak terminated", () -> !process.isAlive())
          .pollInterval(Duration.ofSeconds(1))
          .until(
              () ->
                  new ProcessBuilder(
                              "curl",
                              "--silent",
                              "--fail",
                              "--output",
                              "/dev/null",
                              "--cacert",
                              certificate.toString(),
                              keycloak.issuer() + "/.well-known/openid-configuration")
                          .start()
                          .waitFor()
                      == 0);
    } catch (RuntimeException | AssertionError e) {
      keycloak.close();
      throw e;
    }
    return keycloak;
  }

  String issuer() {
    return "https://127.0.0.1:" + port + "/realms/test";
  }

  /** Ends the server: a child of the script. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
  }
}

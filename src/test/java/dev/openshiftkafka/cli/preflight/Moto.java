package dev.openshiftkafka.cli.preflight;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A moto server in place of AWS, shared by all tests. */
final class Moto {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static Moto running;

  private final URI endpoint;

  private Moto() {
    int port = PreflightTools.freePort();
    endpoint = URI.create("http://127.0.0.1:" + port);
    // The SDK requires credentials; moto accepts any.
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    // moto's list of more than a thousand AMIs would cost seconds for each reset.
    PreflightTools.start(
        "moto",
        List.of(
            "env",
            "MOTO_AMIS_PATH=" + Path.of("src/test/resources/preflight/amis.json").toAbsolutePath(),
            PreflightTools.path("moto").toString(),
            "--host=127.0.0.1",
            "--port=" + port));
    await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> reset() == 200);
  }

  static synchronized Moto running() {
    if (running == null) {
      running = new Moto();
    }
    return running;
  }

  URI endpoint() {
    return endpoint;
  }

  /** Resets moto to a new account. */
  int reset() throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(endpoint.resolve("/moto-api/reset"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    return HTTP.send(request, BodyHandlers.discarding()).statusCode();
  }
}

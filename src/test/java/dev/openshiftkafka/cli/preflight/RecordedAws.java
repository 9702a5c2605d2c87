package dev.openshiftkafka.cli.preflight;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A proxy to moto that returns recorded answers in AWS's format to requests that moto does not
 * support.
 */
final class RecordedAws implements AutoCloseable {
  private static final Set<String> NOT_PASSED_ON =
      Set.of("host", "connection", "content-length", "expect", "upgrade");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, Answer> answers = new LinkedHashMap<>();
  private final Map<String, String> aliases = new LinkedHashMap<>();
  private final HttpServer server;
  private final URI moto;

  private record Answer(int status, String contentType, String body) {}

  RecordedAws(URI moto) {
    this.moto = moto;
    // Without it each answer waits 40 ms for the client's delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /**
   * Gives an answer to requests of one kind.
   *
   * @param request what only these requests have, in their target or their body
   */
  void answer(String request, int status, String contentType, String body) {
    answers.put(request, new Answer(status, contentType, body));
  }

  /** Replaces a part of the path of requests. */
  void alias(String given, String known) {
    aliases.put(given, known);
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
    String text = target + " " + new String(body, StandardCharsets.UTF_8);
    for (var answer : answers.entrySet()) {
      if (text.contains(answer.getKey())) {
        Answer given = answer.getValue();
        exchange.getResponseHeaders().add("Content-Type", given.contentType());
        send(exchange, given.status(), given.body().getBytes(StandardCharsets.UTF_8));
        return;
      }
    }
    passOn(exchange, body);
  }

  private void passOn(HttpExchange exchange, byte[] body) throws IOException {
    String path = exchange.getRequestURI().toString();
    for (var alias : aliases.entrySet()) {
      path = path.replace(alias.getKey(), alias.getValue());
    }
    var request =
        HttpRequest.newBuilder(moto.resolve(path))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
      response
          .headers()
          .firstValue("Content-Type")
          .ifPresent(type -> exchange.getResponseHeaders().add("Content-Type", type));
      send(exchange, response.statusCode(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

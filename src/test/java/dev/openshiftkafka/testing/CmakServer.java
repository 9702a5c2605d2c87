package dev.openshiftkafka.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * A fake of CMAK 3.0.0 on the loopback interface, with the pages that register a cluster.
 *
 * <p>A new cluster is pending, and active after the next request of the list. An incomplete form
 * returns status 400; later errors return 200, as in CMAK.
 */
public final class CmakServer implements AutoCloseable {
  private static final List<String> DEMANDED =
      List.of("name", "zkHosts", "kafkaVersion", "securityProtocol");

  private final List<Map<String, String>> forms = Collections.synchronizedList(new ArrayList<>());
  private final List<String> pending = Collections.synchronizedList(new ArrayList<>());
  private final List<String> active = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger unavailable = new AtomicInteger();
  private final HttpServer server;
  private boolean forgetful;
  private String refusal;

  /** Starts the server without a cluster. */
  public CmakServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/api/status/clusters", this::list);
    server.createContext("/clusters", this::add);
    server.start();
  }

  /** Answers this number of requests with status 503. */
  public CmakServer unavailable(int times) {
    unavailable.set(times);
    return this;
  }

  /** Accepts forms without storing the cluster. */
  public CmakServer forgetful() {
    forgetful = true;
    return this;
  }

  /** Rejects every form with a message. */
  public CmakServer refusing(String words) {
    refusal = words;
    return this;
  }

  /** Returns the server's URL. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Returns the received forms. */
  public List<Map<String, String>> forms() {
    return List.copyOf(forms);
  }

  private void list(HttpExchange exchange) throws IOException {
    if (unavailable.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      answer(exchange, 503, "<html><body>starting</body></html>");
      return;
    }
    var clusters = Map.of("active", settings(active), "pending", settings(pending));
    active.addAll(pending);
    pending.clear();
    answer(exchange, 200, TestJson.write(Map.of("clusters", clusters)));
  }

  private static List<Map<String, Object>> settings(List<String> names) {
    return names.stream()
        .map(
            name ->
                Map.of(
                    "name",
                    name,
                    "curatorConfig",
                    Map.of("zkConnect", "kafka-zookeeper:2181", "zkMaxRetry", 100),
                    "enabled",
                    true,
                    "version",
                    Map.of()))
        .toList();
  }

  private void add(HttpExchange exchange) throws IOException {
    Map<String, String> form =
        Arrays.stream(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                    .split("&"))
            .map(field -> field.split("=", 2))
            .collect(
                Collectors.toMap(
                    field -> field[0],
                    field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    forms.add(form);
    String words =
        Objects.requireNonNullElse(
            refusal,
            DEMANDED.stream()
                .filter(field -> form.getOrDefault(field, "").isEmpty())
                .map(field -> field + ": This field is required")
                .collect(Collectors.joining(", ")));
    boolean posted =
        exchange.getRequestMethod().equals("POST")
            && "application/x-www-form-urlencoded"
                .equals(exchange.getRequestHeaders().getFirst("Content-Type"));
    if (!posted || !words.isEmpty()) {
      answer(exchange, 400, "<html><body><b>" + words + "</b></body></html>");
      return;
    }
    if (!forgetful) {
      pending.add(form.get("name"));
    }
    answer(exchange, 200, "<html><body>Done!</body></html>");
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

package dev.openshiftkafka.pod.readiness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine;

/** Tells over HTTP whether the Kafka node beside it is ready. */
@Command(
    name = "readiness",
    mixinStandardHelpOptions = true,
    description = {
      "Asks the Kafka node at the loopback, and answers GET /ready with 200 or 503 and what it waits",
      "for, GET /alive with whether it still asks, and GET /stop when the node may be stopped."
    })
public final class ReadinessAgent implements Callable<Integer> {
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  /** Two containers may wait for an answer to /stop, and probes must not wait for them. */
  private static final int THREADS = 4;

  @Option(
      names = "--server-properties",
      required = true,
      description = "The node's own configuration: its number, role and port.")
  private Path properties;

  @Option(names = "--port", required = true, description = "Port of the answers; 0 for any.")
  private int port;

  @Option(
      names = "--absent-seconds",
      required = true,
      description = "How long brokers are waited for that are gone.")
  private int absentSeconds;

  @Option(
      names = "--stop-seconds",
      required = true,
      description = "How long at most /stop waits for brokers that catch up.")
  private int stopSeconds;

  private final PrintStream log = System.out;

  /** Runs until it is stopped. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ReadinessAgent()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    var watch =
        new ReadinessMonitor(
            NodeSettings.read(properties).member(),
            Duration.ofSeconds(absentSeconds),
            Duration.ofSeconds(stopSeconds),
            log);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    HttpServer server = serve(watch, port, threads);
    try {
      watch.run();
    } finally {
      server.stop(0);
      threads.shutdownNow();
    }
    return 0;
  }

  static HttpServer serve(ReadinessMonitor watch, int port, Executor threads) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
    server.setExecutor(threads);
    server.createContext(
        "/ready",
        exchange -> {
          ReadinessDebouncer.Status status = watch.status();
          answer(exchange, status.ready(), status.toString());
        });
    server.createContext(
        "/alive", exchange -> answer(exchange, watch.alive(), watch.alive() ? "asking" : "stuck"));
    server.createContext("/stop", exchange -> answerWhenItMayStop(exchange, watch));
    server.start();
    return server;
  }

  private static void answerWhenItMayStop(HttpExchange exchange, ReadinessMonitor watch) throws IOException {
    try {
      String vain = watch.awaitStop();
      answer(exchange, vain.isEmpty(), vain.isEmpty() ? "may stop" : vain);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.close();
    }
  }

  private static void answer(HttpExchange exchange, boolean good, String text) throws IOException {
    byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(good ? OK : UNAVAILABLE, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  /**
   * Who a Kafka node is, by the file that it starts with.
   *
   * @param id its number
   * @param controller whether it is a KRaft controller
   * @param port of its first listener
   */
  record NodeSettings(int id, boolean controller, int port) {
    private static final Pattern FIRST_PORT = Pattern.compile("^[^,]*:(\\d+)");

    static NodeSettings read(Path file) throws IOException {
      var settings = new Properties();
      try (Reader reader = Files.newBufferedReader(file)) {
        settings.load(reader);
      }
      // With ZooKeeper a broker has the one, and with KRaft every node the other.
      String id = settings.getProperty("node.id", settings.getProperty("broker.id"));
      Matcher port = FIRST_PORT.matcher(settings.getProperty("listeners", ""));
      if (id == null || !port.find()) {
        throw new IOException(file + " names no broker.id or node.id, or no port in listeners");
      }
      return new NodeSettings(
          Integer.parseInt(id),
          settings.getProperty("process.roles", "").equals("controller"),
          Integer.parseInt(port.group(1)));
    }

    KafkaNode member() {
      return controller ? new Controller(id, port) : new Broker(id, port);
    }
  }
}

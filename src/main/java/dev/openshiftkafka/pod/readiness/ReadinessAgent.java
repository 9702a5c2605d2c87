package dev.openshiftkafka.pod.readiness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves the readiness of the Kafka node in this pod over HTTP, for probes and preStop hooks. */
@Command(
    name = "readiness",
    mixinStandardHelpOptions = true,
    description = {
      "Checks the Kafka node on the loopback interface and serves GET /ready (200, or 503 with the",
      "reasons), GET /alive (200 while checks run) and GET /stop (answers when the node may stop)."
    })
public final class ReadinessAgent implements Callable<Integer> {
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  /** The preStop hooks of two containers may wait for /stop; probes must not wait behind them. */
  private static final int THREADS = 4;

  @Option(
      names = "--server-properties",
      required = true,
      description = "The node's server.properties: its id, role and port.")
  private Path properties;

  @Option(names = "--port", required = true, description = "HTTP port; 0 for any free one.")
  private int port;

  @Option(
      names = "--absent-seconds",
      required = true,
      description = "Seconds for which offline brokers delay readiness.")
  private int absentSeconds;

  @Option(
      names = "--stop-seconds",
      required = true,
      description = "Longest time in seconds that /stop waits for nodes that are missing.")
  private int stopSeconds;

  /**
   * Not an argument of the container's command, because a change of the command restarts the
   * brokers. Kubernetes updates files of ConfigMaps in running pods.
   */
  @Option(
      names = "--disk-guard",
      description =
          "File with the limits of the disk guard; by default "
              + DiskGuardLimits.FILE
              + " in the folder of the program.")
  private Path diskGuard = folder().resolve(DiskGuardLimits.FILE);

  @Option(
      names = "--restart-file",
      paramLabel = "FILE",
      description = "Created when a controller must restart to present a renewed certificate.")
  private @Nullable Path restartFile;

  @Option(
      names = "--serving-certificate",
      paramLabel = "FOLDER",
      description =
          "Folder with the certificate of OpenShift's service CA, from which the files of the node"
              + " are updated.")
  private @Nullable Path servingCertificate;

  @Option(
      names = "--certificate-files",
      paramLabel = "FOLDER",
      description = "Folder with these files of the node.")
  private @Nullable Path certificateFiles;

  private final PrintStream log = System.out;

  /** Runs until it is stopped. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ReadinessAgent()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    NodeSettings node = NodeSettings.read(properties);
    var monitor =
        new ReadinessMonitor(
            node.node(restartFile, log),
            Duration.ofSeconds(absentSeconds),
            Duration.ofSeconds(stopSeconds),
            log);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    HttpServer server = serve(monitor, port, threads);
    Thread guard = diskGuard(node.connections());
    if (!node.controller()) {
      guard.start();
    }
    Thread certificates = certificates();
    certificates.start();
    try {
      monitor.run();
    } finally {
      guard.interrupt();
      certificates.interrupt();
      server.stop(0);
      threads.shutdownNow();
    }
    return 0;
  }

  /** Keeps the certificate files up to date; does nothing without a source. */
  private Thread certificates() {
    Runnable update = () -> {};
    if (servingCertificate != null && certificateFiles != null) {
      var certificate = new ServingCertificate(servingCertificate, certificateFiles);
      update = () -> certificate.keepUpToDate(new ReadinessMonitor.Log(log));
    }
    var thread = new Thread(update, "certificates");
    thread.setDaemon(true);
    return thread;
  }

  private Thread diskGuard(NodeConnections connections) {
    var guard =
        new DiskGuard(
            connections,
            diskGuard,
            new ReadinessMonitor.Log(log),
            () -> Duration.ofNanos(System.nanoTime()));
    var thread = new Thread(guard, "disk-guard");
    thread.setDaemon(true);
    return thread;
  }

  /** The folder with the jar of this class, or with its class files. */
  private static Path folder() {
    try {
      return Path.of(
              ReadinessAgent.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toAbsolutePath()
          .resolveSibling("");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static HttpServer serve(ReadinessMonitor monitor, int port, Executor threads) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
    server.setExecutor(threads);
    server.createContext(
        "/ready",
        exchange -> {
          ReadinessDebouncer.Status status = monitor.status();
          answer(exchange, status.ready(), status.toString());
        });
    server.createContext(
        "/alive",
        exchange -> answer(exchange, monitor.alive(), monitor.alive() ? "alive" : "checks hang"));
    server.createContext("/stop", exchange -> answerStop(exchange, monitor));
    server.start();
    return server;
  }

  private static void answerStop(HttpExchange exchange, ReadinessMonitor monitor)
      throws IOException {
    try {
      String blockedBy = monitor.awaitStop();
      answer(
          exchange, blockedBy.isEmpty(), blockedBy.isEmpty() ? "shutdown may proceed" : blockedBy);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.close();
    }
  }

  private static void answer(HttpExchange exchange, boolean ok, String text) throws IOException {
    byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(ok ? OK : UNAVAILABLE, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  /**
   * Identity of a Kafka node, from its {@code server.properties}.
   *
   * @param id its {@code node.id} or {@code broker.id}
   * @param controller whether it is a KRaft controller
   * @param migrating whether it is a ZooKeeper broker that knows KRaft controllers
   * @param quorum the KRaft controllers
   * @param connections connections to its first listener
   */
  record NodeSettings(
      int id,
      boolean controller,
      boolean migrating,
      Controllers quorum,
      NodeConnections connections) {
    private static final Pattern VOTER = Pattern.compile("(\\d+@)?(.+):(\\d+)");
    private static final Pattern FIRST_LISTENER = Pattern.compile("^([A-Z_]+)://([^,]*):(\\d+)");

    /** Address of a KRaft controller. */
    record Address(String host, int port) {
      @Override
      public String toString() {
        return host + ":" + port;
      }
    }

    /**
     * The KRaft controllers.
     *
     * @param dynamic whether the metadata contain the voters, and the properties only addresses
     * @param addresses addresses of all controllers; empty with ZooKeeper
     * @param position index of this node among them; negative if it is not a controller
     */
    record Controllers(boolean dynamic, List<Address> addresses, int position) {
      private static final String VOTERS = "controller.quorum.voters";
      private static final String BOOTSTRAP = "controller.quorum.bootstrap.servers";

      static Controllers of(Properties settings) {
        String voters = settings.getProperty(VOTERS, "");
        boolean dynamic = voters.isEmpty() && settings.containsKey(BOOTSTRAP);
        List<Address> addresses = parse(dynamic ? settings.getProperty(BOOTSTRAP) : voters);
        Matcher advertised =
            FIRST_LISTENER.matcher(settings.getProperty("advertised.listeners", ""));
        int position =
            advertised.find()
                ? addresses.indexOf(
                    new Address(advertised.group(2), Integer.parseInt(advertised.group(3))))
                : -1;
        return new Controllers(dynamic, addresses, position);
      }

      private static List<Address> parse(String addresses) {
        return Arrays.stream(addresses.split(","))
            .map(VOTER::matcher)
            .filter(Matcher::matches)
            .map(voter -> new Address(voter.group(2), Integer.parseInt(voter.group(3))))
            .toList();
      }

      /** The other controllers. */
      List<Address> others() {
        return IntStream.range(0, addresses.size())
            .filter(i -> i != position)
            .mapToObj(addresses::get)
            .toList();
      }
    }

    static NodeSettings read(Path file) throws IOException {
      Properties settings = Utils.loadProps(file.toString());
      // broker.id with ZooKeeper, node.id with KRaft.
      String id = settings.getProperty("node.id", settings.getProperty("broker.id"));
      Matcher listener = FIRST_LISTENER.matcher(settings.getProperty("listeners", ""));
      if (id == null || !listener.find()) {
        throw new IOException(
            file + ": has no node.id or broker.id, or no port in listeners; set them");
      }
      return new NodeSettings(
          Integer.parseInt(id),
          settings.getProperty("process.roles", "").equals("controller"),
          settings.getProperty("zookeeper.metadata.migration.enable", "").equals("true"),
          Controllers.of(settings),
          connections(settings, listener.group(1), Integer.parseInt(listener.group(3))));
    }

    private static NodeConnections connections(Properties settings, String listener, int port)
        throws IOException {
      String protocols = settings.getProperty("listener.security.protocol.map", "");
      List<String> all = List.of(protocols.split(","));
      if (!all.contains(listener + ":SSL") && !all.contains(listener + ":SASL_SSL")) {
        return NodeConnections.plain(port);
      }
      Matcher advertised =
          Pattern.compile("(^|,)" + listener + "://([^,:]+):")
              .matcher(settings.getProperty("advertised.listeners", ""));
      if (!advertised.find()) {
        throw new IOException(
            "advertised.listeners: has no host for " + listener + ", which requires TLS; set it");
      }
      return new NodeConnections(
          port,
          advertised.group(2),
          Optional.of(new NodeTls(settings)),
          NodeLogin.of(settings, listener));
    }

    KafkaNode node(@Nullable Path restartFile, PrintStream log) {
      if (!controller) {
        return new Broker(id, connections, migrating, log);
      }
      return new Controller(
          id,
          connections,
          Optional.ofNullable(restartFile)
              .map(
                  file ->
                      new CertificateRestart(
                          id,
                          quorum.position(),
                          quorum.addresses().size(),
                          file,
                          log,
                          Clock.systemUTC())));
    }
  }
}

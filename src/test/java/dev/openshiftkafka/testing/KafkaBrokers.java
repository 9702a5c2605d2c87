package dev.openshiftkafka.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;

/**
 * Real Kafka brokers on the loopback interface, each with its data on a volume of its own: 3.9 with
 * ZooKeeper, 4.x with KRaft, whose controller runs in the first broker.
 */
public final class KafkaBrokers implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);

  private final String version;
  private final Path work;
  private final List<Process> processes = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();
  private final List<Integer> jmxPorts = new ArrayList<>();
  private final List<Path> volumes;
  private final IntFunction<String> further;

  private KafkaBrokers(String version, Path work, List<Path> volumes, IntFunction<String> further) {
    this.version = version;
    this.work = work;
    this.volumes = volumes;
    this.further = further;
  }

  /**
   * Starts brokers and waits until they serve.
   *
   * @param work folder for files and logs
   * @param volumes folder with the data of each broker
   */
  public static KafkaBrokers start(String version, Path work, List<Path> volumes)
      throws IOException, InterruptedException {
    return start(version, work, volumes, broker -> "");
  }

  /**
   * Starts brokers with further settings and waits until they serve.
   *
   * @param work folder for files and logs
   * @param volumes folder with the data of each broker
   * @param further settings of each broker
   */
  public static KafkaBrokers start(
      String version, Path work, List<Path> volumes, IntFunction<String> further)
      throws IOException, InterruptedException {
    var brokers = new KafkaBrokers(version, work, volumes, further);
    try {
      brokers.start();
    } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
      brokers.close();
      throw e;
    }
    return brokers;
  }

  /** The port of a broker on 127.0.0.1. */
  public int port(int broker) {
    return ports.get(broker);
  }

  /** The server.properties of a broker. */
  public Path properties(int broker) {
    return work.resolve("broker-" + broker + ".properties");
  }

  /** An attribute of an MBean of a broker. */
  public Object attribute(int broker, String bean, String attribute)
      throws IOException, JMException {
    var address =
        new JMXServiceURL(
            "service:jmx:rmi:///jndi/rmi://127.0.0.1:%d/jmxrmi".formatted(jmxPorts.get(broker)));
    try (JMXConnector connector = JMXConnectorFactory.connect(address)) {
      return connector.getMBeanServerConnection().getAttribute(new ObjectName(bean), attribute);
    }
  }

  /** The addresses of all brokers. */
  public String bootstrapServers() {
    return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
  }

  private void start() throws IOException, InterruptedException {
    int quorumPort = freePort();
    boolean kraft = !version.startsWith("3.");
    if (!kraft) {
      Path config = work.resolve("zookeeper.properties");
      Files.writeString(
          config,
          "dataDir=%s\nclientPort=%d\nclientPortAddress=127.0.0.1\nadmin.enableServer=false\n"
              .formatted(work.resolve("zookeeper"), quorumPort));
      java("zookeeper", "org.apache.zookeeper.server.quorum.QuorumPeerMain", config.toString());
      awaitPort(quorumPort);
    }
    String cluster = Uuid.randomUuid().toString();
    for (int id = 0; id < volumes.size(); id++) {
      ports.add(freePort());
      Path config = properties(id);
      Files.writeString(config, settings(id, kraft, quorumPort));
      if (kraft) {
        Process format =
            java(
                "format-" + id,
                "kafka.tools.StorageTool",
                "format",
                "--cluster-id",
                cluster,
                "--config",
                config.toString());
        processes.remove(format);
        if (format.waitFor() != 0) {
          throw new IOException("format failed: " + log("format-" + id));
        }
      }
      jmxPorts.add(freePort());
      java("broker-" + id, jmxFlags(id), "kafka.Kafka", config.toString());
    }
    for (int port : ports) {
      awaitPort(port);
    }
  }

  private String settings(int id, boolean kraft, int quorumPort) {
    String common =
        """
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
        inter.broker.listener.name=PLAINTEXT
        log.dirs=%2$s
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=1
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        transaction.state.log.num.partitions=1
        log.initial.task.delay.ms=0
        log.segment.delete.delay.ms=500
        log.segment.bytes=1048576
        log.index.size.max.bytes=65536
        """
            .formatted(ports.get(id), volumes.get(id).resolve("logs"))
            .concat(further.apply(id));
    if (!kraft) {
      return common
          + "listeners=PLAINTEXT://127.0.0.1:%d\nbroker.id=%d\nzookeeper.connect=127.0.0.1:%d\n"
              .formatted(ports.get(id), id, quorumPort);
    }
    boolean first = id == 0;
    return common
        + """
          listeners=PLAINTEXT://127.0.0.1:%d%s
          node.id=%d
          process.roles=%s
          metadata.log.dir=%s
          controller.listener.names=CONTROLLER
          controller.quorum.voters=0@127.0.0.1:%d
          listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
          """
            .formatted(
                ports.get(id),
                first ? ",CONTROLLER://127.0.0.1:" + quorumPort : "",
                id,
                first ? "broker,controller" : "broker",
                work.resolve("metadata-" + id),
                quorumPort);
  }

  private List<String> jmxFlags(int broker) {
    String prefix = "-Dcom.sun.management.jmxremote.";
    return List.of(
        prefix + "host=127.0.0.1",
        prefix + "port=" + jmxPorts.get(broker),
        prefix + "authenticate=false",
        prefix + "ssl=false",
        "-Djava.rmi.server.hostname=127.0.0.1");
  }

  private Process java(String name, String mainClass, String... arguments) throws IOException {
    return java(name, List.of(), mainClass, arguments);
  }

  private Process java(String name, List<String> flags, String mainClass, String... arguments)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-Xmx256M", "-XX:+UseSerialGC"));
    command.addAll(flags);
    command.addAll(List.of("-cp", KafkaJars.folder(version) + "/*", mainClass));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(work.resolve(name + ".log").toFile())
            .start();
    processes.add(process);
    return process;
  }

  private String log(String name) throws IOException {
    return Files.readString(work.resolve(name + ".log"));
  }

  private static void awaitPort(int port) {
    Awaitility.await("port " + port)
        .atMost(START)
        .ignoreExceptions()
        .until(
            () -> {
              new Socket(InetAddress.getLoopbackAddress(), port).close();
              return true;
            });
  }

  /** A port on 127.0.0.1 that no process uses. */
  public static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
    processes.forEach(process -> process.onExit().join());
  }
}

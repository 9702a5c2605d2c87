package dev.openshiftkafka.stack.kafka;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The preStop hook of ZooKeeper servers, as bash runs it, with servers on the loopback address. */
class StopHookTest {
  private static final String LEADER = serving("leader", 3);
  private static final String FOLLOWER = serving("follower", 1);
  private static final String NOT_SERVING =
      "This ZooKeeper instance is not currently serving requests\n";

  /** Accepts the connection and never answers, as a server whose machine is frozen. */
  private static final String HANGS = "";

  private static String serving(String mode, int connections) {
    return "Zookeeper version: 3.8.4\nConnections: %d\nOutstanding: 0\nMode: %s\nNode count: 5\n"
        .formatted(connections, mode);
  }

  private final List<Server> servers = new ArrayList<>();
  private final List<Process> hooks = new ArrayList<>();
  @TempDir private Path folder;
  private Path log;

  /** A server that answers {@code srvr}. */
  private static final class Server extends Thread implements AutoCloseable {
    private final ServerSocket socket;
    private final List<Socket> open = new ArrayList<>();
    private volatile String answer;

    Server(String answer) throws IOException {
      this(answer, 0);
    }

    Server(String answer, int port) throws IOException {
      this.answer = answer;
      this.socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
      setDaemon(true);
      start();
    }

    int port() {
      return socket.getLocalPort();
    }

    @Override
    public void run() {
      try {
        while (true) {
          Socket client = socket.accept();
          open.add(client);
          assertEquals(
              "srvr", new String(client.getInputStream().readNBytes(4), StandardCharsets.UTF_8));
          if (!answer.equals(HANGS)) {
            client.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            client.close();
          }
        }
      } catch (SocketException e) {
        // Closed.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
      for (Socket client : open) {
        client.close();
      }
    }
  }

  @BeforeEach
  void logFile() {
    log = folder.resolve("log");
  }

  @AfterEach
  void stop() throws IOException {
    hooks.forEach(Process::destroyForcibly);
    for (Server server : servers) {
      server.close();
    }
  }

  private Server server(String answer) throws IOException {
    var server = new Server(answer);
    servers.add(server);
    return server;
  }

  /** Starts the hook of the first of these servers. */
  private Process hook(int seconds, int briefSeconds, Server... ensemble) throws IOException {
    var addresses = new LinkedHashMap<String, String>();
    for (Server server : ensemble) {
      addresses.put("zookeeper-" + addresses.size(), "127.0.0.1/" + server.port());
    }
    StopHook hook =
        StopHook.of(
            addresses, "127.0.0.1/" + ensemble[0].port(), seconds, briefSeconds, log.toString());
    var builder = new ProcessBuilder(hook.command());
    builder.environment().put("POD_NAME", "zookeeper-0");
    builder.redirectErrorStream(true);
    Process process = builder.start();
    hooks.add(process);
    return process;
  }

  private String log() throws IOException {
    return Files.exists(log) ? Files.readString(log) : "";
  }

  private static void assertEnds(Process hook) throws Exception {
    assertTrue(hook.waitFor(1, TimeUnit.MINUTES));
    assertEquals(0, hook.exitValue());
    assertEquals("", new String(hook.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  @Test
  void run_othersServe_endsSilently() throws Exception {
    assertEnds(hook(600, 60, server(FOLLOWER), server(LEADER), server(FOLLOWER)));
    assertEquals("", log());
  }

  /** This server need not serve: a broken server must remain stoppable. */
  @Test
  void run_ownBroken_endsSilently() throws Exception {
    assertEnds(hook(600, 60, server(NOT_SERVING), server(LEADER), server(FOLLOWER)));
    assertEquals("", log());
  }

  @Test
  void run_fiveServersOneDown_endsSilently() throws Exception {
    Server down = server(LEADER);
    down.close();
    assertEnds(
        hook(600, 60, server(FOLLOWER), server(LEADER), down, server(FOLLOWER), server(FOLLOWER)));
    assertEquals("", log());
  }

  /** With two of three, the majority ends with either of them. */
  @Test
  void run_otherDown_waitsUntilItServes() throws Exception {
    Server down = server(FOLLOWER);
    down.close();
    Process hook = hook(600, 0, server(LEADER), server(FOLLOWER), down);
    await()
        .until(
            () ->
                log()
                    .equals(
                        "preStop: shutdown delayed by up to 600 s: no majority of the ensemble"
                            + " would be left, these servers do not serve: zookeeper-2\n"));
    assertTrue(hook.isAlive());

    servers.add(new Server(FOLLOWER, down.port()));

    assertEnds(hook);
    assertTrue(log().endsWith("preStop: shutdown may proceed\n"), log());
  }

  /** A server that accepts a connection and does not answer counts as missing. */
  @Test
  void run_otherHangs_waits() throws Exception {
    Server hung = server(HANGS);
    Process hook = hook(600, 0, server(LEADER), hung, server(FOLLOWER));
    await().until(() -> log().contains("these servers do not serve: zookeeper-1\n"));
    assertTrue(hook.isAlive());

    hung.answer = FOLLOWER;

    assertEnds(hook);
  }

  @Test
  void run_otherStaysDown_endsAtTimeout() throws Exception {
    Server joining = server(NOT_SERVING);
    assertEnds(hook(3, 60, server(LEADER), server(FOLLOWER), joining));
    assertTrue(log().startsWith("preStop: shutdown delayed by up to 3 s"), log());
    assertTrue(
        log()
            .endsWith(
                "preStop: timeout, shutdown proceeds although these servers do not serve:"
                    + " zookeeper-2\n"),
        log());
  }

  /** Without a majority the ensemble loses nothing; all servers may be stopping. */
  @Test
  void run_noMajority_endsAfterBriefTime() throws Exception {
    Process hook = hook(600, 2, server(NOT_SERVING), server(NOT_SERVING), server(NOT_SERVING));
    assertEnds(hook);
    assertFalse(log().contains("600"), log());
    assertTrue(log().contains("shutdown proceeds"), log());
  }

  /** In a destroy the brokers are gone, and the other server may wait for this one. */
  @Test
  void run_otherDownNoClients_endsAfterBriefTime() throws Exception {
    Server down = server(FOLLOWER);
    down.close();
    Process hook = hook(600, 2, server(serving("leader", 1)), server(FOLLOWER), down);
    assertEnds(hook);
    assertFalse(log().contains("600"), log());
    assertTrue(log().contains("shutdown proceeds"), log());
  }
}

package dev.openshiftkafka.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tests which TCP connections succeed, from many origins to many ports concurrently. */
final class Connections {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** "Connection refused" comes from the target: no policy dropped the connection. */
  private static final String TRY =
      """
      printf '%s\\n' "$@" | xargs -P 24 -n 1 bash -c '
        said=$(timeout 2 bash -c "exec 3<>/dev/tcp/${0%:*}/${0#*:}" 2>&1)
        case $?:$said in
          0:*) echo "$0 arrived" ;;
          124:*) echo "$0 dropped" ;;
          *refused*) echo "$0 arrived" ;;
          *) echo "$0 failed: $said" ;;
        esac'
      """;

  private static final Pattern ANSWER =
      Pattern.compile("^([0-9.]+:[0-9]+) (arrived|dropped|failed: .*)$", Pattern.MULTILINE);

  private Connections() {}

  /**
   * An origin of connections.
   *
   * @param name its name in messages
   * @param kind its name in the table
   * @param address IP address of the pod, or empty
   * @param node name of the node if the origin is the node itself; else empty
   * @param command prefix of a command that runs a program there
   */
  record Origin(String name, String kind, String address, String node, List<String> command) {
    boolean isPod() {
      return !address.isEmpty();
    }
  }

  /** A port of a pod or of another address; the node is empty then. */
  record Port(String operand, String pod, String node, String address, int number) {
    String socket() {
      return address + ":" + number;
    }

    @Override
    public String toString() {
      return pod + ":" + number;
    }
  }

  /**
   * Returns all pairs that connect, each as "origin -> pod:port".
   *
   * @param expected pairs that should connect: they are retried, because they may time out on a
   *     busy machine
   */
  static Set<String> arriving(List<Origin> origins, List<Port> ports, Set<String> expected) {
    Set<String> arrived = attempt(origins, ports, pair -> true);
    arrived.addAll(
        attempt(origins, ports, pair -> expected.contains(pair) && !arrived.contains(pair)));
    return arrived;
  }

  private static Set<String> attempt(
      List<Origin> origins, List<Port> ports, Predicate<String> chosen) {
    ExecutorService all = Executors.newFixedThreadPool(8);
    try {
      var attempts = new ArrayList<Future<Set<String>>>();
      for (Origin origin : origins) {
        List<Port> tried =
            tried(origin, ports).stream().filter(port -> chosen.test(pair(origin, port))).toList();
        if (!tried.isEmpty()) {
          attempts.add(all.submit(() -> from(origin, tried)));
        }
      }
      var arrived = new TreeSet<String>();
      for (Future<Set<String>> attempt : attempts) {
        arrived.addAll(attempt.get());
      }
      return arrived;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } finally {
      all.shutdownNow();
    }
  }

  static String pair(Origin origin, Port port) {
    return origin.name() + " -> " + port;
  }

  /** Returns the ports to test from an origin: not the pod's own, and from a node only pods. */
  static List<Port> tried(Origin origin, List<Port> ports) {
    return ports.stream()
        .filter(port -> !port.address().equals(origin.address()))
        .filter(port -> origin.isPod() || !port.node().isEmpty())
        .toList();
  }

  private static Set<String> from(Origin origin, List<Port> ports) {
    var command = new ArrayList<>(origin.command());
    command.addAll(List.of("bash", "-c", TRY, "try"));
    ports.forEach(port -> command.add(port.socket()));
    String said = Shell.run(LIMIT, Map.of(), command.toArray(String[]::new));
    var answers = new HashMap<String, String>();
    Matcher answer = ANSWER.matcher(said);
    while (answer.find()) {
      answers.put(answer.group(1), answer.group(2));
    }
    var arrived = new TreeSet<String>();
    for (Port port : ports) {
      String found = answers.getOrDefault(port.socket(), "no answer: " + said);
      if (found.equals("arrived")) {
        arrived.add(pair(origin, port));
      } else if (!found.equals("dropped")) {
        throw new AssertionError(pair(origin, port) + ": " + found);
      }
    }
    return arrived;
  }
}

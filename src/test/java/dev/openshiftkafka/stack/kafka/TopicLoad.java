package dev.openshiftkafka.stack.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;

/** Creates topics one after another, and remembers those that Kafka has acknowledged. */
final class TopicLoad implements AutoCloseable {
  private final Admin admin;
  private final String prefix;
  private final Set<String> acknowledged = Collections.synchronizedSet(new TreeSet<>());
  private final Thread thread = new Thread(this::run, "topic-load");
  private volatile boolean stopped;

  private TopicLoad(Admin admin, String prefix) {
    this.admin = admin;
    this.prefix = prefix;
  }

  /** Starts the load. */
  static TopicLoad start(QuorumCluster cluster, String prefix) {
    var load = new TopicLoad(cluster.admin(), prefix);
    load.thread.setDaemon(true);
    load.thread.start();
    return load;
  }

  /** Creates topics, and returns their names. */
  static List<String> create(Admin admin, String prefix, int number)
      throws ExecutionException, InterruptedException {
    var names = new ArrayList<String>();
    for (int i = 0; i < number; i++) {
      create(admin, prefix + i);
      names.add(prefix + i);
    }
    return names;
  }

  private static void create(Admin admin, String name)
      throws ExecutionException, InterruptedException {
    admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
  }

  private void run() {
    for (int i = 0; !stopped; i++) {
      String name = prefix + i;
      try {
        create(admin, name);
        acknowledged.add(name);
      } catch (ExecutionException e) {
        // Without acknowledgement the topic may exist or not, and the next one has another name.
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Waits until further topics have been acknowledged: the quorum works. */
  void awaitProgress() {
    int before = acknowledged.size();
    Awaitility.await("acknowledged topics")
        .atMost(Duration.ofMinutes(1))
        .until(() -> acknowledged.size() >= before + 5);
  }

  /** Ends the load, and returns the acknowledged topics. */
  Set<String> end() throws InterruptedException {
    stopped = true;
    thread.join();
    return Set.copyOf(acknowledged);
  }

  @Override
  public void close() {
    stopped = true;
    thread.interrupt();
    admin.close(Duration.ZERO);
  }
}

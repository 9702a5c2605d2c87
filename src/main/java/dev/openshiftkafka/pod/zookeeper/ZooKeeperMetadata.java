package dev.openshiftkafka.pod.zookeeper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;

/**
 * The nodes in ZooKeeper that matter to a migration to KRaft.
 *
 * <p>All but one are Kafka's. This project adds the id of the attempt: controllers whose volumes
 * have metadata of another attempt must not take part in this one.
 */
public final class ZooKeeperMetadata implements Closeable {
  private static final String CLUSTER_ID = "/cluster/id";
  private static final String CONTROLLER = "/controller";
  private static final String MIGRATION = "/migration";
  private static final String BROKERS = "/brokers/ids";
  private static final String ATTEMPT = "/openshift-kafka-migration";

  /** Node ids of KRaft controllers; those of brokers are lower. */
  private static final int FIRST_CONTROLLER = 1000;

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int ANY_VERSION = -1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ZooKeeper client;

  private ZooKeeperMetadata(ZooKeeper client) {
    this.client = client;
  }

  /** An operation that ZooKeeper did not perform. */
  public static final class ZooKeeperException extends IOException {
    private static final long serialVersionUID = 1L;

    ZooKeeperException(String message) {
      super(message);
    }
  }

  private interface Operation<T> {
    T run() throws KeeperException, InterruptedException;
  }

  /**
   * Connects to an ensemble.
   *
   * @param servers servers, as host:port,...
   * @throws ZooKeeperException when no server answers in 30 s
   */
  public static ZooKeeperMetadata connect(String servers) throws IOException, InterruptedException {
    var connected = new CountDownLatch(1);
    var client =
        new ZooKeeper(
            servers,
            (int) TIMEOUT.toMillis(),
            event -> {
              if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
              }
            },
            new ZKClientConfig());
    if (!connected.await(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
      client.close();
      throw new ZooKeeperException("no ZooKeeper server of " + servers + " answers");
    }
    return new ZooKeeperMetadata(client);
  }

  /**
   * The cluster id, which the first broker has created.
   *
   * @throws ZooKeeperException when there is none
   */
  public String clusterId() throws IOException, InterruptedException {
    String id = json(CLUSTER_ID).path("id").asText("");
    if (id.isEmpty()) {
      throw new ZooKeeperException(
          CLUSTER_ID + " in ZooKeeper has no cluster id: no broker has used this ensemble");
    }
    return id;
  }

  /** Id of the node that controls the brokers: a broker or a KRaft controller. */
  public Optional<Integer> controller() throws IOException, InterruptedException {
    JsonNode id = json(CONTROLLER).path("brokerid");
    return id.isInt() ? Optional.of(id.asInt()) : Optional.empty();
  }

  /** Whether a node id is that of a KRaft controller. */
  public static boolean isKraft(int controller) {
    return controller >= FIRST_CONTROLLER;
  }

  /**
   * Whether the KRaft controllers may have the metadata of the brokers. An active controller takes
   * {@code /controller} before it copies them, and keeps it when it is down. Until then, the
   * controllers' log has only registrations, which are repeated.
   */
  public boolean hasKraftMetadata() throws IOException, InterruptedException {
    sync(CONTROLLER);
    return controller().filter(ZooKeeperMetadata::isKraft).isPresent() || isCopied();
  }

  /** Whether KRaft controllers have copied the metadata, and saved the offset in their log. */
  public boolean isCopied() throws IOException, InterruptedException {
    return json(MIGRATION).path("kraft_metadata_offset").asLong(-1) >= 0;
  }

  /** Ids of the ZooKeeper brokers that run. */
  public Set<Integer> brokers() throws IOException, InterruptedException {
    var ids = new TreeSet<Integer>();
    try {
      client.getChildren(BROKERS, false).forEach(id -> ids.add(Integer.valueOf(id)));
    } catch (KeeperException.NoNodeException e) {
      return Set.of();
    } catch (KeeperException e) {
      throw failure(BROKERS, e);
    }
    return ids;
  }

  /** State of the migration, as the controllers have saved it; empty before the first. */
  public Optional<String> migration() throws IOException, InterruptedException {
    return read(MIGRATION);
  }

  /** Deletes the state of the migration. */
  public void deleteMigration() throws IOException, InterruptedException {
    delete(MIGRATION);
  }

  /** Deletes the controller, so that the brokers elect one. */
  public void deleteController() throws IOException, InterruptedException {
    delete(CONTROLLER);
  }

  /** Id of the current attempt; the first caller creates it. */
  public String attempt() throws IOException, InterruptedException {
    Optional<String> current = read(ATTEMPT);
    if (current.isPresent()) {
      return current.get();
    }
    byte[] id = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
    try {
      client.create(ATTEMPT, id, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
    } catch (KeeperException.NodeExistsException e) {
      // Another controller was first.
    } catch (KeeperException e) {
      throw failure(ATTEMPT, e);
    }
    return read(ATTEMPT).orElseThrow(() -> new ZooKeeperException(ATTEMPT + " was deleted"));
  }

  /** Ends the attempt: volumes of its controllers are not accepted any more. */
  public void deleteAttempt() throws IOException, InterruptedException {
    delete(ATTEMPT);
  }

  /** Waits until the server of this connection, which may lag, has all that is committed. */
  private void sync(String path) throws IOException, InterruptedException {
    var result = new CompletableFuture<Integer>();
    client.sync(path, (code, synced, context) -> result.complete(code), null);
    try {
      KeeperException.Code code =
          KeeperException.Code.get(result.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
      if (code != KeeperException.Code.OK) {
        throw failure(path, KeeperException.create(code));
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new ZooKeeperException(path + " in ZooKeeper: the server did not catch up: " + e);
    }
  }

  private JsonNode json(String path) throws IOException, InterruptedException {
    return JSON.readTree(read(path).filter(text -> !text.isBlank()).orElse("{}"));
  }

  private Optional<String> read(String path) throws IOException, InterruptedException {
    return run(
        path,
        () -> {
          byte[] data = client.getData(path, false, null);
          return Optional.of(data == null ? "" : new String(data, StandardCharsets.UTF_8));
        },
        Optional.empty());
  }

  private void delete(String path) throws IOException, InterruptedException {
    run(
        path,
        () -> {
          client.delete(path, ANY_VERSION);
          return path;
        },
        path);
  }

  /** Runs an operation; a node that does not exist has a result of its own. */
  private static <T> T run(String path, Operation<T> operation, T withoutNode)
      throws IOException, InterruptedException {
    try {
      return operation.run();
    } catch (KeeperException.NoNodeException e) {
      return withoutNode;
    } catch (KeeperException e) {
      throw failure(path, e);
    }
  }

  private static ZooKeeperException failure(String path, KeeperException e) {
    return new ZooKeeperException(path + " in ZooKeeper: " + e.getMessage());
  }

  @Override
  public void close() throws IOException {
    try {
      client.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

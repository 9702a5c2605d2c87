package dev.openshiftkafka.guard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.ClusterConnection;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.kubernetes.NodeSetPlan;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads the health of a stack from the API server, with the stack's kubeconfig. */
public final class ApiServerHealth implements ClusterHealth {
  /** API group of MachineConfigPools, which only OpenShift with its own control plane has. */
  public static final String POOL_GROUP = "machineconfiguration.openshift.io";

  public static final String POOLS = "machineconfigpools";

  /** The pool of all nodes on which brokers can run. */
  public static final String WORKER_POOL = "worker";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(4);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(8);
  private static final Duration LIMIT = Duration.ofSeconds(12);

  @Override
  public Report of(StackConfig config) {
    // A plugin of the kubeconfig that obtains a token has no timeout of its own.
    var reading = new FutureTask<>(() -> read(config));
    var thread = new Thread(reading, "cluster-health");
    thread.setDaemon(true);
    thread.start();
    try {
      return reading.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      reading.cancel(true);
      return unknown("no response within " + LIMIT.toSeconds() + " s");
    } catch (ExecutionException e) {
      return unknown(reason(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unknown("interrupted");
    }
  }

  private static Report unknown(String reason) {
    return new Report(
        List.of(),
        List.of(
            "cluster: cannot be read ("
                + reason
                + "), so this update is not refused if members are not ready; check them with"
                + " bin/kafka-stack preflight"));
  }

  private static String reason(@Nullable Throwable failure) {
    Throwable cause = failure;
    while (cause != null && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause == null ? failure : cause.getMessage());
  }

  private static Report read(StackConfig config) {
    var settings = ClusterConnection.settings(config.kubeconfig(), config.context());
    try (var client = ClusterConnection.open(settings, CONNECT_TIMEOUT, REQUEST_TIMEOUT)) {
      if (set(client, config, Names.BROKERS).isEmpty()) {
        // The first update ended before it created brokers: there is nothing to interrupt.
        return Report.HEALTHY;
      }
      var faults = new ArrayList<>(members(client, config));
      try {
        pool(client).ifPresent(faults::add);
        return new Report(faults, List.of());
      } catch (KubernetesClientException e) {
        return new Report(
            faults,
            List.of(
                "MachineConfigPool "
                    + WORKER_POOL
                    + ": cannot be read (HTTP status "
                    + e.getCode()
                    + "), so this update is not refused while OpenShift updates the nodes; render"
                    + " and apply the deployer's rights again (docs/deployer.md)"));
      }
    }
  }

  /** The pods that are not ready, of those that the live StatefulSets should have. */
  private static List<String> members(KubernetesClient client, StackConfig config) {
    var pods = byName(get(client, "/api/v1/namespaces/" + config.project().name() + "/pods"));
    var faults = new ArrayList<String>();
    for (NodeSetPlan plan : NodeSetPlan.of(config)) {
      // A StatefulSet that was deleted by hand has no pods to restart.
      int replicas =
          set(client, config, plan.name()).map(set -> set.at("/spec/replicas").asInt()).orElse(0);
      for (int i = 0; i < replicas; i++) {
        String name = Names.pod(plan.name(), i);
        state(pods.get(name)).ifPresent(state -> faults.add("pod " + name + ": " + state));
      }
    }
    return faults;
  }

  private static Optional<JsonNode> set(KubernetesClient client, StackConfig config, String name) {
    return get(
        client, "/apis/apps/v1/namespaces/" + config.project().name() + "/statefulsets/" + name);
  }

  private static Map<String, JsonNode> byName(Optional<JsonNode> list) {
    var objects = new HashMap<String, JsonNode>();
    list.ifPresent(
        found ->
            found
                .path("items")
                .forEach(object -> objects.put(object.at("/metadata/name").asText(), object)));
    return objects;
  }

  /** Why a pod is not ready; empty when it is. */
  private static Optional<String> state(@Nullable JsonNode pod) {
    if (pod == null) {
      return Optional.of("does not exist");
    }
    String node = pod.at("/spec/nodeName").asText("");
    if (node.isEmpty()) {
      return Optional.of("is not scheduled");
    }
    if (pod.at("/metadata").has("deletionTimestamp")) {
      return Optional.of("is terminating on node " + node);
    }
    return is(pod, "Ready") ? Optional.empty() : Optional.of("is not ready on node " + node);
  }

  /** Whether the pool of the workers is being updated; its nodes restart one after another. */
  private static Optional<String> pool(KubernetesClient client) {
    return get(client, "/apis/" + POOL_GROUP + "/v1/" + POOLS + "/" + WORKER_POOL)
        .filter(pool -> is(pool, "Updating"))
        .map(
            pool ->
                "MachineConfigPool %s: is updating, %s of %s nodes are done"
                    .formatted(
                        WORKER_POOL,
                        pool.at("/status/updatedMachineCount").asText(),
                        pool.at("/status/machineCount").asText()));
  }

  private static boolean is(JsonNode object, String condition) {
    return StreamSupport.stream(object.at("/status/conditions").spliterator(), false)
        .filter(found -> found.path("type").asText().equals(condition))
        .anyMatch(found -> found.path("status").asText().equals("True"));
  }

  /** Gets a path of the API; empty when the object or its kind does not exist. */
  private static Optional<JsonNode> get(KubernetesClient client, String path) {
    return Optional.ofNullable(client.raw(path)).map(ApiServerHealth::parse);
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the API server responds without JSON", e);
    }
  }
}

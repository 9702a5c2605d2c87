package dev.openshiftkafka.cli.preflight;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openshiftkafka.kubernetes.ClusterConnection;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A read-only client of the API server that returns objects as JSON and caches them. */
final class Cluster implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(20);

  private final Callable<Config> settings;
  private final Map<String, Optional<JsonNode>> cache = new HashMap<>();

  private final Clock clock;
  private @Nullable KubernetesClient client;

  private Cluster(Callable<Config> settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Connects with given settings, except for timeouts.
   *
   * @param clock clock of this machine
   */
  static Cluster connect(Config config, Clock clock) {
    return new Cluster(() -> config, clock);
  }

  /**
   * Connects with the settings that kubectl would use. They are read with the first request, so
   * that an invalid kubeconfig is a finding of the first check.
   *
   * @param kubeconfig a file; null for KUBECONFIG, ~/.kube/config or the pod's service account
   * @param context a context of the file; null for the current one
   */
  static Cluster connect(@Nullable Path kubeconfig, @Nullable String context) {
    return new Cluster(
        () ->
            kubeconfig == null
                ? ClusterConnection.settings(null, context)
                : Config.fromKubeconfig(
                    context, Files.readString(kubeconfig), kubeconfig.toString()),
        Clock.systemUTC());
  }

  /**
   * Uses the settings of a kubeconfig that is in no file.
   *
   * @param kubeconfig its text
   * @param context a context of it; null for its current one
   */
  static Cluster connectWith(String kubeconfig, String context) {
    return new Cluster(() -> ClusterConnection.settings(kubeconfig, context), Clock.systemUTC());
  }

  private KubernetesClient client() {
    if (client == null) {
      Config config;
      try {
        config = settings.call();
      } catch (Exception e) {
        throw new IllegalStateException("the kubeconfig cannot be read", e);
      }
      client = ClusterConnection.open(config, CONNECT_TIMEOUT, REQUEST_TIMEOUT);
    }
    return client;
  }

  /** Returns the address of the API server. */
  String address() {
    return client().getMasterUrl().toString();
  }

  /** Gets a path of the API; empty when the object or its kind does not exist. */
  Optional<JsonNode> get(String path) {
    // Not computeIfAbsent: a failed request must not be cached.
    Optional<JsonNode> cached = cache.get(path);
    if (cached == null) {
      cached = Optional.ofNullable(client().raw(path)).map(Cluster::parse);
      cache.put(path, cached);
    }
    return cached;
  }

  /** Lists objects; none when the kind does not exist. */
  List<JsonNode> list(String path) {
    var items = new ArrayList<JsonNode>();
    get(path).ifPresent(list -> list.path("items").forEach(items::add));
    return items;
  }

  /** Gets a singleton of OpenShift's configuration, named {@code cluster}. */
  Optional<JsonNode> openshift(String plural) {
    return get("/apis/config.openshift.io/v1/" + plural + "/cluster");
  }

  /** Whether the API server serves OpenShift's configuration. */
  boolean isOpenShift() {
    return groups().contains("config.openshift.io");
  }

  /** Returns the names of the served API groups. */
  Set<String> groups() {
    var groups = new HashSet<String>();
    get("/apis")
        .ifPresent(list -> list.path("groups").forEach(g -> groups.add(g.path("name").asText())));
    return groups;
  }

  /** Returns the plural names of a group's kinds, in all served versions. */
  Set<String> kinds(String group) {
    var kinds = new HashSet<String>();
    if (group.isEmpty()) {
      addKinds(kinds, "/api/v1");
      return kinds;
    }
    get("/apis/" + group)
        .ifPresent(
            found ->
                found
                    .path("versions")
                    .forEach(v -> addKinds(kinds, "/apis/" + v.path("groupVersion").asText())));
    return kinds;
  }

  private void addKinds(Set<String> kinds, String path) {
    get(path)
        .ifPresent(list -> list.path("resources").forEach(r -> kinds.add(r.path("name").asText())));
  }

  /** Returns the path of a kind's objects, in the group's preferred version. */
  Optional<String> path(String group, String plural, String namespace) {
    String inside = namespace.isEmpty() ? "/" : "/namespaces/" + namespace + "/";
    if (group.isEmpty()) {
      return Optional.of("/api/v1" + inside + plural);
    }
    return get("/apis/" + group)
        .map(found -> "/apis/" + found.at("/preferredVersion/groupVersion").asText())
        .map(root -> root + inside + plural);
  }

  /** Whether the caller may do something, by a SelfSubjectAccessReview. */
  boolean mayI(String verb, String group, String resource, String namespace, String name) {
    int slash = resource.indexOf('/');
    var attributes = new HashMap<String, String>();
    attributes.put("verb", verb);
    attributes.put("group", group);
    attributes.put("resource", slash < 0 ? resource : resource.substring(0, slash));
    attributes.put("subresource", slash < 0 ? "" : resource.substring(slash + 1));
    attributes.put("namespace", namespace);
    attributes.put("name", name);
    var review =
        Map.of(
            "apiVersion",
            "authorization.k8s.io/v1",
            "kind",
            "SelfSubjectAccessReview",
            "spec",
            Map.of("resourceAttributes", attributes));
    String path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
    return parse(client().raw(path, "POST", review)).at("/status/allowed").asBoolean();
  }

  /** Returns how far the API server's clock is ahead of this machine's; negative if behind. */
  Duration clockAhead() throws IOException {
    Instant before = clock.instant();
    Instant there = serverTime();
    Instant after = clock.instant();
    // The Date header has a resolution of one second.
    if (there.plusSeconds(1).isBefore(before)) {
      return Duration.between(before, there.plusSeconds(1));
    }
    return there.isAfter(after) ? Duration.between(after, there) : Duration.ZERO;
  }

  /** Returns the API server's time, in whole seconds. */
  Instant serverTime() throws IOException {
    var http = client().getHttpClient();
    var request = http.newHttpRequestBuilder().uri(address() + "version").build();
    try {
      String date =
          http.sendAsync(request, String.class)
              .get(REQUEST_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
              .header("Date");
      if (date == null) {
        throw new IOException("the API server sends no header Date");
      }
      return DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
  }
}

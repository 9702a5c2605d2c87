package dev.openshiftkafka.cli.preflight;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** Creates objects with their status, and deletes them after the test. */
final class ClusterObjects {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Without a body the client would send GET instead of DELETE. */
  private static final Map<String, Object> DELETE =
      Map.of("apiVersion", "v1", "kind", "DeleteOptions", "gracePeriodSeconds", 0);

  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;
  private static final Duration SOON = Duration.ofSeconds(20);

  private final KubernetesClient admin;
  private final Deque<String> made = new ArrayDeque<>();
  private final Map<String, String> plurals = new HashMap<>();

  ClusterObjects(KubernetesClient admin) {
    this.admin = admin;
  }

  /** Creates the objects of YAML documents. */
  void apply(String yaml) {
    for (Object document : new Yaml().loadAll(yaml)) {
      make(JSON.valueToTree(document));
    }
  }

  private void make(ObjectNode object) {
    String namespace = Json.namespace(object);
    if (!namespace.isEmpty()) {
      namespace(namespace);
    }
    String collection = collection(object, namespace);
    String path = collection + "/" + Json.name(object);
    JsonNode status = object.remove("status");
    JsonNode answer = post(collection, path, object);
    made.push(path);
    if (status != null) {
      ((ObjectNode) answer).set("status", status);
      putStatus(path, answer);
    }
  }

  private JsonNode post(String collection, String path, JsonNode object) {
    try {
      return parse(admin.raw(collection, "POST", object));
    } catch (KubernetesClientException e) {
      throw new AssertionError(path + ": " + e.getMessage(), e);
    }
  }

  private void putStatus(String path, JsonNode object) {
    try {
      admin.raw(path + "/status", "PUT", object);
    } catch (KubernetesClientException e) {
      if (e.getCode() != NOT_FOUND) {
        throw new AssertionError(path + ": " + e.getMessage(), e);
      }
      // The kind has no status subresource.
      admin.raw(path, "PUT", object);
    }
  }

  private void namespace(String name) {
    var namespace =
        Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of("name", name));
    try {
      admin.raw("/api/v1/namespaces", "POST", namespace);
    } catch (KubernetesClientException e) {
      if (e.getCode() != CONFLICT) {
        throw e;
      }
    }
  }

  private String collection(JsonNode object, String namespace) {
    String version = object.path("apiVersion").asText();
    String root = version.contains("/") ? "/apis/" + version : "/api/" + version;
    String kind = object.path("kind").asText();
    String plural = plurals.computeIfAbsent(version + kind, key -> plural(root, kind));
    return root + (namespace.isEmpty() ? "" : "/namespaces/" + namespace) + "/" + plural;
  }

  private String plural(String root, String kind) {
    return Json.elements(parse(admin.raw(root)).path("resources"))
        .filter(resource -> resource.path("kind").asText().equals(kind))
        .map(resource -> resource.path("name").asText())
        .filter(name -> !name.contains("/"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(root + " has no " + kind));
  }

  /** Deletes all created objects, the last one first. */
  void deleteAll() {
    while (!made.isEmpty()) {
      delete(made.pop());
    }
  }

  private void delete(String path) {
    try {
      admin.raw(path, "DELETE", DELETE);
    } catch (KubernetesClientException e) {
      if (e.getCode() != NOT_FOUND) {
        throw new AssertionError(path + ": " + e.getMessage(), e);
      }
    }
  }

  /** Installs the CustomResourceDefinitions of a folder and waits until they are served. */
  void installKinds(Path folder) {
    var installed = new ArrayList<JsonNode>();
    for (Path file : files(folder)) {
      JsonNode definition = read(file);
      admin.raw("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", "POST", definition);
      installed.add(definition);
    }
    installed.forEach(definition -> await().atMost(SOON).until(() -> isServed(definition)));
  }

  /** Runs an action while a kind is deleted. */
  void without(String kind, Path folder, Runnable action) {
    String path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/" + kind;
    JsonNode definition =
        files(folder).stream()
            .map(ClusterObjects::read)
            .filter(d -> Json.name(d).equals(kind))
            .findFirst()
            .orElseThrow();
    admin.raw(path, "DELETE", DELETE);
    await().atMost(SOON).until(() -> !isServed(definition));
    try {
      action.run();
    } finally {
      await().atMost(SOON).until(() -> admin.raw(path) == null);
      admin.raw("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", "POST", definition);
      await().atMost(SOON).until(() -> isServed(definition));
    }
  }

  /** Whether discovery lists the group and the kind. */
  private boolean isServed(JsonNode definition) {
    String group = definition.at("/spec/group").asText();
    String plural = definition.at("/spec/names/plural").asText();
    String groups = admin.raw("/apis");
    String version = definition.at("/spec/versions/0/name").asText();
    String kinds = admin.raw("/apis/" + group + "/" + version);
    return groups.contains("\"" + group + "\"")
        && kinds != null
        && kinds.contains("\"name\":\"" + plural + "\"")
        && isListed("/apis/" + group + "/" + version + "/" + plural);
  }

  /** Whether the kind can be read, which may be later than its discovery. */
  private boolean isListed(String path) {
    try {
      return admin.raw(path) != null;
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode read(Path file) {
    try {
      // JSON is valid YAML.
      return JSON.valueToTree(new Yaml().load(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.openshiftkafka.pod.users;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openshiftkafka.pod.admin.AdminResults.RetriableAdminException;
import dev.openshiftkafka.pod.users.DeclaredUser.SecretName;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Reads and patches Secrets through the Kubernetes API with the service account of the pod. The
 * account has rights to single Secrets by name.
 *
 * <p>The Kafka image has no Kubernetes client, and two requests do not justify one.
 */
final class KubernetesSecrets {
  /** Field manager of what this program writes, next to that of Pulumi. */
  private static final String MANAGER = "kafka-users";

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int OK = 200;
  private static final int SERVER_ERROR = 500;

  /** Not found and forbidden: Secrets and Roles may take effect a moment after the Job starts. */
  private static final Set<Integer> NOT_YET = Set.of(403, 404, 409, 429);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI server;
  private final Path account;
  private final HttpClient http;

  /**
   * Creates a client.
   *
   * @param server address of the API server
   * @param account folder with {@code token}, which the kubelet renews, and {@code ca.crt}
   */
  KubernetesSecrets(URI server, Path account) throws IOException {
    this.server = server;
    this.account = account;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .sslContext(trusting(account.resolve("ca.crt")))
            .build();
  }

  /**
   * The content of a Secret.
   *
   * @param version its resource version
   */
  record Content(String version, Map<String, String> data, Map<String, String> annotations) {}

  /**
   * Reads a Secret.
   *
   * @throws RetriableAdminException when it cannot be read, perhaps not yet
   */
  Content read(SecretName secret)
      throws RetriableAdminException, IOException, InterruptedException {
    JsonNode json = send(secret, request(secret, "").GET());
    var data = new HashMap<String, String>();
    texts(json.path("data"))
        .forEach(
            (key, value) ->
                data.put(
                    key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
    return new Content(
        json.at("/metadata/resourceVersion").asText(),
        data,
        texts(json.at("/metadata/annotations")));
  }

  /**
   * Replaces the data of a Secret, and sets annotations.
   *
   * @throws RetriableAdminException also when the Secret has changed since it was read
   */
  void write(
      SecretName secret,
      Content before,
      Map<String, String> newData,
      Map<String, String> newAnnotations)
      throws RetriableAdminException, IOException, InterruptedException {
    ObjectNode patch = JSON.createObjectNode();
    ObjectNode metadata = patch.putObject("metadata").put("resourceVersion", before.version());
    ObjectNode annotations = metadata.putObject("annotations");
    newAnnotations.forEach(annotations::put);
    ObjectNode data = patch.putObject("data");
    before.data().keySet().forEach(data::putNull);
    newData.forEach(
        (key, value) ->
            data.put(
                key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
    send(
        secret,
        request(secret, "?fieldManager=" + MANAGER)
            .header("Content-Type", "application/merge-patch+json")
            .method("PATCH", BodyPublishers.ofString(JSON.writeValueAsString(patch))));
  }

  private HttpRequest.Builder request(SecretName secret, String query) throws IOException {
    return HttpRequest.newBuilder(
            server.resolve(
                "/api/v1/namespaces/%s/secrets/%s%s"
                    .formatted(secret.namespace(), secret.name(), query)))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + Files.readString(account.resolve("token")).strip())
        .header("Accept", "application/json");
  }

  private JsonNode send(SecretName secret, HttpRequest.Builder request)
      throws RetriableAdminException, IOException, InterruptedException {
    HttpResponse<String> response;
    try {
      response = http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new RetriableAdminException("Secret " + secret + ": " + e);
    }
    if (response.statusCode() == OK) {
      return JSON.readTree(response.body());
    }
    // Not the response's message: that of an invalid patch may repeat the data.
    String problem =
        "Secret %s: the API server answers %d %s"
            .formatted(secret, response.statusCode(), reason(response.body()));
    if (NOT_YET.contains(response.statusCode()) || response.statusCode() >= SERVER_ERROR) {
      throw new RetriableAdminException(
          problem + "; the stack declares the Secret and its Role, run pulumi up again");
    }
    throw new IllegalStateException(problem);
  }

  private static String reason(String body) {
    try {
      return JSON.readTree(body).path("reason").asText();
    } catch (IOException e) {
      return "";
    }
  }

  private static Map<String, String> texts(JsonNode json) {
    var texts = new HashMap<String, String>();
    json.fields().forEachRemaining(field -> texts.put(field.getKey(), field.getValue().asText()));
    return texts;
  }

  private static SSLContext trusting(Path authorities) throws IOException {
    try (InputStream in = Files.newInputStream(authorities)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Certificate authority :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry(String.valueOf(store.size()), authority);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(authorities + ": " + e.getMessage(), e);
    }
  }
}

package dev.openshiftkafka.cli.preflight;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** A Kubernetes API server with OpenShift's CRDs and without controllers, shared by all tests. */
public final class ApiServer {
  private static final String TOKEN = "test-token";
  private static final Duration START = Duration.ofSeconds(60);
  private static ApiServer running;

  private final Path folder;
  private final String address;
  private final KubernetesClient admin;

  private ApiServer() {
    try {
      folder = Files.createTempDirectory("preflight-api-server");
      int port = PreflightTools.freePort();
      address = "https://127.0.0.1:" + port;
      startApiServer(folder, port, startEtcd(folder));
      admin = new KubernetesClientBuilder().withConfig(config("")).build();
      await()
          .atMost(START)
          .pollInterval(Duration.ofMillis(200))
          .ignoreExceptions()
          .until(() -> "ok".equals(admin.raw("/readyz")));
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
    var kinds = new ClusterObjects(admin);
    kinds.installKinds(PreflightTools.path("crds"));
    kinds.installKinds(PreflightTools.path("read-crds"));
  }

  /** Returns the API server; the first call starts it. */
  public static synchronized ApiServer running() {
    if (running == null) {
      running = new ApiServer();
    }
    return running;
  }

  /** Returns a client with administrator rights. */
  public KubernetesClient admin() {
    return admin;
  }

  /** Returns a client that impersonates a user. */
  public KubernetesClient client(String user) {
    return new KubernetesClientBuilder().withConfig(config(user)).build();
  }

  /** Returns its address. */
  public URI address() {
    return URI.create(address);
  }

  /** Returns the certificate of the CA that clients must trust. */
  public Path authority() {
    return folder.resolve("certificates/apiserver.crt");
  }

  /** Returns the preflight's client, impersonating a user unless it is empty. */
  Cluster connect(String user, Clock clock) {
    return Cluster.connect(config(user), clock);
  }

  private Config config(String user) {
    var config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(address)
            .withOauthToken(TOKEN)
            .withTrustCerts(true)
            .withDisableHostnameVerification(true)
            .build();
    if (!user.isEmpty()) {
      config.setImpersonateUsername(user);
    }
    return config;
  }

  /** Returns a kubeconfig with an administrator's client certificate. */
  String kubeconfig() {
    return """
        apiVersion: v1
        kind: Config
        current-context: test
        contexts: [{name: test, context: {cluster: test, user: admin}}]
        clusters: [{name: test, cluster: {server: "%s", insecure-skip-tls-verify: true}}]
        users: [{name: admin, user: {client-certificate: %s, client-key: %s}}]
        """
        .formatted(address, folder.resolve("client.crt"), folder.resolve("client.key"));
  }

  private static String startEtcd(Path folder) {
    String client = "http://127.0.0.1:" + PreflightTools.freePort();
    String peer = "http://127.0.0.1:" + PreflightTools.freePort();
    PreflightTools.start(
        "etcd",
        List.of(
            PreflightTools.path("bin").resolve("etcd").toString(),
            "--data-dir=" + folder.resolve("etcd"),
            "--unsafe-no-fsync",
            "--listen-client-urls=" + client,
            "--advertise-client-urls=" + client,
            "--listen-peer-urls=" + peer,
            "--initial-advertise-peer-urls=" + peer,
            "--initial-cluster=default=" + peer));
    return client;
  }

  private static void startApiServer(Path folder, int port, String etcd)
      throws IOException, NoSuchAlgorithmException {
    Path tokens =
        Files.writeString(folder.resolve("tokens"), TOKEN + ",admin,1,\"system:masters\"\n");
    PreflightTools.start(
        "kube-apiserver",
        List.of(
            PreflightTools.path("bin").resolve("kube-apiserver").toString(),
            "--etcd-servers=" + etcd,
            "--bind-address=127.0.0.1",
            "--advertise-address=127.0.0.1",
            "--secure-port=" + port,
            "--cert-dir=" + folder.resolve("certificates"),
            "--token-auth-file=" + tokens,
            "--client-ca-file=" + clientCertificate(folder),
            "--authorization-mode=RBAC",
            "--service-account-issuer=https://127.0.0.1",
            "--service-account-key-file=" + key(folder),
            "--service-account-signing-key-file=" + key(folder),
            "--service-cluster-ip-range=10.0.0.0/24",
            "--allow-privileged=true",
            // These plugins need controllers.
            "--disable-admission-plugins=ServiceAccount,TaintNodesByCondition,"
                + "StorageObjectInUseProtection"));
  }

  /** Creates a self-signed administrator certificate with an elliptic-curve key. */
  private static Path clientCertificate(Path folder) throws IOException {
    Path certificate = folder.resolve("client.crt");
    String key = folder.resolve("client.key").toString();
    PreflightTools.run(
        "openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key);
    PreflightTools.run(
        "openssl",
        "req",
        "-x509",
        "-new",
        "-key",
        key,
        "-subj",
        "/O=system:masters/CN=admin-by-certificate",
        "-out",
        certificate.toString());
    return certificate;
  }

  private static Path key(Path folder) throws IOException, NoSuchAlgorithmException {
    Path file = folder.resolve("accounts.key");
    if (!Files.exists(file)) {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
      String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
      Files.writeString(
          file, "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
    }
    return file;
  }
}

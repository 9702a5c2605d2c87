package dev.openshiftkafka.stack.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.openshiftkafka.testing.KafkaBrokers;
import dev.openshiftkafka.testing.PinnedVersions;
import dev.openshiftkafka.testing.Programs;
import dev.openshiftkafka.testing.Scripts;
import dev.openshiftkafka.testing.StackRun;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Logs in through a real oauth2-proxy, with the arguments and files of the rendered container, at a
 * real identity provider. curl is the browser.
 */
@Tag("nightly")
class OidcLoginIT {
  private static final String HOST = "kafka-ui-kafka.apps.dev.example.com";
  private static final Pattern ACTION = Pattern.compile("action=\"([^\"]+)\"");

  @TempDir private static Path folder;
  private static final List<AutoCloseable> RESOURCES = new ArrayList<>();
  private static Keycloak keycloak;
  private static List<String> arguments;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    Path certificate = folder.resolve("tls.crt");
    Path key = folder.resolve("tls.key");
    new Scripts(folder)
        .output(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "1",
            "-subj",
            "/CN=test",
            "-addext",
            "subjectAltName=IP:127.0.0.1,DNS:" + HOST,
            "-keyout",
            key.toString(),
            "-out",
            certificate.toString());
    keycloak = Keycloak.start(folder, certificate, key, "https://" + HOST + "/oauth2/callback");
    RESOURCES.add(keycloak);
    startProxy(startUi(), certificate);
  }

  @AfterAll
  static void stop() throws Exception {
    for (int i = RESOURCES.size() - 1; i >= 0; i--) {
      RESOURCES.get(i).close();
    }
  }

  /** The UI behind the proxy. */
  private static int startUi() throws Exception {
    HttpServer ui =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ui.createContext(
        "/",
        exchange -> {
          byte[] body = "the UI".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    ui.start();
    RESOURCES.add(() -> ui.stop(0));
    return ui.getAddress().getPort();
  }

  /** Starts the proxy with the rendered arguments; only folders and ports are those of the test. */
  private static void startProxy(int ui, Path certificate) throws Exception {
    StackRun run =
        UiRun.of(
            "dev",
            Map.of(
                "oidcClientSecret",
                Keycloak.CLIENT_SECRET,
                "ui/login",
                "oidc",
                "ui/oidc",
                Map.of(
                    "issuerUrl", keycloak.issuer(),
                    "clientId", Keycloak.CLIENT_ID,
                    "allowedGroups", List.of(Keycloak.GROUP),
                    "caCertificates", Files.readString(certificate))));
    Map<String, Object> container = UiRun.container(run, "oauth2-proxy");
    assertThat(container.get("image"))
        .isEqualTo(
            "quay.io/oauth2-proxy/oauth2-proxy:v" + PinnedVersions.of("OAUTH2_PROXY_VERSION"));
    var secret = (Map<?, ?>) run.object("Secret", "kafka-ui-oidc").at("stringData", "value");
    for (Map.Entry<?, ?> file : secret.entrySet()) {
      Files.writeString(folder.resolve((String) file.getKey()), (String) file.getValue());
    }
    var init =
        (List<?>)
            run.object("Deployment", UiRun.NAME)
                .at("spec", "template", "spec", "initContainers", 0, "command");
    new Scripts(folder).output("bash", "-c", local((String) init.get(2), ui));
    port = KafkaBrokers.freePort();
    arguments =
        ((List<?>) container.get("args")).stream().map(arg -> local((String) arg, ui)).toList();
    var command = new ArrayList<>(List.of(Programs.onPath("oauth2-proxy")));
    command.addAll(arguments);
    Process proxy =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("proxy.log").toFile())
            .start();
    RESOURCES.add(
        () -> {
          proxy.destroyForcibly();
          proxy.onExit().join();
        });
    Awaitility.await("oauth2-proxy")
        .atMost(Duration.ofMinutes(1))
        .until(() -> curl("nobody", "/ping").startsWith("200"));
  }

  /** An argument as Kubernetes passes it, with the folders and ports of the test. */
  private static String local(String argument, int ui) {
    return argument
        .replace("$$", "$")
        .replace("/etc/oidc", folder.toString())
        .replace("/etc/tls/private", folder.toString())
        .replace("/var/run/cookie", folder.toString())
        .replace("https-address=:" + LoginProxy.PORT, "https-address=127.0.0.1:" + port)
        .replaceAll("upstream=http://127.0.0.1:\\d+", "upstream=http://127.0.0.1:" + ui);
  }

  /** Requests a path or an address as a user; status, final address, and the body. */
  private static String curl(String user, String address, String... options) throws Exception {
    Path jar = folder.resolve(user + ".cookies");
    var command =
        new ArrayList<>(
            List.of(
                "curl",
                "--silent",
                "--cacert",
                folder.resolve("tls.crt").toString(),
                "--connect-to",
                HOST + ":443:127.0.0.1:" + port,
                "--cookie",
                jar.toString(),
                "--cookie-jar",
                jar.toString(),
                "--write-out",
                "\n%{http_code} %{url_effective} %{redirect_url}",
                address.startsWith("/") ? "https://" + HOST + address : address));
    command.addAll(Arrays.asList(options));
    Process process = new ProcessBuilder(command).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    int last = output.lastIndexOf('\n');
    return output.substring(last + 1) + "\n" + output.substring(0, last);
  }

  /** Opens the UI, and enters name and password in the form of the provider. */
  private static String logIn(String user) throws Exception {
    String form = curl(user, "/", "--location");
    Matcher action = ACTION.matcher(form);
    assertThat(action.find()).as(form).isTrue();
    return curl(
        user,
        action.group(1).replace("&amp;", "&"),
        "--location",
        "--data-urlencode",
        "username=" + user,
        "--data-urlencode",
        "password=" + Keycloak.PASSWORD);
  }

  @Test
  void request_withoutLogin_isRedirectedToIssuer() throws Exception {
    String answer = curl("nobody", "/");

    assertThat(answer).startsWith("302 ").doesNotContain("the UI");
    assertThat(answer)
        .contains(keycloak.issuer() + "/protocol/openid-connect/auth?")
        .contains("code_challenge_method=S256");
  }

  @Test
  void login_memberOfGroup_reachesUi() throws Exception {
    assertThat(logIn("alice")).startsWith("200 https://" + HOST + "/").endsWith("the UI");
    assertThat(curl("alice", "/api/clusters")).startsWith("200").endsWith("the UI");
  }

  @Test
  void login_otherUser_isRefused() throws Exception {
    assertThat(logIn("bob")).startsWith("403 https://" + HOST + "/oauth2/callback");
    assertThat(curl("bob", "/")).startsWith("302 ").doesNotContain("the UI");
  }

  @Test
  void health_withoutLogin_isOpen() throws Exception {
    assertThat(curl("nobody", "/actuator/health")).startsWith("200").endsWith("the UI");
    assertThat(curl("nobody", "/actuator/health/more")).startsWith("302 ");
  }

  @Test
  void clientSecret_argumentsAndLog_doNotContainIt() throws Exception {
    assertThat(arguments.toString()).doesNotContain(Keycloak.CLIENT_SECRET);
    assertThat(Files.readString(folder.resolve("proxy.log")))
        .isNotEmpty()
        .doesNotContain(Keycloak.CLIENT_SECRET);
  }
}

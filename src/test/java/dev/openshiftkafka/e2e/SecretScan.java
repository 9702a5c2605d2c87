package dev.openshiftkafka.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Searches for secrets where they must not be. */
final class SecretScan {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private SecretScan() {}

  /**
   * The places with a secret, as "place: secret".
   *
   * @param secrets values by name
   */
  static List<String> places(LocalStack stack, Map<String, String> secrets) {
    var found = new ArrayList<String>();
    texts(stack)
        .forEach(
            (place, text) ->
                secrets.forEach(
                    (name, value) -> {
                      if (forms(value).stream().anyMatch(text::contains)) {
                        found.add(place + ": " + name);
                      }
                    }));
    return found;
  }

  /** A secret as it is, in Base64 as Kubernetes writes it, and the first line of a private key. */
  private static List<String> forms(String secret) {
    var forms = new ArrayList<String>();
    forms.add(secret);
    forms.add(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
    secret.lines().filter(line -> line.length() == 64).findFirst().ifPresent(forms::add);
    return forms;
  }

  private static Map<String, String> texts(LocalStack stack) {
    var texts = new LinkedHashMap<String, String>();
    texts.put("state", stack.run("stack", "export"));
    texts.put("outputs", stack.run("stack", "output", "--json"));
    texts.put("preview", stack.run("preview", "--diff", "--non-interactive"));
    texts.put(
        "objects without Secrets",
        Shell.kubectl(
            "get",
            "configmaps,pods,jobs,cronjobs,statefulsets,deployments,certificates,events",
            "--all-namespaces",
            "--output",
            "yaml"));
    for (String pod :
        Shell.kubectl("get", "pods", "-n", LocalStack.NAMESPACE, "--output", "name")
            .lines()
            .toList()) {
      texts.put(
          "log of " + pod,
          Shell.attempt(
                  LIMIT,
                  Map.of(),
                  "kubectl",
                  "logs",
                  "-n",
                  LocalStack.NAMESPACE,
                  pod,
                  "--all-containers",
                  "--tail=-1")
              .output());
    }
    texts.put("process arguments", arguments());
    texts.put(
        "repository",
        Shell.run(LIMIT, Map.of(), "git", "grep", "--no-color", "-I", "-h", "-e", ""));
    return texts;
  }

  /** The arguments of all processes of this machine, those in containers included. */
  private static String arguments() {
    var all = new StringBuilder();
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      for (Path process :
          processes.filter(p -> p.getFileName().toString().matches("\\d+")).toList()) {
        try {
          all.append(Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
          // It has ended.
          continue;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all.toString();
  }
}

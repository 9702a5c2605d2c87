package dev.openshiftkafka.pod.users;

import dev.openshiftkafka.pod.admin.AdminResults.RetriableAdminException;
import dev.openshiftkafka.pod.users.DeclaredUser.SecretName;
import dev.openshiftkafka.pod.users.KubernetesSecrets.Content;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** The Secrets with the generated passwords of brokers, controllers and the stack's own clients. */
public final class PasswordSecrets {
  /** Key with the name of the identity. */
  public static final String USERNAME = "username";

  /** Key with the password. */
  public static final String PASSWORD = "password";

  /** Key with both as settings of librdkafka, which cannot refer to other files. */
  public static final String LIBRDKAFKA = "librdkafka-login.conf";

  /** End of the name of a Secret, after that of its identity. */
  public static final String SUFFIX = "-password";

  private final KubernetesSecrets secrets;
  private final String project;
  private final PrintWriter out;

  /**
   * Creates access to the Secrets.
   *
   * @param project namespace of the Secrets
   */
  PasswordSecrets(KubernetesSecrets secrets, String project, PrintWriter out) {
    this.secrets = secrets;
    this.project = project;
    this.out = out;
  }

  /**
   * Generates the passwords that are missing. Others stay: brokers and controllers run with them.
   */
  void generate(List<String> identities)
      throws RetriableAdminException, IOException, InterruptedException {
    for (String identity : identities) {
      generate(identity, new SecretName(project, identity + SUFFIX));
    }
  }

  private void generate(String identity, SecretName secret)
      throws RetriableAdminException, IOException, InterruptedException {
    Content actual = secrets.read(secret);
    String existing = actual.data().getOrDefault(PASSWORD, "");
    String password = existing.isEmpty() ? GeneratedPassword.create() : existing;
    Map<String, String> wanted =
        Map.of(
            USERNAME,
            identity,
            PASSWORD,
            password,
            LIBRDKAFKA,
            "sasl.username=%s\nsasl.password=%s\n".formatted(identity, password));
    if (!actual.data().equals(wanted)) {
      secrets.write(secret, actual, wanted, Map.of());
      out.println(
          (existing.isEmpty() ? "generated the password of " : "completed the Secret of ")
              + identity);
      out.flush();
    }
  }
}

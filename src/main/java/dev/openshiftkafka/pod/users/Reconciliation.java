package dev.openshiftkafka.pod.users;

import dev.openshiftkafka.pod.admin.AdminResults.RefusedException;
import dev.openshiftkafka.pod.admin.AdminResults.RetriableAdminException;
import dev.openshiftkafka.pod.admin.Retries;
import dev.openshiftkafka.pod.users.ClusterUsers.Actual;
import dev.openshiftkafka.pod.users.DeclaredUser.Credentials;
import dev.openshiftkafka.pod.users.DeclaredUser.SecretName;
import dev.openshiftkafka.pod.users.KubernetesSecrets.Content;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramMechanism;

/** Reconciles users, and the Secrets of their applications, with the declaration. */
final class Reconciliation {
  /** What a Secret's credentials were made from, so that an edit of the declaration is noticed. */
  private static final String ANNOTATION = "openshiftkafka.dev/credentials";

  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

  private final ClusterUsers cluster;
  private final KubernetesSecrets secrets;
  private final String authorities;
  private final long deadline;
  private final PrintWriter out;
  private int changes;

  /**
   * Creates the reconciliation.
   *
   * @param authorities certificates of the brokers' CAs in PEM; empty without TLS
   * @param timeout how long errors are retried
   */
  Reconciliation(
      Admin admin,
      KubernetesSecrets secrets,
      String authorities,
      Duration timeout,
      PrintWriter out) {
    this.cluster = new ClusterUsers(admin);
    this.secrets = secrets;
    this.authorities = authorities;
    this.deadline = System.nanoTime() + timeout.toNanos();
    this.out = out;
  }

  /** Reads the declaration; called again for each attempt. */
  interface Source {
    Declaration read() throws IOException, RetriableAdminException;
  }

  /**
   * An application's Secret.
   *
   * @param actual what it contains
   * @param wanted what it must contain
   * @param origin value of its annotation
   */
  private record Binding(DeclaredUser user, Content actual, BindingSecret wanted, String origin) {
    boolean isWritten() {
      return actual.data().equals(wanted.data())
          && origin.equals(actual.annotations().get(ANNOTATION));
    }
  }

  /**
   * Reconciles; idempotent.
   *
   * @throws RefusedException when the brokers reject a change
   * @throws RetriableAdminException when an error did not pass in time
   */
  void run(Source source)
      throws RefusedException, RetriableAdminException, IOException, InterruptedException {
    Retries.run(
        () -> attempt(source.read()),
        () -> System.nanoTime() - deadline > 0,
        RETRY_INTERVAL,
        this::println);
  }

  private void attempt(Declaration declared)
      throws RefusedException, RetriableAdminException, IOException, InterruptedException {
    var bindings = new ArrayList<Binding>();
    for (DeclaredUser user : declared.users()) {
      bindings.add(binding(user, declared.project()));
    }
    Actual actual = cluster.read();
    UserPlan plan = UserPlan.of(declared, actual);
    cluster.validate(plan);
    plan.lines().forEach(this::change);
    // A user can log in only when its ACLs and quotas are in force.
    cluster.grant(plan);
    for (Binding binding : bindings) {
      apply(binding, actual.credentials().getOrDefault(binding.user().name(), Set.of()));
    }
    cluster.revoke(plan);
    println(
        "%s: %d users match the declaration"
            .formatted(changes == 0 ? "no changes" : "done", declared.users().size()));
  }

  private void apply(Binding binding, Set<ScramMechanism> credentials)
      throws RefusedException, RetriableAdminException, IOException, InterruptedException {
    DeclaredUser user = binding.user();
    // Before Kafka has it, so that a generated password is never lost.
    if (!binding.isWritten()) {
      change("write Secret " + user.secret());
      secrets.write(
          user.secret(),
          binding.actual(),
          binding.wanted().data(),
          Map.of(ANNOTATION, binding.origin()));
    }
    if (!user.hasPassword()) {
      return;
    }
    var login = new Login(binding.wanted().clientProperties(), user.inside());
    // Kafka does not reveal a credential, so only a login shows whether it is the declared one.
    boolean known = credentials.contains(ScramMechanism.SCRAM_SHA_512);
    if (known && login.succeeds()) {
      return;
    }
    change((known ? "change" : "set") + " the password of " + user.name());
    cluster.setPassword(user.name(), binding.wanted().password());
    if (!login.succeeds()) {
      throw new RetriableAdminException(
          "user " + user.name() + ": the brokers do not accept its password yet");
    }
  }

  private Binding binding(DeclaredUser user, String project)
      throws RetriableAdminException, IOException, InterruptedException {
    Content actual = secrets.read(user.secret());
    Credentials from = user.credentials();
    String origin =
        switch (from.source()) {
          case GENERATED_PASSWORD -> "generated " + from.generation();
          case GIVEN_PASSWORD -> "given";
          case CERTIFICATE -> "certificate";
        };
    var data = new BindingSecret(user.client(), authorities);
    BindingSecret wanted =
        switch (from.source()) {
          case GENERATED_PASSWORD ->
              data.withPassword(user.name(), currentOrNewPassword(actual, origin));
          case GIVEN_PASSWORD ->
              data.withPassword(user.name(), value(project, from.secret(), user.name()));
          case CERTIFICATE ->
              data.withCertificate(
                  user.name(),
                  value(project, from.secret(), "tls.crt"),
                  value(project, from.secret(), "tls.key"));
        };
    return new Binding(user, actual, wanted, origin);
  }

  private String currentOrNewPassword(Content actual, String origin) {
    String password = actual.data().getOrDefault(BindingSecret.PASSWORD, "");
    return origin.equals(actual.annotations().get(ANNOTATION))
            && GeneratedPassword.matches(password)
        ? password
        : GeneratedPassword.create();
  }

  private String value(String project, String secret, String key)
      throws RetriableAdminException, IOException, InterruptedException {
    var name = new SecretName(project, secret);
    String value = secrets.read(name).data().get(key);
    if (value == null) {
      throw new RetriableAdminException("Secret " + name + ": has no key " + key + " yet");
    }
    return value;
  }

  private void change(String line) {
    changes++;
    println(line);
  }

  private void println(String line) {
    out.println(line);
    out.flush();
  }
}

package dev.openshiftkafka.pod.users;

import dev.openshiftkafka.pod.admin.AdminResults.RetriableAdminException;
import dev.openshiftkafka.pod.users.DeclaredUser.Client;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SaslAuthenticationException;

/** Logs in as an application does, with the client properties of its Secret. */
final class Login {
  private final Properties properties = new Properties();

  /**
   * Creates a login.
   *
   * @param inside address to log in at: the application's may lead outside the cluster
   */
  Login(String clientProperties, Client inside) {
    try {
      properties.load(new StringReader(clientProperties));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    properties.put("bootstrap.servers", inside.bootstrapServers());
    properties.put("security.protocol", inside.securityProtocol());
    properties.put("client.id", "users");
    properties.put("request.timeout.ms", "20000");
    properties.put("default.api.timeout.ms", "30000");
  }

  /**
   * Whether the brokers accept the user with its password.
   *
   * @throws RetriableAdminException when they do not answer
   * @throws IllegalStateException when the listener accepts no passwords
   */
  boolean succeeds() throws RetriableAdminException, InterruptedException {
    try (Admin client = Admin.create(properties)) {
      client.describeCluster().clusterId().get();
      return true;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof SaslAuthenticationException) {
        return false;
      }
      String problem = properties.get("bootstrap.servers") + ": " + cause;
      if (cause instanceof RetriableException) {
        throw new RetriableAdminException(problem);
      }
      throw new IllegalStateException(problem, cause);
    }
  }
}

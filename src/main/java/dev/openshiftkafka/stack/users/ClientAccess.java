package dev.openshiftkafka.stack.users;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.UserAuthentication;
import dev.openshiftkafka.config.UserConfig;
import dev.openshiftkafka.kubernetes.BrokerAddresses;
import dev.openshiftkafka.kubernetes.ClientCredentials;
import dev.openshiftkafka.kubernetes.Listener;
import dev.openshiftkafka.kubernetes.Listener.Name;
import dev.openshiftkafka.kubernetes.Listeners;
import dev.openshiftkafka.pod.users.DeclaredUser.Client;
import org.jspecify.annotations.Nullable;

/**
 * How the users Job and the applications connect to the brokers.
 *
 * @param bootstrapServers brokers that the Job connects to
 * @param passwords listener of users with passwords
 * @param certificates listener of users with certificates; null without it
 * @param external listener of users outside the cluster; null without it
 * @param authorities file in the Job's container with the CAs of the brokers' certificates
 */
record ClientAccess(
    String bootstrapServers,
    Client passwords,
    @Nullable Client certificates,
    @Nullable Client external,
    String authorities) {

  /** The access of a configuration. */
  static ClientAccess of(StackConfig config) {
    Listeners listeners = Listeners.of(config);
    return new ClientAccess(
        BrokerAddresses.bootstrapServers(config),
        client(config, listeners.broker(Name.CLIENTS).orElseThrow()),
        client(config, listeners, Name.MTLS),
        client(config, listeners, Name.EXTERNAL),
        ClientCredentials.authority());
  }

  private static @Nullable Client client(StackConfig config, Listeners listeners, Name name) {
    return listeners.broker(name).map(listener -> client(config, listener)).orElse(null);
  }

  private static Client client(StackConfig config, Listener listener) {
    return new Client(Listeners.bootstrap(config, listener), listener.protocol().name());
  }

  /** How the application of a user connects. */
  Client of(UserConfig user) {
    return external != null && user.external() ? external : inside(user.authentication());
  }

  /** How users connect inside the cluster. */
  Client inside(UserAuthentication authentication) {
    return authentication == UserAuthentication.TLS && certificates != null
        ? certificates
        : passwords;
  }
}

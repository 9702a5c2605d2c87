package dev.openshiftkafka.stack.users;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.UserAuthentication;
import dev.openshiftkafka.kubernetes.BrokerAddresses;
import dev.openshiftkafka.pod.users.DeclaredUser.Client;

/**
 * How the users Job and the applications connect to the brokers.
 *
 * @param bootstrapServers brokers that the Job connects to
 * @param passwords listener of users with passwords
 * @param certificates listener of users with certificates
 * @param authorities file in the Job's container with the CAs of the brokers' certificates; empty
 *     without TLS
 * @param authorizer whether the brokers authorize clients
 */
record ClientAccess(
    String bootstrapServers,
    Client passwords,
    Client certificates,
    String authorities,
    boolean authorizer) {

  /** The access of a configuration. */
  static ClientAccess of(StackConfig config) {
    String brokers = BrokerAddresses.bootstrapServers(config);
    return new ClientAccess(
        brokers, new Client(brokers, "SASL_PLAINTEXT"), new Client(brokers, "SSL"), "", true);
  }

  Client of(UserAuthentication authentication) {
    return authentication == UserAuthentication.TLS ? certificates : passwords;
  }
}

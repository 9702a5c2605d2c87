package dev.openshiftkafka.stack.users;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.UserAuthentication;
import dev.openshiftkafka.config.UserConfig;
import dev.openshiftkafka.kubernetes.Names;
import java.util.List;

/** Names of the objects of users. */
final class UserNames {
  /** The Job, its ConfigMap and service account, and the Secret with given passwords. */
  static final String JOB = "kafka-users";

  /** The CronJob that copies renewed certificates and CAs to the Secrets of applications. */
  static final String RENEWAL = "kafka-users-renewal";

  /** The Role that reads the Secrets with certificates. */
  static final String CERTIFICATES = "kafka-users-certificates";

  private UserNames() {}

  /**
   * The Secret of the user's application, and the Role of the Job for it. The name of the project
   * keeps two clusters apart that have users in the same namespace.
   */
  static String secret(StackConfig config, UserConfig user) {
    return config.project().name() + "-user-" + user.name();
  }

  /** The Secret in the project with a user's certificate. */
  static String certificate(UserConfig user) {
    return Names.certificateSecret(Names.userCertificate(user.name()));
  }

  /** The Secrets with the certificates of all users. */
  static List<String> certificates(StackConfig config) {
    return config.users().declared().stream()
        .filter(user -> user.authentication() == UserAuthentication.TLS)
        .map(UserNames::certificate)
        .toList();
  }

  /** Whether a Secret contains given passwords. */
  static boolean hasPasswords(StackConfig config) {
    return !config.userPasswords().isEmpty();
  }
}

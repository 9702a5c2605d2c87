package dev.openshiftkafka.pod.users;

import java.util.List;
import java.util.Map;

/**
 * The declared state of a user.
 *
 * @param name name of the user
 * @param principal principal of its connections, such as {@code User:orders}
 * @param quotaEntity name of the user in quotas
 * @param secret the application's Secret
 * @param client how the application connects
 * @param inside how the Job connects as the user, to check its password
 * @param credentials where its credentials come from
 * @param acls its ACLs, without others
 * @param quotas its quotas by Kafka's names, without others
 */
public record DeclaredUser(
    String name,
    String principal,
    String quotaEntity,
    SecretName secret,
    Client client,
    Client inside,
    Credentials credentials,
    List<Acl> acls,
    Map<String, Double> quotas) {

  /** A Secret. */
  public record SecretName(String namespace, String name) {
    @Override
    public String toString() {
      return namespace + "/" + name;
    }
  }

  /** Address and security protocol of the brokers' listener. */
  public record Client(String bootstrapServers, String securityProtocol) {}

  /**
   * Where the credentials come from.
   *
   * @param source kind of the credentials, and who makes them
   * @param generation generation of a generated password; otherwise 0
   * @param secret Secret in the project with the certificate or the given password; empty for a
   *     generated password
   */
  public record Credentials(Source source, int generation, String secret) {
    /** A password that this program generates. */
    public static Credentials generated(int generation) {
      return new Credentials(Source.GENERATED_PASSWORD, generation, "");
    }

    /** A password in a Secret, whose key is the name of the user. */
    public static Credentials given(String secret) {
      return new Credentials(Source.GIVEN_PASSWORD, 0, secret);
    }

    /** A certificate in a Secret of type {@code kubernetes.io/tls}. */
    public static Credentials certificate(String secret) {
      return new Credentials(Source.CERTIFICATE, 0, secret);
    }
  }

  /** Kind of the credentials, and who makes them. */
  public enum Source {
    GENERATED_PASSWORD,
    GIVEN_PASSWORD,
    CERTIFICATE
  }

  /** An ACL with one operation, in the names of Kafka's enum constants. */
  public record Acl(
      String resourceType,
      String resourceName,
      String patternType,
      String permissionType,
      String operation) {}

  /** Whether the user logs in with a password. */
  boolean hasPassword() {
    return credentials.source() != Source.CERTIFICATE;
  }
}

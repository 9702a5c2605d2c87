package dev.openshiftkafka.kubernetes;

import java.util.Arrays;
import java.util.stream.Collectors;

/** An identity with all rights in the cluster. */
public enum Identity {
  BROKER("kafka-broker"),
  CONTROLLER("kafka-controller"),
  /** The Job of the stack that changes users and ACLs. */
  ADMIN("kafka-admin");

  /** Principal of clients of plain listeners. */
  private static final String ANONYMOUS = "User:ANONYMOUS";

  private final String commonName;

  Identity(String commonName) {
    this.commonName = commonName;
  }

  /** Its name, the common name of its certificates. */
  public String commonName() {
    return commonName;
  }

  /**
   * Value of {@code super.users}.
   *
   * @param authentication how identities prove who they are
   * @param anonymous whether clients of plain listeners have all rights, too
   */
  public static String superUsers(IdentityAuthentication authentication, boolean anonymous) {
    String members =
        Arrays.stream(values())
            .map(identity -> authentication.principal(identity.commonName))
            .collect(Collectors.joining(";"));
    return anonymous ? members + ";" + ANONYMOUS : members;
  }
}

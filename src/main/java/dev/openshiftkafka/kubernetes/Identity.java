package dev.openshiftkafka.kubernetes;

import java.util.Arrays;
import java.util.stream.Collectors;

/** An identity with all rights in the cluster, which it proves with a TLS certificate. */
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

  /** Common name of its certificates. */
  public String commonName() {
    return commonName;
  }

  /** The principal of a client whose certificate has a common name. */
  static String principal(String commonName) {
    return "User:CN=" + commonName;
  }

  /**
   * Value of {@code super.users}.
   *
   * @param anonymous whether clients of plain listeners have all rights, too
   */
  public static String superUsers(boolean anonymous) {
    String members =
        Arrays.stream(values())
            .map(identity -> principal(identity.commonName))
            .collect(Collectors.joining(";"));
    return anonymous ? members + ";" + ANONYMOUS : members;
  }
}

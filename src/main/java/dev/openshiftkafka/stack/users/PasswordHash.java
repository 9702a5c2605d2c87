package dev.openshiftkafka.stack.users;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A hash of all given passwords, by which an edit of one is noticed.
 *
 * <p>It becomes part of the id of a Job, which is readable in the project. It is slow to compute,
 * and only a guess of all passwords together can be confirmed.
 */
final class PasswordHash {
  /** OWASP's recommendation for PBKDF2 with HMAC-SHA512. */
  private static final int ITERATIONS = 210_000;

  private static final int BITS = 256;

  private PasswordHash() {}

  /**
   * The hash; empty without passwords.
   *
   * @param salt makes equal passwords of two stacks different
   */
  static String of(String salt, Map<String, String> passwords) {
    if (passwords.isEmpty()) {
      return "";
    }
    String text =
        new TreeMap<>(passwords)
            .entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining("\n"));
    var key =
        new PBEKeySpec(
            text.toCharArray(),
            ("openshift-kafka " + salt).getBytes(StandardCharsets.UTF_8),
            ITERATIONS,
            BITS);
    try {
      return HexFormat.of()
          .formatHex(
              SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                  .generateSecret(key)
                  .getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has PBKDF2", e);
    }
  }
}

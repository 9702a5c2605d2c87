package dev.openshiftkafka.kubernetes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A digest that changes when pods must be restarted to see a changed text.
 *
 * <p>It is taken over the first pod's file only: the others differ in name and zone, and a further
 * pod's file must not restart those that run.
 */
public final class ConfigHash {
  /** The pods' annotation that carries it. */
  public static final String ANNOTATION = "openshiftkafka.dev/config-hash";

  private ConfigHash() {}

  /** The digest of texts, in hexadecimal digits. */
  public static String of(String... texts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String text : texts) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

package dev.openshiftkafka.kubernetes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A hash of configuration files in an annotation of the pod template, so that a changed file
 * restarts the pods.
 *
 * <p>Of files that each pod has, callers hash only that of pod 0: the others differ in name and
 * zone only, and the file of an added pod must not restart the running pods.
 */
public final class ConfigHash {
  /** The annotation of the pod template. */
  public static final String ANNOTATION = "openshiftkafka.dev/config-hash";

  private ConfigHash() {}

  /** The SHA-256 hash of texts, in hexadecimal digits. */
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

package dev.openshiftkafka.pod.users;

import java.security.SecureRandom;
import java.util.Base64;

/** Random passwords of 256 bits, in characters that no file format quotes. */
final class GeneratedPassword {
  private static final int BYTES = 32;

  /** {@link #BYTES} in Base64. */
  private static final String FORMAT = "[A-Za-z0-9_-]{43}";

  private static final SecureRandom RANDOM = new SecureRandom();

  private GeneratedPassword() {}

  /** A new password. */
  static String create() {
    var bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Whether a text can be a generated password. */
  static boolean matches(String text) {
    return text.matches(FORMAT);
  }
}

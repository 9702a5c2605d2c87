package dev.openshiftkafka.kubernetes;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Properties;
import java.util.stream.Collectors;

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

  /**
   * The hash of the settings of properties files, without comments, order and spacing: pods restart
   * only when what they run with changes.
   */
  public static String ofProperties(String... files) {
    return of(Arrays.stream(files).map(ConfigHash::settings).toArray(String[]::new));
  }

  private static String settings(String file) {
    var properties = new Properties();
    try {
      properties.load(new StringReader(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Neither key nor value can contain a character 0.
    return properties.stringPropertyNames().stream()
        .sorted()
        .map(key -> key + "\0" + properties.getProperty(key) + "\0")
        .collect(Collectors.joining());
  }

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

package dev.openshiftkafka.pod.readiness;

import dev.openshiftkafka.pod.readiness.ReadinessMonitor.Log;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;

/**
 * The certificate of OpenShift's service CA as the files that Kafka reads: private key in PKCS#8
 * and chain in one file, and the CAs in another.
 *
 * @param source folder with {@code tls.key}, {@code tls.crt} and {@code ca.crt}, which the kubelet
 *     updates
 * @param target folder of {@code tls-combined.pem} and {@code ca.crt}
 */
record ServingCertificate(Path source, Path target) {
  private static final String KEY_AND_CHAIN = "tls-combined.pem";
  private static final String AUTHORITIES = "ca.crt";

  /** A renewed certificate is valid long before the old one expires. */
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  /**
   * Writes the files that differ from the source, each at once.
   *
   * @return whether any differed
   * @throws IOException when the source cannot be read, or is not a certificate with its key
   */
  boolean update() throws IOException {
    // The kubelet replaces this link when all files are new.
    Path link = source.resolve("..data");
    Path folder = Files.exists(link) ? link.toRealPath() : source;
    String certificate = Files.readString(folder.resolve("tls.crt"), StandardCharsets.US_ASCII);
    String key = Files.readString(folder.resolve("tls.key"), StandardCharsets.US_ASCII);
    String authorities = Files.readString(folder.resolve(AUTHORITIES), StandardCharsets.UTF_8);
    String converted;
    try {
      converted = Pkcs8.of(key, certificate);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(source.resolve("tls.key") + ": " + e.getMessage(), e);
    }
    // The CAs first: a node that reads the new certificate must trust those of the others.
    boolean changed = write(AUTHORITIES, authorities);
    return write(KEY_AND_CHAIN, converted + certificate) || changed;
  }

  private boolean write(String name, String content) throws IOException {
    Path file = target.resolve(name);
    if (Files.exists(file) && Files.readString(file).equals(content)) {
      return false;
    }
    Path complete = target.resolve(name + ".new");
    Files.deleteIfExists(complete);
    Files.createFile(
        complete,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
    Files.writeString(complete, content);
    Files.move(complete, file, StandardCopyOption.ATOMIC_MOVE);
    return true;
  }

  /** Updates the files until the thread is interrupted. */
  void keepUpToDate(Log log) {
    String failure = "";
    try {
      while (true) {
        String message = "";
        try {
          if (update()) {
            log.println("certificate files: updated from " + source);
          }
        } catch (IOException e) {
          message = "certificate files: not updated: " + e.getMessage();
          if (!message.equals(failure)) {
            log.println(message);
          }
        }
        failure = message;
        Thread.sleep(INTERVAL.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

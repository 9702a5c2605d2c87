package dev.openshiftkafka.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zeroturnaround.exec.ProcessExecutor;

/** A CA for tests, made with openssl: keys in PKCS#8, certificates for servers and clients. */
public final class TestAuthority {
  private static final String VALID_DAYS = "2";

  private final Path folder;

  /** Creates the CA in a folder. */
  public TestAuthority(Path folder) {
    this.folder = folder;
    run(
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-keyout",
        "ca.key",
        "-out",
        "ca.crt",
        "-subj",
        "/CN=test-ca",
        "-days",
        VALID_DAYS);
  }

  /** A key and its certificate, in PEM. */
  public record KeyPair(String key, String certificate) {}

  /** The certificate of the CA in PEM. */
  public String certificate() {
    return read("ca.crt");
  }

  /** Issues a certificate that is valid for 127.0.0.1. */
  public KeyPair issue(String commonName) {
    write(commonName + ".ext", "subjectAltName=IP:127.0.0.1\n");
    run(
        "req",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-keyout",
        commonName + ".key",
        "-out",
        commonName + ".csr",
        "-subj",
        "/CN=" + commonName);
    run(
        "x509",
        "-req",
        "-in",
        commonName + ".csr",
        "-CA",
        "ca.crt",
        "-CAkey",
        "ca.key",
        "-CAcreateserial",
        "-out",
        commonName + ".crt",
        "-days",
        VALID_DAYS,
        "-extfile",
        commonName + ".ext");
    return new KeyPair(read(commonName + ".key"), read(commonName + ".crt"));
  }

  private void run(String... arguments) {
    var command = new ArrayList<String>(List.of("openssl"));
    command.addAll(List.of(arguments));
    try {
      new ProcessExecutor(command)
          .directory(folder.toFile())
          .timeout(1, TimeUnit.MINUTES)
          .exitValueNormal()
          .execute();
    } catch (IOException | TimeoutException e) {
      throw new AssertionError(command + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String file, String text) {
    try {
      Files.writeString(folder.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

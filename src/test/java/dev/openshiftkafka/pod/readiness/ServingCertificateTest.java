package dev.openshiftkafka.pod.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.testing.ServiceCaAuthority;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The files that Kafka reads, from a certificate of OpenShift's service CA. */
class ServingCertificateTest {
  private static final String SERVICE = "kafka-kafka-headless.kafka.svc";

  @TempDir private Path source;
  @TempDir private Path target;
  private ServiceCaAuthority authority;

  @BeforeEach
  void create() throws Exception {
    authority = new ServiceCaAuthority();
  }

  private NodeTls tls() throws IOException {
    var properties = new Properties();
    properties.put("ssl.keystore.type", "PEM");
    properties.put("ssl.keystore.location", target.resolve("tls-combined.pem").toString());
    properties.put("ssl.truststore.type", "PEM");
    properties.put("ssl.truststore.location", target.resolve("ca.crt").toString());
    return new NodeTls(properties);
  }

  @Test
  void update_newCertificate_isWhatKafkaReads() throws Exception {
    var serial = authority.write(source, SERVICE);

    assertTrue(new ServingCertificate(source, target).update());

    assertEquals(serial, tls().certificate().getSerialNumber());
    assertThat(target.resolve("ca.crt")).hasContent(authority.certificate());
    assertEquals(
        "rw-r-----",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(target.resolve("tls-combined.pem"))));
  }

  @Test
  void update_sameCertificate_writesNothing() throws Exception {
    authority.write(source, SERVICE);
    var certificate = new ServingCertificate(source, target);
    certificate.update();
    Path file = target.resolve("tls-combined.pem");
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));

    assertFalse(certificate.update());

    assertEquals(FileTime.fromMillis(0), Files.getLastModifiedTime(file));
  }

  /** The kubelet writes a new folder, then replaces a link to the old one. */
  @Test
  void update_linkedFolder_isReadWhole() throws Exception {
    Path first = Files.createDirectory(source.resolve("..first"));
    Path second = Files.createDirectory(source.resolve("..second"));
    authority.write(first, SERVICE);
    var renewed = authority.write(second, SERVICE);
    var certificate = new ServingCertificate(source, target);
    Files.createSymbolicLink(source.resolve("..data"), first.getFileName());
    certificate.update();
    Files.delete(source.resolve("..data"));
    Files.createSymbolicLink(source.resolve("..data"), second.getFileName());

    assertTrue(certificate.update());

    assertEquals(renewed, tls().certificate().getSerialNumber());
  }

  @Test
  void update_brokenKey_keepsTheFiles() throws Exception {
    authority.write(source, SERVICE);
    var certificate = new ServingCertificate(source, target);
    certificate.update();
    String before = Files.readString(target.resolve("tls-combined.pem"));
    Files.writeString(source.resolve("tls.key"), "no key");

    assertEquals(
        source.resolve("tls.key") + ": no private key in PEM",
        assertThrows(IOException.class, certificate::update).getMessage());

    assertThat(target.resolve("tls-combined.pem")).hasContent(before);
  }

  @Test
  void command_certificate_writesTheFiles() throws Exception {
    authority.write(source, SERVICE);

    assertEquals(0, run(new StringWriter()));

    assertThat(target.resolve("tls-combined.pem")).exists();
  }

  @Test
  void command_noCertificate_fails() {
    var errors = new StringWriter();

    assertEquals(1, run(errors));

    assertThat(errors.toString()).startsWith("error: ").contains("tls.crt");
  }

  private int run(StringWriter errors) {
    return new CommandLine(new CertificatesCommand())
        .setErr(new PrintWriter(errors, true))
        .execute("--source=" + source, "--target=" + target);
  }
}

package dev.openshiftkafka.pod.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.openshiftkafka.testing.ServiceCaAuthority;
import dev.openshiftkafka.testing.ServiceCaAuthority.Issued;
import dev.openshiftkafka.testing.TestAuthority;
import java.security.GeneralSecurityException;
import java.security.spec.InvalidKeySpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Private keys in the formats of Go's and OpenSSL's libraries. */
class Pkcs8Test {
  /** Elements of more than 127 and of more than 255 bytes have other lengths. */
  @ParameterizedTest
  @ValueSource(ints = {1024, 2048, 4096})
  void of_rsa_isTheSameKey(int bits) throws Exception {
    Issued issued = new ServiceCaAuthority().issueRsa("kafka.svc", bits);

    assertThat(issued.key()).startsWith("-----BEGIN RSA PRIVATE KEY-----");
    assertEquals(issued.pkcs8(), Pkcs8.of(issued.key(), issued.certificate()));
  }

  @Test
  void of_ellipticCurve_isTheSameKey() throws Exception {
    Issued issued = new ServiceCaAuthority().issueEc("kafka.svc");

    assertThat(issued.key()).startsWith("-----BEGIN EC PRIVATE KEY-----");
    // The encoding of Java leaves out the public key, which that of SEC 1 may contain.
    assertThat(Pkcs8.of(issued.key(), issued.certificate()))
        .startsWith("-----BEGIN PRIVATE KEY-----");
  }

  @Test
  void of_pkcs8_isUnchanged() throws Exception {
    var pair = new TestAuthority().issue("kafka");

    assertEquals(pair.key(), Pkcs8.of(pair.key(), pair.certificate()));
  }

  @Test
  void of_otherAlgorithmThanTheCertificate_fails() throws Exception {
    var authority = new ServiceCaAuthority();
    String key = authority.issueRsa("kafka.svc", 2048).key();
    String certificate = authority.issueEc("kafka.svc").certificate();

    assertThrows(GeneralSecurityException.class, () -> Pkcs8.of(key, certificate));
  }

  @Test
  void of_noKey_fails() throws Exception {
    String certificate = new TestAuthority().issue("kafka").certificate();

    assertEquals(
        "no private key in PEM",
        assertThrows(InvalidKeySpecException.class, () -> Pkcs8.of(certificate, certificate))
            .getMessage());
  }

  @Test
  void of_encryptedKey_namesItsType() throws Exception {
    String certificate = new TestAuthority().issue("kafka").certificate();
    String key = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----";

    assertThat(
            assertThrows(InvalidKeySpecException.class, () -> Pkcs8.of(key, certificate))
                .getMessage())
        .startsWith("a private key of type ENCRYPTED PRIVATE KEY; expected ");
  }
}

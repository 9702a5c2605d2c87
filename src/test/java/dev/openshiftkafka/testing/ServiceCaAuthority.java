package dev.openshiftkafka.testing;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Issues certificates as OpenShift's service CA does: with a key of RSA in PKCS#1, for servers
 * only, and with the names of a headless Service and its pods.
 */
public final class ServiceCaAuthority {
  private static final X500Name CA = new X500Name("CN=openshift-service-serving-signer");
  private static final int BITS = 2048;

  private final KeyPair keys;
  private final X509CertificateHolder certificate;
  private long serial = 1;

  /** Creates the CA. */
  public ServiceCaAuthority() throws GeneralSecurityException, IOException {
    keys = rsa(BITS);
    certificate =
        sign(
            CA,
            keys,
            builder -> {
              builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
              builder.addExtension(
                  Extension.keyUsage,
                  true,
                  new KeyUsage(
                      KeyUsage.keyEncipherment | KeyUsage.digitalSignature | KeyUsage.keyCertSign));
            });
  }

  /**
   * A certificate and its key in PEM.
   *
   * @param key in PKCS#1 or SEC 1
   * @param pkcs8 the same key in PKCS#8
   */
  public record Issued(String key, String pkcs8, String certificate, BigInteger serial) {}

  @FunctionalInterface
  private interface Extensions {
    void addTo(JcaX509v3CertificateBuilder builder) throws IOException;
  }

  /**
   * Writes {@code tls.crt}, {@code tls.key} and {@code ca.crt} as a volume of the Secret and the
   * ConfigMap.
   *
   * @param service such as {@code kafka-kafka-headless.kafka.svc}
   * @return serial number of the certificate
   */
  public BigInteger write(Path folder, String service)
      throws GeneralSecurityException, IOException {
    Issued issued = issueRsa(service, BITS);
    Files.writeString(folder.resolve("tls.key"), issued.key());
    // OpenShift appends the CA.
    Files.writeString(folder.resolve("tls.crt"), issued.certificate() + certificate());
    Files.writeString(folder.resolve("ca.crt"), certificate());
    return issued.serial();
  }

  /** Issues a certificate with a key of RSA. */
  public Issued issueRsa(String service, int bits) throws GeneralSecurityException, IOException {
    return issue(service, rsa(bits));
  }

  /** Issues a certificate with a key of an elliptic curve. */
  public Issued issueEc(String service) throws GeneralSecurityException, IOException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return issue(service, generator.generateKeyPair());
  }

  /** The certificate of the CA in PEM. */
  public String certificate() throws IOException {
    return pem(certificate);
  }

  private Issued issue(String service, KeyPair own) throws GeneralSecurityException, IOException {
    GeneralName[] names =
        Stream.of(service, service + ".cluster.local")
            .flatMap(name -> Stream.of(name, "*." + name))
            .map(name -> new GeneralName(GeneralName.dNSName, name))
            .toArray(GeneralName[]::new);
    X509CertificateHolder issued =
        sign(
            new X500Name("CN=" + service),
            own,
            builder -> {
              builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
              builder.addExtension(
                  Extension.keyUsage,
                  true,
                  new KeyUsage(KeyUsage.keyEncipherment | KeyUsage.digitalSignature));
              builder.addExtension(
                  Extension.extendedKeyUsage,
                  false,
                  new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
              builder.addExtension(
                  Extension.subjectAlternativeName, false, new GeneralNames(names));
            });
    return new Issued(
        pem(new JcaMiscPEMGenerator(own.getPrivate())),
        pem(new JcaPKCS8Generator(own.getPrivate(), null)),
        pem(issued),
        issued.getSerialNumber());
  }

  private X509CertificateHolder sign(X500Name subject, KeyPair subjectKeys, Extensions extensions)
      throws GeneralSecurityException, IOException {
    Instant now = Instant.now();
    var builder =
        new JcaX509v3CertificateBuilder(
            CA,
            BigInteger.valueOf(serial++),
            Date.from(now.minusSeconds(1)),
            Date.from(now.plus(Duration.ofDays(730))),
            subject,
            subjectKeys.getPublic());
    extensions.addTo(builder);
    try {
      return builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate()));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static KeyPair rsa(int bits) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  private static String pem(Object content) throws IOException {
    var text = new StringWriter();
    try (var writer = new JcaPEMWriter(text)) {
      writer.writeObject(content);
    }
    return text.toString();
  }
}

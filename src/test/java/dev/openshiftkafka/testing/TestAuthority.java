package dev.openshiftkafka.testing;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A CA that writes certificates as the files that cert-manager writes. */
public final class TestAuthority {
  private static final X500Name CA = new X500Name("CN=kafka-ca");

  private final KeyPair keys;
  private final X509CertificateHolder certificate;
  private long serial = 1;

  /** Creates the CA. */
  public TestAuthority() throws GeneralSecurityException, IOException {
    keys = newKeys();
    certificate = sign(CA, keys, true, null, inAnHour());
  }

  private TestAuthority(KeyPair keys, X509CertificateHolder certificate) {
    this.keys = keys;
    this.certificate = certificate;
  }

  /** An existing CA with the subject {@code CN=kafka-ca}, by its certificate and key in PEM. */
  public static TestAuthority of(String certificate, String key)
      throws GeneralSecurityException, IOException {
    try (var certificates = new PEMParser(new StringReader(certificate));
        var parser = new PEMParser(new StringReader(key))) {
      var converter = new JcaPEMKeyConverter();
      var holder = (X509CertificateHolder) certificates.readObject();
      PrivateKey secret =
          parser.readObject() instanceof PrivateKeyInfo info ? converter.getPrivateKey(info) : null;
      return new TestAuthority(
          new KeyPair(converter.getPublicKey(holder.getSubjectPublicKeyInfo()), secret), holder);
    }
  }

  /**
   * Writes {@code tls-combined.pem} and {@code ca.crt}.
   *
   * @param host DNS name in the certificate
   * @return serial number of the certificate
   */
  public BigInteger write(Path folder, String commonName, String host)
      throws GeneralSecurityException, IOException {
    return write(folder, commonName, host, inAnHour());
  }

  /** As {@link #write(Path, String, String)}, with the time at which the certificate expires. */
  public BigInteger write(Path folder, String commonName, String host, Instant end)
      throws GeneralSecurityException, IOException {
    KeyPair own = newKeys();
    var name = new GeneralName(GeneralName.dNSName, host);
    X509CertificateHolder issued = sign(new X500Name("CN=" + commonName), own, false, name, end);
    Files.writeString(
        folder.resolve("tls-combined.pem"),
        pem("PRIVATE KEY", own.getPrivate().getEncoded())
            + pem("CERTIFICATE", issued.getEncoded()));
    Files.writeString(folder.resolve("ca.crt"), pem("CERTIFICATE", certificate.getEncoded()));
    return issued.getSerialNumber();
  }

  /** A key and its certificate, in PEM. */
  public record PemPair(String key, String certificate) {}

  /** The certificate of the CA in PEM. */
  public String certificate() {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Connects to servers with a certificate of this CA. */
  public SSLSocketFactory clientSockets() throws GeneralSecurityException, IOException {
    var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry(
        "ca", new JcaX509CertificateConverter().getCertificate(certificate));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context.getSocketFactory();
  }

  /** Issues a certificate that is valid for 127.0.0.1. */
  public PemPair issue(String commonName) {
    return issue(commonName, inAnHour());
  }

  /** As {@link #issue(String)}, with the time at which the certificate expires. */
  public PemPair issue(String commonName, Instant end) {
    try {
      KeyPair own = newKeys();
      var name = new GeneralName(GeneralName.iPAddress, "127.0.0.1");
      X509CertificateHolder issued = sign(new X500Name("CN=" + commonName), own, false, name, end);
      return new PemPair(
          pem("PRIVATE KEY", own.getPrivate().getEncoded()),
          pem("CERTIFICATE", issued.getEncoded()));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509CertificateHolder sign(
      X500Name subject, KeyPair subjectKeys, boolean ca, @Nullable GeneralName host, Instant end)
      throws GeneralSecurityException, IOException {
    var builder =
        new JcaX509v3CertificateBuilder(
            CA,
            BigInteger.valueOf(serial++),
            Date.from(Instant.now().minus(1, ChronoUnit.DAYS)),
            Date.from(end),
            subject,
            subjectKeys.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
    if (host != null) {
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(host));
    }
    try {
      return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static Instant inAnHour() {
    return Instant.now().plus(1, ChronoUnit.HOURS);
  }

  private static KeyPair newKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  private static String pem(String type, byte[] content) {
    var text = new StringWriter();
    text.append("-----BEGIN ").append(type).append("-----\n");
    text.append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content));
    text.append("\n-----END ").append(type).append("-----\n");
    return text.toString();
  }
}

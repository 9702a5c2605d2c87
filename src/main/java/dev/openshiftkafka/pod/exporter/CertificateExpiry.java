package dev.openshiftkafka.pod.exporter;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The times at which the certificates of a node expire: for each of its listeners with TLS that of
 * the certificate it presents, and that of the CA that it trusts.
 *
 * <p>A node that has not loaded a renewed certificate still presents the old one, whatever its
 * files contain.
 */
final class CertificateExpiry implements Collector {
  private static final String NAME = "kafka_certificate_expiration_timestamp_seconds";
  private static final int TIMEOUT_MILLIS = 5000;
  private static final Pattern LISTENER = Pattern.compile("([A-Z_]+)://[^,]*:(\\d+)");
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);
  private static final Pattern CERTIFICATES =
      Pattern.compile("-----BEGIN CERTIFICATE-----.*", Pattern.DOTALL);

  private final Path properties;
  private final PrintStream log;

  /**
   * Creates the metric of a node.
   *
   * @param properties server.properties of the node
   */
  CertificateExpiry(Path properties, PrintStream log) {
    this.properties = properties;
    this.log = log;
  }

  /** The metric, without the certificates that cannot be read, for example while a node starts. */
  @Override
  public MetricSnapshot collect() {
    var gauge =
        GaugeSnapshot.builder()
            .name(NAME)
            .help("Time at which a certificate of the node expires, in seconds since 1970.");
    try {
      Properties settings = settings();
      Path keyAndChain = Path.of(settings.getProperty("ssl.keystore.location", ""));
      Path authorities = Path.of(settings.getProperty("ssl.truststore.location", ""));
      gauge.dataPoint(point("authority", certificates(authorities)));
      KeyManager[] keys = keys(keyAndChain);
      Matcher listener = LISTENER.matcher(settings.getProperty("listeners", ""));
      while (listener.find()) {
        if (isSecured(settings, listener.group(1))) {
          List<X509Certificate> presented = presented(keys, Integer.parseInt(listener.group(2)));
          if (!presented.isEmpty()) {
            gauge.dataPoint(point(listener.group(1), presented));
          }
        }
      }
    } catch (IOException | GeneralSecurityException e) {
      report(e);
    }
    return gauge.build();
  }

  private Properties settings() throws IOException {
    var settings = new Properties();
    try (var reader = Files.newBufferedReader(properties)) {
      settings.load(reader);
    }
    return settings;
  }

  private static boolean isSecured(Properties settings, String listener) {
    return Arrays.stream(settings.getProperty("listener.security.protocol.map", "").split(","))
        .anyMatch(
            protocol ->
                protocol.equals(listener + ":SSL") || protocol.equals(listener + ":SASL_SSL"));
  }

  /**
   * What a listener presents; empty when it does not. The node does so before it may refuse this
   * client's certificate, which is the same.
   */
  private List<X509Certificate> presented(KeyManager[] keys, int port)
      throws GeneralSecurityException {
    var reader = new Reader();
    var tls = SSLContext.getInstance("TLS");
    tls.init(keys, new TrustManager[] {reader}, null);
    try (var socket = (SSLSocket) tls.getSocketFactory().createSocket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
      socket.startHandshake();
    } catch (IOException e) {
      report(e);
    }
    return reader.presented;
  }

  /** The first of several certificates to expire. */
  private static GaugeDataPointSnapshot point(
      String name, Collection<? extends Certificate> certificates) {
    double first =
        certificates.stream()
            .map(X509Certificate.class::cast)
            .mapToLong(certificate -> certificate.getNotAfter().toInstant().getEpochSecond())
            .min()
            .orElse(0);
    return GaugeDataPointSnapshot.builder()
        .labels(Labels.of("certificate", name))
        .value(first)
        .build();
  }

  /** The node's own certificate, without which listeners close the connection. */
  private static KeyManager[] keys(Path keyAndChain) throws IOException, GeneralSecurityException {
    var chain = certificates(keyAndChain).toArray(Certificate[]::new);
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setKeyEntry("node", key(keyAndChain, chain), new char[0], chain);
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    return keys.getKeyManagers();
  }

  private static PrivateKey key(Path file, Certificate... chain)
      throws IOException, GeneralSecurityException {
    Matcher key = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
    if (!key.find() || chain.length == 0) {
      throw new GeneralSecurityException(file + ": has no private key in PKCS#8, or no chain");
    }
    return KeyFactory.getInstance(chain[0].getPublicKey().getAlgorithm())
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(1))));
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    Matcher text = CERTIFICATES.matcher(Files.readString(file, StandardCharsets.US_ASCII));
    if (!text.find()) {
      throw new GeneralSecurityException(file + ": has no certificate");
    }
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(
            new ByteArrayInputStream(text.group().getBytes(StandardCharsets.US_ASCII)));
  }

  /**
   * Accepts every certificate: one that has expired must be reported, too. The connections go to
   * the loopback interface, and nothing is sent over them.
   */
  private static final class Reader extends X509ExtendedTrustManager {
    private List<X509Certificate> presented = List.of();

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
      presented = List.of(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private void report(Exception e) {
    log.println("times of expiry: " + e);
  }
}

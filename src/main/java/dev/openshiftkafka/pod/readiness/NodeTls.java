package dev.openshiftkafka.pod.readiness;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS with the certificate of this node, on which the node's own principal depends.
 *
 * <p>The files are read again when they have changed: the kubelet updates them when a certificate
 * is renewed.
 */
final class NodeTls {
  private final Map<String, String> settings;
  private final List<Path> files;
  private @Nullable Loaded loaded;

  /** The TLS context of files with these modification times. */
  private record Loaded(List<FileTime> times, SSLContext context, X509Certificate certificate) {}

  /**
   * Creates the context.
   *
   * @param properties server.properties of the node
   * @throws IOException when they have no key store or trust store
   */
  NodeTls(Properties properties) throws IOException {
    settings = new HashMap<>();
    for (String key :
        List.of(
            SslConfigs.SSL_KEYSTORE_TYPE_CONFIG,
            SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
            SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
            SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG)) {
      String value = properties.getProperty(key);
      if (value == null) {
        throw new IOException(key + ": is missing, but the first listener requires TLS; set it");
      }
      settings.put(key, value);
    }
    files =
        List.of(
            Path.of(settings.get(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG)),
            Path.of(settings.get(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG)));
  }

  /**
   * Starts TLS on a connection.
   *
   * @param name host that the certificate of the other node must have
   */
  SSLSocket over(Socket connected, String name, int port) throws IOException {
    var socket =
        (SSLSocket) loaded().context().getSocketFactory().createSocket(connected, name, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  /** The certificate in the files. */
  X509Certificate certificate() throws IOException {
    return loaded().certificate();
  }

  private Loaded loaded() throws IOException {
    List<FileTime> times =
        List.of(Files.getLastModifiedTime(files.get(0)), Files.getLastModifiedTime(files.get(1)));
    Loaded current = loaded;
    if (current == null || !current.times().equals(times)) {
      current = load(times);
      loaded = current;
    }
    return current;
  }

  private Loaded load(List<FileTime> times) throws IOException {
    try (var factory = new DefaultSslEngineFactory()) {
      // With the defaults of the version that runs: the factory requires values for all settings.
      factory.configure(new ConfigDef().withClientSslSupport().parse(settings));
      return new Loaded(times, factory.sslContext(), certificate(factory.keystore()));
    } catch (KafkaException | GeneralSecurityException e) {
      throw new IOException(files.get(0) + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static X509Certificate certificate(KeyStore store) throws GeneralSecurityException {
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        return (X509Certificate) store.getCertificate(alias);
      }
    }
    throw new GeneralSecurityException("it has no private key");
  }
}

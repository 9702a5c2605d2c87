package dev.openshiftkafka.pod.readiness;

import java.io.IOException;
import java.io.PrintStream;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterConfigsResource;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterableConfig;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterableConfigCollection;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData;
import org.apache.kafka.common.protocol.Errors;

/**
 * Makes the broker in this pod serve a renewed certificate, without a restart.
 *
 * <p>Kafka does not watch the files of certificates. A broker reads those that have changed
 * whenever a dynamic setting of this broker is written, whatever the setting. The removal of a
 * setting that is not set is such a write, and stores nothing that could override
 * server.properties.
 */
final class CertificateReload {
  private static final int VERSION = 1;
  private static final String SETTING = "listener.name.replication.ssl.keystore.location";

  /**
   * A renewed certificate is valid days before the old one expires, so that a check is not urgent.
   */
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final int broker;
  private final NodeConnections connections;
  private final PrintStream log;
  private long dueNanos = System.nanoTime();

  CertificateReload(int broker, NodeConnections connections, PrintStream log) {
    this.broker = broker;
    this.connections = connections;
    this.log = log;
  }

  /**
   * Compares the certificate that the broker presents with the one in its files, and makes it read
   * the files if they differ. Does nothing without TLS, and within the interval.
   */
  void check() {
    if (connections.tls().isEmpty() || System.nanoTime() - dueNanos < 0) {
      return;
    }
    dueNanos = System.nanoTime() + INTERVAL.toNanos();
    // A connection keeps the certificate with which it was opened.
    try (NodeConnection connection = connections.toOwn()) {
      X509Certificate served = connection.peerCertificate();
      X509Certificate renewed = connections.tls().get().certificate();
      if (!served.equals(renewed)) {
        log.printf(
            "certificate of broker %d: serial %x is presented, %x is in the file; reload %s%n",
            broker, served.getSerialNumber(), renewed.getSerialNumber(), reload(connection));
      }
    } catch (IOException e) {
      // A broker that serves its clients is ready all the same.
      log.println("certificate of broker " + broker + ": check failed: " + e.getMessage());
    }
  }

  private String reload(NodeConnection connection) throws IOException {
    var response =
        connection
            .send(request(), VERSION, new IncrementalAlterConfigsResponseData())
            .responses()
            .get(0);
    return response.errorCode() == Errors.NONE.code()
        ? "requested"
        : "failed: " + Errors.forCode(response.errorCode()) + " " + response.errorMessage();
  }

  private IncrementalAlterConfigsRequestData request() {
    var removal = new AlterableConfigCollection();
    add(removal, new AlterableConfig().setName(SETTING).setConfigOperation(OpType.DELETE.id()));
    var request = new IncrementalAlterConfigsRequestData();
    add(
        request.resources(),
        new AlterConfigsResource()
            .setResourceType(ConfigResource.Type.BROKER.id())
            .setResourceName(String.valueOf(broker))
            .setConfigs(removal));
    return request;
  }

  /** The type of Kafka's own method {@code add} is in another package since Kafka 4.4. */
  private static <T> void add(Collection<T> collection, T element) {
    collection.add(element);
  }
}

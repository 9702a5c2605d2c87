package dev.openshiftkafka.pod.readiness;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

/**
 * Opens connections to the node in this pod and to other nodes, with TLS if the listener of this
 * node requires it.
 *
 * @param port port of this node
 * @param host host that this node advertises; its certificate must have this name
 * @param tls certificates of this node; empty for a plain listener
 * @param login login of this node; empty when it has none, or proves who it is by its certificate
 */
record NodeConnections(int port, String host, Optional<NodeTls> tls, Optional<NodeLogin> login) {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Connections to plain listeners. */
  static NodeConnections plain(int port) {
    return new NodeConnections(port, KafkaNode.LOOPBACK, Optional.empty(), Optional.empty());
  }

  /** Connects to the node in this pod, on the loopback interface. */
  NodeConnection toOwn() throws IOException {
    return open(KafkaNode.LOOPBACK, host, port);
  }

  /** Connects to another node. */
  NodeConnection to(String other, int otherPort) throws IOException {
    return open(other, other, otherPort);
  }

  private NodeConnection open(String address, String name, int number) throws IOException {
    var socket = new Socket();
    try {
      socket.setSoTimeout((int) TIMEOUT.toMillis());
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(address, number), (int) TIMEOUT.toMillis());
      var connection =
          new NodeConnection(tls.isPresent() ? tls.get().over(socket, name, number) : socket);
      if (login.isPresent()) {
        login.get().authenticate(connection);
      }
      return connection;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}

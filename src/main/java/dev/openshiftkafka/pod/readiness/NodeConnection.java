package dev.openshiftkafka.pod.readiness;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLSocket;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.ObjectSerializationCache;

/**
 * A connection to one Kafka node in Kafka's protocol.
 *
 * <p>Kafka's Admin client cannot be pinned to a node: it spreads its requests over all brokers, and
 * another broker's metadata about this one may be older than this one's process, for example just
 * after a crash. The Admin client also resolves the names of all brokers, so that a DNS failure
 * would make every broker unready. The message classes are those that Kafka generates from its
 * protocol definition.
 */
final class NodeConnection implements Closeable {
  /** A parsed response takes several times its size on the wire. */
  private static final long HEAP_SHARE = 8;

  private final Socket socket;
  private final DataInputStream in;
  private int correlationId;

  /**
   * Creates the connection.
   *
   * @param socket connected socket, which this connection closes
   */
  NodeConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
  }

  /**
   * The certificate that the node presented.
   *
   * @throws ClassCastException without TLS
   */
  X509Certificate peerCertificate() throws IOException {
    return (X509Certificate) ((SSLSocket) socket).getSession().getPeerCertificates()[0];
  }

  /**
   * Sends a request and reads the response into an empty message.
   *
   * @throws java.net.SocketTimeoutException when no response arrives in 5 s; close the connection
   *     then
   */
  <R extends ApiMessage> R send(ApiMessage request, int version, R response) throws IOException {
    correlationId++;
    socket.getOutputStream().write(bytes(request, (short) version));
    int length = in.readInt();
    long limit = Runtime.getRuntime().maxMemory() / HEAP_SHARE;
    if (length < 0 || length > limit) {
      throw new IOException(
          "readiness.heap: too small for a response of " + length + " bytes; raise it");
    }
    var bytes = new byte[length];
    in.readFully(bytes);
    var readable = new ByteBufferAccessor(ByteBuffer.wrap(bytes));
    short header = ApiKeys.forId(request.apiKey()).responseHeaderVersion((short) version);
    int received = new ResponseHeaderData(readable, header).correlationId();
    if (received != correlationId) {
      throw new IOException(
          "response with correlation id " + received + ", expected " + correlationId);
    }
    response.read(readable, (short) version);
    return response;
  }

  private byte[] bytes(ApiMessage request, short version) {
    var header =
        new RequestHeaderData()
            .setRequestApiKey(request.apiKey())
            .setRequestApiVersion(version)
            .setClientId("readiness")
            .setCorrelationId(correlationId);
    short headerVersion = ApiKeys.forId(request.apiKey()).requestHeaderVersion(version);
    var cache = new ObjectSerializationCache();
    int size = header.size(cache, headerVersion) + request.size(cache, version);
    ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES + size).putInt(size);
    var writable = new ByteBufferAccessor(buffer);
    header.write(writable, cache, headerVersion);
    request.write(writable, cache, version);
    return buffer.array();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

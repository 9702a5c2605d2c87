package dev.openshiftkafka.pod.readiness;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.ObjectSerializationCache;

/**
 * A connection to one Kafka node, in the plain text of its inner listener.
 *
 * <p>Kafka's own Admin client cannot be bound to a node: it spreads its questions over all brokers.
 * Another broker's answer about this one may be older than this one's process: just after a crash
 * it still tells that all is well. Only what this process says of itself is never older than
 * itself. And an Admin client looks for all brokers by name, so that a fault of DNS would take
 * every broker's readiness. The messages are Kafka's own, generated from the description of its
 * protocol.
 */
final class NodeConnection implements Closeable {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Those of all messages of the versions that are asked here. */
  private static final short REQUEST_HEADER = 2;

  private static final short RESPONSE_HEADER = 1;

  /** What an answer becomes in memory is several times as large. */
  private static final long SHARE_OF_HEAP = 8;

  private final Socket socket = new Socket();
  private final DataInputStream in;
  private int asked;

  NodeConnection(String host, int port) throws IOException {
    try {
      socket.setSoTimeout((int) TIMEOUT.toMillis());
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(host, port), (int) TIMEOUT.toMillis());
      in = new DataInputStream(socket.getInputStream());
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Asks, and reads the answer into an empty message.
   *
   * @throws java.net.SocketTimeoutException when it does not come in time; the connection is then
   *     of no more use
   */
  <A extends ApiMessage> A ask(ApiMessage request, int version, A answer) throws IOException {
    asked++;
    socket.getOutputStream().write(bytes(request, (short) version));
    int length = in.readInt();
    long most = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
    if (length < 0 || length > most) {
      throw new IOException(
          "an answer of " + length + " bytes needs more memory: raise readiness.heap");
    }
    var bytes = new byte[length];
    in.readFully(bytes);
    var readable = new ByteBufferAccessor(ByteBuffer.wrap(bytes));
    int answered = new ResponseHeaderData(readable, RESPONSE_HEADER).correlationId();
    if (answered != asked) {
      throw new IOException("question " + asked + " got answer " + answered);
    }
    answer.read(readable, (short) version);
    return answer;
  }

  private byte[] bytes(ApiMessage request, short version) {
    var header =
        new RequestHeaderData()
            .setRequestApiKey(request.apiKey())
            .setRequestApiVersion(version)
            .setClientId("readiness")
            .setCorrelationId(asked);
    var cache = new ObjectSerializationCache();
    int size = header.size(cache, REQUEST_HEADER) + request.size(cache, version);
    ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES + size).putInt(size);
    var writable = new ByteBufferAccessor(buffer);
    header.write(writable, cache, REQUEST_HEADER);
    request.write(writable, cache, version);
    return buffer.array();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

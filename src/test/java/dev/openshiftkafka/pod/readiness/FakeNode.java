package dev.openshiftkafka.pod.readiness;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.ObjectSerializationCache;

/** A fake Kafka node on the loopback interface that sends the responses a test sets. */
final class FakeNode implements AutoCloseable {
  private final ServerSocket server;
  private final Map<Short, Supplier<ApiMessage>> answers = new ConcurrentHashMap<>();
  private final List<RequestHeaderData> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> connections = new CopyOnWriteArrayList<>();

  FakeNode() throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getByName(KafkaNode.LOOPBACK)));
  }

  /** Creates a node behind another kind of socket. */
  FakeNode(ServerSocket server) {
    this.server = server;
    start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Sets the response to all requests of its API key. */
  FakeNode answers(Supplier<ApiMessage> answer) {
    answers.put(answer.get().apiKey(), answer);
    return this;
  }

  /** Returns the API keys of the requests so far. */
  List<Short> requests() {
    return requests.stream().map(RequestHeaderData::requestApiKey).toList();
  }

  /** Closes all sockets, as the end of a process would. */
  @Override
  public void close() throws IOException {
    server.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = server.accept();
        connections.add(connection);
        start(() -> serve(connection));
      }
    } catch (SocketException e) {
      // Closed.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(Socket connection) {
    try {
      var in = new DataInputStream(connection.getInputStream());
      while (true) {
        var bytes = new byte[in.readInt()];
        in.readFully(bytes);
        ByteBuffer received = ByteBuffer.wrap(bytes);
        short version =
            ApiKeys.forId(received.getShort(0))
                .requestHeaderVersion(received.getShort(Short.BYTES));
        var request = new RequestHeaderData(new ByteBufferAccessor(received), version);
        requests.add(request);
        connection.getOutputStream().write(answer(request));
      }
    } catch (SocketException | SSLException | EOFException e) {
      // Closed.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] answer(RequestHeaderData request) {
    var header = new ResponseHeaderData().setCorrelationId(request.correlationId());
    ApiMessage body = answers.get(request.requestApiKey()).get();
    short version =
        ApiKeys.forId(request.requestApiKey()).responseHeaderVersion(request.requestApiVersion());
    var cache = new ObjectSerializationCache();
    int size = header.size(cache, version) + body.size(cache, request.requestApiVersion());
    ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES + size).putInt(size);
    var writable = new ByteBufferAccessor(buffer);
    header.write(writable, cache, version);
    body.write(writable, cache, request.requestApiVersion());
    return buffer.array();
  }

  private static void start(Runnable run) {
    var thread = new Thread(run, "fake-node");
    thread.setDaemon(true);
    thread.start();
  }
}

package dev.openshiftkafka.pod.readiness;

import java.io.IOException;

/** The broker or KRaft controller in this pod, as the readiness program queries it. */
interface KafkaNode {
  /** Address at which the containers of a pod reach one another. */
  String LOOPBACK = "127.0.0.1";

  /**
   * Queries the node and assesses its readiness.
   *
   * @throws java.net.SocketTimeoutException when the node does not answer in time
   * @throws IOException when no process listens on the node's port
   */
  Assessment assess() throws IOException;

  /** Closes the connection and drops cached metadata; the next query may meet a new process. */
  void reset();
}

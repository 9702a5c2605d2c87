package dev.openshiftkafka.pod.readiness;

import java.io.IOException;

/** A broker or a controller that can be asked. */
interface KafkaNode {
  /** Address at which the containers of a pod reach one another. */
  String LOOPBACK = "127.0.0.1";

  /**
   * Asks the member how it stands.
   *
   * @throws java.net.SocketTimeoutException when it is slow
   * @throws IOException when its process is not there
   */
  Assessment ask() throws IOException;

  /** Forgets the process that was asked: the next question goes to whichever is there then. */
  void forget();
}

package dev.openshiftkafka.pod.topics;

/** Something cannot be done now that can be done soon, such as while a broker starts. */
final class RetriableAdminException extends Exception {
  private static final long serialVersionUID = 1L;

  RetriableAdminException(String message) {
    super(message);
  }
}

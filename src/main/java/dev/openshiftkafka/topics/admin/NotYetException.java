package dev.openshiftkafka.topics.admin;

/** Something cannot be done now that can be done soon, such as while a broker starts. */
final class NotYetException extends Exception {
  private static final long serialVersionUID = 1L;

  NotYetException(String message) {
    super(message);
  }
}

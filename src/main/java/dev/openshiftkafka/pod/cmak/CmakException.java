package dev.openshiftkafka.pod.cmak;

/** CMAK does not do what it is asked to. */
final class CmakException extends Exception {
  private static final long serialVersionUID = 1L;

  CmakException(String message) {
    super(message);
  }
}

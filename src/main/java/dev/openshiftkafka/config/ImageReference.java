package dev.openshiftkafka.config;

/** Texts that name an image and the version that is meant. */
final class ImageReference {
  private static final String PATH = "[a-z0-9._-]+(/[a-z0-9._-]+)*";
  private static final String VERSION =
      "(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64})?";

  static final String FULL = "must be host[:port]/repository with a tag or a digest";
  static final String BELOW_REGISTRY =
      "must be a repository with a tag or a digest, without registry; that is images.registry";

  private ImageReference() {}

  /** Whether it names a registry, a repository and a version. */
  static boolean isFull(String reference) {
    return reference.matches("[a-z0-9.-]+(:[0-9]+)?/" + PATH + VERSION) && hasVersion(reference);
  }

  /** Whether it names a repository and a version. */
  static boolean isBelowRegistry(String reference) {
    return reference.matches(PATH + VERSION) && hasVersion(reference);
  }

  private static boolean hasVersion(String reference) {
    return reference.substring(reference.lastIndexOf('/') + 1).matches(".*[:@].*");
  }
}

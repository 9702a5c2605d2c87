package dev.openshiftkafka.cli.review;

import dev.openshiftkafka.cli.state.Urn;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Kinds that hold data or the cluster itself: a review refuses to replace or delete them. */
enum GuardedKind {
  STATEFUL_SET(
      "all its pods stop, and the service is unavailable meanwhile",
      "kubernetes:apps/v1:StatefulSet",
      "kubernetes:apps/v1beta1:StatefulSet",
      "kubernetes:apps/v1beta2:StatefulSet"),
  DISK("the disk and all records on it are deleted", Urn.DISK),
  PERSISTENT_VOLUME("its claim is lost, and the pod cannot restart", Urn.PERSISTENT_VOLUME),
  CLAIM("the pod loses its disk; a dynamically provisioned disk may be deleted", Urn.CLAIM),
  PROJECT(
      "all objects in it are deleted",
      "kubernetes:core/v1:Namespace",
      "kubernetes:project.openshift.io/v1:Project"),
  BUCKET("the bucket and all segments in it are deleted", Urn.BUCKET),
  KEY("data encrypted with it can never be decrypted again", Urn.KEY);

  private final String consequence;

  /** Immutable: created by {@link Set#of}. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<String> types;

  GuardedKind(String consequence, String... types) {
    this.consequence = consequence;
    this.types = Set.of(types);
  }

  static Optional<GuardedKind> of(Urn urn) {
    return Arrays.stream(values()).filter(kind -> kind.types.contains(urn.type())).findFirst();
  }

  /** Consequence of a replacement or a deletion, as a clause. */
  String consequence() {
    return consequence;
  }
}

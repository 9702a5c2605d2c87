package dev.openshiftkafka.cli.review;

import dev.openshiftkafka.cli.state.Urn;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Kinds that hold data or the cluster itself: a review refuses to replace or delete them. */
enum GuardedKind {
  STATEFUL_SET(
      "all its pods stop, and nobody serves meanwhile",
      "kubernetes:apps/v1:StatefulSet",
      "kubernetes:apps/v1beta1:StatefulSet",
      "kubernetes:apps/v1beta2:StatefulSet"),
  DISK("the disk and every record on it are gone", Urn.DISK),
  PERSISTENT_VOLUME("its claim is lost, and the pod cannot start again", Urn.PERSISTENT_VOLUME),
  CLAIM("the pod loses its disk, and a dynamic one may be deleted with it", Urn.CLAIM),
  PROJECT(
      "everything in it is deleted with it",
      "kubernetes:core/v1:Namespace",
      "kubernetes:project.openshift.io/v1:Project"),
  KEY("whatever it encrypts can never be read again", Urn.KEY);

  private final String consequence;

  /** As made by {@link Set#of}. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<String> types;

  GuardedKind(String consequence, String... types) {
    this.consequence = consequence;
    this.types = Set.of(types);
  }

  static Optional<GuardedKind> of(Urn urn) {
    return Arrays.stream(values()).filter(kind -> kind.types.contains(urn.type())).findFirst();
  }

  /** What a replacement or a deletion does, as a half sentence. */
  String consequence() {
    return consequence;
  }
}

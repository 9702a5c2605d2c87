package dev.openshiftkafka.stack.aws;

import com.pulumi.resources.CustomResourceOptions;

/**
 * What keeps the engine from deleting what holds data.
 *
 * @param protect whether it refuses to
 * @param keep whether it only forgets it
 */
record DeletionPolicy(boolean protect, boolean keep) {
  /** Options of a resource that holds data. */
  CustomResourceOptions.Builder options() {
    return CustomResourceOptions.builder().protect(protect).retainOnDelete(keep);
  }

  /** The same, of one whose replacement would lose the data that it was adopted for. */
  CustomResourceOptions.Builder adopting(String id) {
    return new DeletionPolicy(true, keep).options().importId(id);
  }
}

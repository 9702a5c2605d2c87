package dev.openshiftkafka.capacity.model;

/**
 * Consumer groups that read all records, each at the write rate.
 *
 * @param groups number of groups
 * @param behind number of those that read records which are no longer in the page cache, and so
 *     come from the volumes
 */
public record Reads(int groups, int behind) {
  /** No consumers. */
  public static final Reads NONE = new Reads(0, 0);

  /** Checks the numbers. */
  public Reads {
    if (groups < 0 || behind < 0 || behind > groups) {
      throw new IllegalArgumentException(
          "behind must be from 0 to " + groups + ", the number of groups: " + behind);
    }
  }
}

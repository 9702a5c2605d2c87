package dev.openshiftkafka.pod.readiness;

/** Why a member is not ready, the more serious first. */
enum Cause {
  /** Nothing reliable is known. */
  UNKNOWN("cannot know"),

  /** The member itself is behind. It catches up by itself. */
  BEHIND("catching up"),

  /**
   * Another broker is behind, and until it has caught up none may stop. It catches up by itself.
   */
  THIN("no broker may stop"),

  /** Somebody is gone, and this member cannot tell whether he comes back. */
  ABSENT("waiting for a broker that is gone");

  private final String text;

  Cause(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}

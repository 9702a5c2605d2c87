package dev.openshiftkafka.config;

/** How the name of an ACL's resource is matched. */
public enum AclPatternType {
  /** Only the resource of this name; {@code *} is every resource of the type. */
  LITERAL,
  /** Every resource whose name has this prefix. */
  PREFIXED;

  @Override
  public String toString() {
    return Spelling.of(this);
  }
}

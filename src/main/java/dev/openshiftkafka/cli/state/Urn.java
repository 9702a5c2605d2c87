package dev.openshiftkafka.cli.state;

/**
 * Pulumi's identifier of a resource, {@code urn:pulumi:stack::project::parentType$type::name}.
 *
 * @param type the resource's own type, such as {@code kubernetes:apps/v1:StatefulSet}
 * @param name the resource name in the program
 */
public record Urn(String text, String type, String name) {
  /** Type of an EBS volume. */
  public static final String DISK = "aws:ebs/volume:Volume";

  /** Type of a KMS key. */
  public static final String KEY = "aws:kms/key:Key";

  /** Type of an S3 bucket. */
  public static final String BUCKET = "aws:s3/bucketV2:BucketV2";

  /** Type of a PersistentVolume. */
  public static final String PERSISTENT_VOLUME = "kubernetes:core/v1:PersistentVolume";

  /** Type of a PersistentVolumeClaim. */
  public static final String CLAIM = "kubernetes:core/v1:PersistentVolumeClaim";

  private static final String STACK = "pulumi:pulumi:Stack";

  /** Parses a URN; any other text becomes the name. */
  public static Urn of(String text) {
    String[] parts = text.split("::", 4);
    if (parts.length < 4) {
      return new Urn(text, "", text);
    }
    return new Urn(text, parts[2].substring(parts[2].lastIndexOf('$') + 1), parts[3]);
  }

  /** Whether it is the resource of the stack itself, which has the stack's outputs. */
  public boolean isStack() {
    return type.equals(STACK);
  }

  /** Whether it is a provider, whose inputs contain credentials. */
  public boolean isProvider() {
    return type.startsWith("pulumi:providers:");
  }

  /** The kind for readers, such as {@code StatefulSet}, or {@code ebs.Volume} on AWS. */
  public String kind() {
    String kind = type.substring(type.lastIndexOf(':') + 1);
    if (isProvider()) {
      return "provider " + kind;
    }
    String[] token = type.split(":", -1);
    return token.length == 3 && token[0].equals("aws")
        ? token[1].split("/", 2)[0] + "." + kind
        : kind;
  }
}

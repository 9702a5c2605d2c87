package dev.openshiftkafka.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** The volumes of a set of pods, one per pod. */
public record VolumeConfig(
    @Key(
            doc =
                "`ebs` (existing volumes by handles, or else volumes that the AWS layer declares),"
                    + " `local` (folders by paths) or `dynamic` (made by the CSI driver through one"
                    + " StorageClass per zone).")
        VolumeSource source,
    @Key(doc = "Size of each volume, such as 500Gi. It can grow (not `local`), never shrink.")
        String size,
    @Key(
            doc =
                "EBS volume type; gp3 when absent. It can be changed in place with `ebs`, not with"
                    + " `dynamic`.",
            optional = true)
        String type,
    @Key(
            doc =
                "I/O operations per second; required with io1 and io2, 3000 when absent with gp3, and"
                    + " for no other type.",
            optional = true)
        Integer iops,
    @Key(
            doc = "Throughput of a gp3 volume, in MiB/s; 125 when absent, and for no other type.",
            optional = true)
        Integer throughput,
    @Key(
            doc =
                "With `ebs`: ids of volumes that exist already, one per pod, in pod order, each in its"
                    + " pod's zone. When empty, the AWS layer declares the volumes.",
            defaultsTo = "[]")
        List<String> handles,
    @Key(
            doc =
                "With `ebs`: ids of volumes that an earlier stack declared and kept (`keepData`), one"
                    + " per pod, in pod order. The stack takes them over with their data, and protects"
                    + " them while this stands here; remove it after the next `pulumi up`.",
            defaultsTo = "[]")
        List<String> adopt,
    @Key(
            doc = "With `local`: one absolute path per pod, in pod order, on a node of its zone.",
            defaultsTo = "[]")
        List<String> paths,
    @Key(doc = "File system of `ebs` and `dynamic` volumes: xfs or ext4.", defaultsTo = "\"xfs\"")
        String fsType,
    @Key(doc = "With `dynamic`: whether volumes are encrypted.", defaultsTo = "true")
        Boolean encrypted,
    @Key(
            doc = "With `dynamic`: ARN of the KMS key, else the account's default key.",
            optional = true)
        String kmsKeyId) {
  /** IOPS that every gp3 volume has, without further payment. */
  public static final int GP3_IOPS = 3000;

  /** Throughput that every gp3 volume has, without further payment, in MiB/s. */
  public static final int GP3_THROUGHPUT = 125;

  private static final BigDecimal GIB = Quantity.bytes("1Gi");
  private static final List<String> MAGNETIC = List.of("st1", "sc1", "standard");

  /** Checks the source against what it needs, and EBS' own limits. */
  public VolumeConfig {
    VolumeSource givenSource = source;
    String givenSize = size;
    var ebs = new EbsChecks(source, type, size, iops, throughput);
    var places = new PlaceChecks(source, handles, paths, adopt);
    String givenFsType = fsType;
    String givenKey = kmsKeyId;
    Boolean givenEncrypted = encrypted;
    Checks.run(
        checks -> {
          checkSize(checks, givenSize);
          ebs.run(checks);
          places.run(checks);
          checks.matches("fsType", givenFsType, "xfs|ext4", "must be xfs or ext4");
          checkKey(checks, givenSource, givenEncrypted, givenKey);
        });
  }

  private static void checkSize(Checks checks, String size) {
    checks.that(
        "size",
        size,
        Quantity::isBytes,
        "must be a whole number with Ki, Mi, Gi or Ti, such as 500Gi");
  }

  private static void checkKey(Checks checks, VolumeSource source, Boolean encrypted, String key) {
    if (source == VolumeSource.EBS || source == VolumeSource.LOCAL) {
      checks.that(
          "kmsKeyId",
          key,
          k -> false,
          "only goes with source dynamic: existing volumes have their key already; remove it");
    } else {
      checks
          .matches(
              "kmsKeyId",
              key,
              "arn:[^:]+:kms:[^:]+:[0-9]+:.+",
              "must be the key's full ARN: arn:aws:kms:...")
          .that(
              "kmsKeyId",
              key,
              k -> !Boolean.FALSE.equals(encrypted),
              "does not go with encrypted false: change one of the two");
    }
  }

  /** The key that says where the volumes are, or null when the driver decides. */
  String placesKey() {
    if (source == null || source == VolumeSource.DYNAMIC) {
      return null;
    }
    return source == VolumeSource.LOCAL ? "paths" : isAdopted() ? "adopt" : "handles";
  }

  /** Where the volumes are, in pod order; empty when it is not known before they are made. */
  List<String> places() {
    List<String> places = source == VolumeSource.LOCAL ? paths : isAdopted() ? adopt : handles;
    return placesKey() == null || places == null ? List.of() : places;
  }

  /** Checks that a given list names exactly one volume per pod. */
  void checkCount(Checks checks, String podsKey, Integer pods) {
    if (pods != null && !places().isEmpty() && places().size() != pods) {
      checks.fault(
          "volume." + placesKey(),
          places(),
          "has "
              + places().size()
              + " entries, but "
              + podsKey
              + " is "
              + pods
              + ": give one per pod");
    }
  }

  boolean isMagnetic() {
    return type != null && MAGNETIC.contains(type);
  }

  /** Whether the AWS layer declares the volumes. */
  public boolean isDeclared() {
    return source == VolumeSource.EBS && handles != null && handles.isEmpty();
  }

  /** Whether the declared volumes exist already. */
  public boolean isAdopted() {
    return isDeclared() && adopt != null && !adopt.isEmpty();
  }

  /** Size in GiB, rounded up as EBS does. */
  public int sizeGiB() {
    return Quantity.bytes(size).divide(GIB, RoundingMode.CEILING).intValueExact();
  }

  /** IOPS that EBS is asked for; null with a type that takes none. */
  public Integer iopsOrDefault() {
    return iops == null && typeOrDefault().equals("gp3") ? Integer.valueOf(GP3_IOPS) : iops;
  }

  /** Throughput that EBS is asked for, in MiB/s; null with a type that takes none. */
  public Integer throughputOrDefault() {
    return throughput == null && typeOrDefault().equals("gp3")
        ? Integer.valueOf(GP3_THROUGHPUT)
        : throughput;
  }

  /** The EBS type that the driver, or EBS, is asked for. */
  public String typeOrDefault() {
    return type == null ? "gp3" : type;
  }
}

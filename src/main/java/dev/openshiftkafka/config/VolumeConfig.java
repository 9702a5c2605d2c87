package dev.openshiftkafka.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The data volumes of a StatefulSet, one per pod. */
public record VolumeConfig(
    @Key(
            doc =
                "`ebs` (existing EBS volumes from `handles`; without `handles`, volumes that the"
                    + " AWS layer declares), `local` (directories on the nodes from `paths`) or"
                    + " `dynamic` (provisioned by the EBS CSI driver, with one StorageClass per"
                    + " zone).")
        VolumeSource source,
    @Key(
            doc =
                "Size of each volume, such as 500Gi. Volumes can be expanded, except with `local`,"
                    + " and never shrunk.")
        String size,
    @Key(
            doc =
                "EBS volume type; gp3 if not set. With `ebs` it can be changed in place, with"
                    + " `dynamic` it cannot.",
            optional = true)
        String type,
    @Key(
            doc =
                "Provisioned IOPS of a gp3, io1 or io2 volume. Required with io1 and io2; 3000 with"
                    + " gp3 if not set. Does not apply to other types.",
            optional = true)
        Integer iops,
    @Key(
            doc =
                "Provisioned throughput of a gp3 volume, in MiB/s; 125 if not set. Does not apply"
                    + " to other types.",
            optional = true)
        Integer throughput,
    @Key(
            doc =
                "With `ebs`: ids of existing EBS volumes, one per pod, in pod order, each in the"
                    + " zone of its pod. If empty, the AWS layer declares the volumes.",
            defaultsTo = "[]")
        List<String> handles,
    @Key(
            doc =
                "With `ebs`: ids of volumes that an earlier stack declared and kept (`keepData`),"
                    + " one per pod, in pod order. The stack imports them with their data, and"
                    + " protects them while this key is set. Remove the key after the next `pulumi"
                    + " up`.",
            defaultsTo = "[]")
        List<String> adopt,
    @Key(
            doc =
                "With `local`: one absolute path per pod, in pod order, on a node of the pod's"
                    + " zone.",
            defaultsTo = "[]")
        List<String> paths,
    @Key(doc = "File system of `ebs` and `dynamic` volumes: xfs or ext4.", defaultsTo = "\"xfs\"")
        String fsType,
    @Key(doc = "With `dynamic`: whether volumes are encrypted.", defaultsTo = "true")
        Boolean encrypted,
    @Key(
            doc =
                "With `dynamic`: ARN of the KMS key; the account's default key for EBS if not set.",
            optional = true)
        String kmsKeyId) {
  /** IOPS that the price of every gp3 volume includes. */
  public static final int GP3_IOPS = 3000;

  /** Throughput that the price of every gp3 volume includes, in MiB/s. */
  public static final int GP3_THROUGHPUT = 125;

  private static final BigDecimal GIB = Quantity.bytes("1Gi");
  private static final List<String> MAGNETIC = List.of("st1", "sc1", "standard");

  /** Checks the keys against the source and the limits of EBS. */
  public VolumeConfig {
    Checks.run(
        checks -> {
          checks.bytes("size", size, "500Gi");
          new VolumeChecks.Ebs(source, type, size, iops, throughput).run(checks);
          new VolumeChecks.Locations(source, handles, paths, adopt).run(checks);
          checks.matches("fsType", fsType, "xfs|ext4", "must be xfs or ext4");
          new VolumeChecks.Encryption(source, encrypted, kmsKeyId).run(checks);
        });
  }

  /** The key that identifies the volumes, or null with source dynamic. */
  @Nullable String locationsKey() {
    if (source == null || source == VolumeSource.DYNAMIC) {
      return null;
    }
    return source == VolumeSource.LOCAL ? "paths" : isAdopted() ? "adopt" : "handles";
  }

  /** Ids or paths of the volumes, in pod order; empty when they are not known in advance. */
  List<String> locations() {
    List<String> locations = source == VolumeSource.LOCAL ? paths : isAdopted() ? adopt : handles;
    return locationsKey() == null || locations == null ? List.of() : locations;
  }

  /** Checks that the volumes are as many as the pods; the number is null when it is not known. */
  void checkCount(Checks checks, String podsKey, @Nullable Integer pods) {
    if (pods != null && !locations().isEmpty() && locations().size() != pods) {
      checks.fault(
          "volume." + locationsKey(),
          locations(),
          "has "
              + locations().size()
              + " entries, but "
              + podsKey
              + " is "
              + pods
              + "; set one entry per pod");
    }
  }

  boolean isMagnetic() {
    return type != null && MAGNETIC.contains(type);
  }

  /** Whether the AWS layer declares the volumes. */
  public boolean isDeclared() {
    return source == VolumeSource.EBS && handles != null && handles.isEmpty();
  }

  /** Whether the declared volumes exist already and are imported. */
  public boolean isAdopted() {
    return isDeclared() && adopt != null && !adopt.isEmpty();
  }

  /** Size in GiB, rounded up as EBS does. */
  public int sizeGiB() {
    return Quantity.bytes(size).divide(GIB, RoundingMode.CEILING).intValueExact();
  }

  /** Provisioned IOPS; null with a type that has none. */
  public @Nullable Integer iopsOrDefault() {
    return iops == null && typeOrDefault().equals("gp3") ? Integer.valueOf(GP3_IOPS) : iops;
  }

  /** Provisioned throughput, in MiB/s; null with a type that has none. */
  public Integer throughputOrDefault() {
    return throughput == null && typeOrDefault().equals("gp3")
        ? Integer.valueOf(GP3_THROUGHPUT)
        : throughput;
  }

  /** EBS volume type. */
  public String typeOrDefault() {
    return type == null ? "gp3" : type;
  }
}

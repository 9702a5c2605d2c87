package dev.openshiftkafka.config;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;

/** The volumes of a set of pods, one per pod. */
public record VolumeConfig(
    @Key(
            doc =
                "`ebs` (existing volumes by handles), `local` (folders by paths) or `dynamic` (made"
                    + " by the CSI driver through one StorageClass per zone).")
        VolumeSource source,
    @Key(doc = "Size of each volume, such as 500Gi. It can grow (not `local`), never shrink.")
        String size,
    @Key(
            doc =
                "EBS volume type: st1, sc1, standard, gp2, gp3, io1, io2. With `dynamic` the driver"
                    + " makes this type (gp3 when absent).",
            optional = true)
        String type,
    @Key(
            doc = "With `ebs`: one volume id per pod, in pod order, each in its pod's zone.",
            defaultsTo = "[]")
        List<String> handles,
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
  private static final List<String> TYPES =
      List.of("st1", "sc1", "standard", "gp2", "gp3", "io1", "io2");
  private static final List<String> MAGNETIC = List.of("st1", "sc1", "standard");
  private static final BigDecimal MIN_HDD = Quantity.bytes("125Gi");

  /** Checks the source against what it needs, and EBS' own limits. */
  public VolumeConfig {
    VolumeSource givenSource = source;
    String givenSize = size;
    String givenType = type;
    List<String> givenHandles = handles;
    List<String> givenPaths = paths;
    String givenFsType = fsType;
    String givenKey = kmsKeyId;
    Checks.run(
        checks -> {
          checkType(checks, givenSource, givenSize, givenType);
          checkPlaces(checks, givenSource, givenHandles, givenPaths);
          checks
              .matches("fsType", givenFsType, "xfs|ext4", "must be xfs or ext4")
              .that(
                  "kmsKeyId",
                  givenKey,
                  key -> givenSource == VolumeSource.DYNAMIC,
                  "only goes with source dynamic: existing volumes have their key already")
              .matches(
                  "kmsKeyId",
                  givenKey,
                  "arn:[^:]+:kms:[^:]+:[0-9]+:.+",
                  "must be the key's full ARN");
        });
  }

  private static void checkType(Checks checks, VolumeSource source, String size, String type) {
    checks
        .that(
            "size",
            size,
            Quantity::isBytes,
            "must be a whole number with Ki, Mi, Gi or Ti, such as 500Gi")
        .that("type", type, TYPES::contains, "must be one of " + TYPES)
        .that(
            "type",
            type,
            t -> source != VolumeSource.LOCAL,
            "does not go with source local: remove it");
    if (List.of("st1", "sc1").contains(String.valueOf(type)) && belowHddMinimum(size)) {
      checks.fault("size", size, "is below 125Gi, the least that EBS makes of type " + type);
    }
  }

  private static void checkPlaces(
      Checks checks, VolumeSource source, List<String> handles, List<String> paths) {
    if (source == null) {
      return;
    }
    checkList(checks, "handles", handles, source == VolumeSource.EBS, "ebs");
    checkList(checks, "paths", paths, source == VolumeSource.LOCAL, "local");
    checkItems(
        checks, "handles", handles, "vol-[0-9a-f]{8,17}", "must be an EBS volume id: vol-...");
    checkItems(checks, "paths", paths, "(/[^/]+)+", "must be an absolute path");
  }

  private static boolean belowHddMinimum(String size) {
    return size != null && Quantity.isBytes(size) && Quantity.bytes(size).compareTo(MIN_HDD) < 0;
  }

  private static void checkList(
      Checks checks, String key, List<String> items, boolean wanted, String source) {
    if (items == null) {
      return;
    }
    if (wanted && items.isEmpty()) {
      checks.fault(key, null, "is required with source " + source + ": one entry per pod");
    } else if (!wanted && !items.isEmpty()) {
      checks.fault(key, items, "only goes with source " + source + ": remove it");
    }
  }

  private static void checkItems(
      Checks checks, String key, List<String> items, String regex, String allowed) {
    if (items == null) {
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      checks.matches(key + "[" + i + "]", items.get(i), regex, allowed);
    }
  }

  /**
   * Checks that no two pods share a volume. A path may repeat from zone to zone, where it is a
   * folder of another node; a handle may not.
   */
  void checkDistinct(Checks checks, String path, int zones) {
    String key = source == VolumeSource.EBS ? "handles" : "paths";
    List<String> items = source == VolumeSource.EBS ? handles : paths;
    var seen = new HashSet<String>();
    for (int i = 0; items != null && i < items.size(); i++) {
      String place = source == VolumeSource.EBS ? items.get(i) : i % zones + items.get(i);
      checks.that(
          path + "." + key + "[" + i + "]",
          items.get(i),
          item -> seen.add(place),
          "is given twice for the same zone: each pod needs a volume of its own");
    }
  }

  /** Checks that a given list names exactly one volume per pod. */
  void checkCount(Checks checks, String podsKey, Integer pods) {
    if (pods == null || source == null || source == VolumeSource.DYNAMIC) {
      return;
    }
    String key = source == VolumeSource.EBS ? "handles" : "paths";
    List<String> items = source == VolumeSource.EBS ? handles : paths;
    if (items != null && !items.isEmpty() && items.size() != pods) {
      checks.fault(
          "volume." + key,
          items,
          "has "
              + items.size()
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

  /** The EBS type that the driver is asked for. */
  public String typeOrDefault() {
    return type == null ? "gp3" : type;
  }
}

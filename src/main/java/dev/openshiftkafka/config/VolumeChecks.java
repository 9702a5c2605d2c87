package dev.openshiftkafka.config;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks of {@link VolumeConfig}, of one volume and between the volumes of all pods. */
final class VolumeChecks {
  private static final BigDecimal GIB = Quantity.bytes("1Gi");
  private static final String DEFAULT_TYPE = "gp3";

  private VolumeChecks() {}

  /** The keys that EBS limits. Without a type, the limits of gp3 apply, which is the default. */
  record Ebs(VolumeSource source, String type, String size, Integer iops, Integer throughput) {
    void run(Checks checks) {
      if (source == VolumeSource.LOCAL) {
        String problem = "does not apply to source local; remove it";
        checks.that("type", type, t -> false, problem);
        checks.that("iops", iops, i -> false, problem);
        checks.that("throughput", throughput, t -> false, problem);
        return;
      }
      String ebsType = type == null ? DEFAULT_TYPE : type;
      if (!EbsLimits.TYPES.contains(ebsType)) {
        checks.fault("type", type, "must be one of: " + String.join(", ", EbsLimits.TYPES));
        return;
      }
      if (size != null && Quantity.isBytes(size)) {
        checkSize(checks, ebsType);
      }
      checkIops(checks, ebsType);
      checkThroughput(checks, ebsType);
    }

    private void checkSize(Checks checks, String ebsType) {
      EbsLimits.Sizes sizes = EbsLimits.sizes(ebsType);
      BigDecimal bytes = Quantity.bytes(size);
      if (bytes.compareTo(GIB.multiply(BigDecimal.valueOf(sizes.least()))) < 0) {
        checks.fault(
            "size",
            size,
            "is below the minimum of EBS type "
                + ebsType
                + ", "
                + sizes.least()
                + "Gi; increase it or change type");
      } else if (bytes.compareTo(GIB.multiply(BigDecimal.valueOf(sizes.greatest()))) > 0) {
        checks.fault(
            "size",
            size,
            "is above the maximum of EBS type "
                + ebsType
                + ", "
                + sizes.greatest()
                + "Gi; lower it or change type");
      }
    }

    private void checkIops(Checks checks, String ebsType) {
      EbsLimits.@Nullable Iops limits = EbsLimits.iops(ebsType);
      if (limits == null) {
        checks.that("iops", iops, i -> false, "does not apply to type " + ebsType + "; remove it");
        return;
      }
      if (iops == null) {
        if (!ebsType.equals(DEFAULT_TYPE)) {
          checks.fault(
              "iops",
              null,
              "is required with type " + ebsType + ", for which EBS has no default; set it");
        }
        return;
      }
      checks.between(
          "iops",
          iops,
          limits.least(),
          limits.greatest(),
          "IOPS, the range of EBS type " + ebsType);
      if (size != null && Quantity.isBytes(size)) {
        BigDecimal most = Quantity.bytes(size).multiply(BigDecimal.valueOf(limits.perGiB()));
        checks.that(
            "iops",
            iops,
            // gp3 includes 3000 IOPS at any size.
            i ->
                (ebsType.equals(DEFAULT_TYPE) && i <= VolumeConfig.GP3_IOPS)
                    || GIB.multiply(BigDecimal.valueOf(i)).compareTo(most) <= 0,
            "is more than "
                + limits.perGiB()
                + " IOPS per GiB of size "
                + size
                + "; lower iops or increase size");
      }
    }

    private void checkThroughput(Checks checks, String ebsType) {
      if (!ebsType.equals(DEFAULT_TYPE)) {
        checks.that(
            "throughput",
            throughput,
            t -> false,
            "does not apply to type " + ebsType + "; remove it");
        return;
      }
      int operations = iops == null ? VolumeConfig.GP3_IOPS : iops;
      checks
          .between(
              "throughput",
              throughput,
              VolumeConfig.GP3_THROUGHPUT,
              EbsLimits.GP3_MAX_THROUGHPUT,
              "MiB/s, the range of EBS type gp3")
          .that(
              "throughput",
              throughput,
              t -> t * 4L <= operations || t > 2000 || t < 125,
              "is more than 0.25 MiB/s per IOPS ("
                  + operations
                  + "); lower throughput or raise iops");
    }
  }

  /** The keys that identify existing volumes, each of which applies to one source only. */
  record Locations(
      VolumeSource source, List<String> handles, List<String> paths, List<String> adopt) {
    private static final String EBS_ID = "vol-[0-9a-f]{8,17}";
    private static final String NO_EBS_ID =
        "must be an EBS volume id, such as vol-0a000000000000001";

    void run(Checks checks) {
      if (source == null) {
        return;
      }
      if (source == VolumeSource.EBS) {
        checkItems(checks, "handles", handles, EBS_ID, NO_EBS_ID);
        checkItems(checks, "adopt", adopt, EBS_ID, NO_EBS_ID);
        checks.that(
            "adopt",
            adopt,
            ids -> ids.isEmpty() || handles == null || handles.isEmpty(),
            "cannot be combined with handles, which identify volumes that the stack does not"
                + " declare; remove one of the two");
      } else {
        checkAbsent(checks, "handles", handles, "ebs");
        checkAbsent(checks, "adopt", adopt, "ebs");
      }
      if (source == VolumeSource.LOCAL) {
        if (paths != null && paths.isEmpty()) {
          checks.fault("paths", null, "is required with source local; set one path per pod");
        }
        checkItems(checks, "paths", paths, "(/[^/]+)+", "must be an absolute path");
      } else {
        checkAbsent(checks, "paths", paths, "local");
      }
    }

    private static void checkAbsent(Checks checks, String key, List<String> items, String source) {
      checks.that(key, items, List::isEmpty, "applies only to source " + source + "; remove it");
    }

    private static void checkItems(
        Checks checks, String key, List<String> items, String regex, String problem) {
      for (int i = 0; items != null && i < items.size(); i++) {
        checks.matches(key + "[" + i + "]", items.get(i), regex, problem);
      }
    }
  }

  /** The encryption keys. */
  record Encryption(VolumeSource source, Boolean encrypted, String kmsKeyId) {
    void run(Checks checks) {
      if (source == VolumeSource.EBS || source == VolumeSource.LOCAL) {
        checks.that(
            "kmsKeyId",
            kmsKeyId,
            k -> false,
            "applies only to source dynamic, because other volumes have their key already; remove"
                + " it");
        return;
      }
      checks
          .matches(
              "kmsKeyId",
              kmsKeyId,
              "arn:[^:]+:kms:[^:]+:[0-9]+:.+",
              "must be the full ARN of a KMS key, such as arn:aws:kms:...")
          .that(
              "kmsKeyId",
              kmsKeyId,
              k -> !Boolean.FALSE.equals(encrypted),
              "cannot be combined with encrypted false; change one of the two");
    }
  }

  /**
   * Checks that each pod, broker or quorum member, has a volume of its own.
   *
   * <p>Pods of different zones can have the same path, which is a directory on different nodes.
   */
  static final class Owners {
    private final Checks checks;
    private final int zones;
    private final Map<String, String> owners = new HashMap<>();

    Owners(Checks checks, int zones) {
      this.checks = checks;
      this.zones = zones;
    }

    /** Adds the volumes of a key, and reports those that an earlier key has already. */
    void add(String path, VolumeConfig volume) {
      if (volume == null) {
        return;
      }
      boolean local = volume.source() == VolumeSource.LOCAL;
      List<String> locations = volume.locations();
      for (int i = 0; i < locations.size(); i++) {
        String key = path + "." + volume.locationsKey() + "[" + i + "]";
        String location = local ? i % zones + locations.get(i) : locations.get(i);
        String owner = owners.putIfAbsent(location, key);
        if (owner != null) {
          checks.fault(
              key,
              locations.get(i),
              "is the same volume as "
                  + owner
                  + (local ? " in the same zone" : "")
                  + "; set a different one for each pod");
        }
      }
    }
  }
}

package dev.openshiftkafka.config;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What EBS makes of a type, from the Amazon EBS user guide.
 *
 * <p>Without a type, everything is checked as gp3, which is then made.
 */
record EbsChecks(VolumeSource source, String type, String size, Integer iops, Integer throughput) {
  private static final BigDecimal GIB = Quantity.bytes("1Gi");

  /** Least and greatest size, in GiB. */
  private record Sizes(int least, int greatest) {}

  /** Least and greatest number of IOPS, and how many a GiB may have. */
  private record Iops(int least, int greatest, int perGiB) {}

  private static final Map<String, Sizes> SIZES =
      Map.of(
          "st1", new Sizes(125, 16384),
          "sc1", new Sizes(125, 16384),
          "standard", new Sizes(1, 1024),
          "gp2", new Sizes(1, 16384),
          "gp3", new Sizes(1, 65536),
          "io1", new Sizes(4, 16384),
          "io2", new Sizes(4, 65536));

  private static final Map<String, Iops> IOPS =
      Map.of(
          "gp3", new Iops(3000, 80_000, 500),
          "io1", new Iops(100, 64_000, 50),
          "io2", new Iops(100, 256_000, 1000));

  void run(Checks checks) {
    if (source == VolumeSource.LOCAL) {
      String allowed = "does not go with source local: remove it";
      checks.that("type", type, t -> false, allowed);
      checks.that("iops", iops, i -> false, allowed);
      checks.that("throughput", throughput, t -> false, allowed);
      return;
    }
    String made = type == null ? "gp3" : type;
    if (!SIZES.containsKey(made)) {
      var types = List.of("st1", "sc1", "standard", "gp2", "gp3", "io1", "io2");
      checks.fault("type", type, "must be one of " + String.join(", ", types));
      return;
    }
    if (size != null && Quantity.isBytes(size)) {
      checkSize(checks, made);
    }
    checkIops(checks, made);
    checkThroughput(checks, made);
  }

  private void checkSize(Checks checks, String made) {
    Sizes sizes = SIZES.get(made);
    BigDecimal bytes = Quantity.bytes(size);
    if (bytes.compareTo(GIB.multiply(BigDecimal.valueOf(sizes.least()))) < 0) {
      checks.fault(
          "size",
          size,
          "is below " + sizes.least() + "Gi, the least that EBS makes of type " + made);
    } else if (bytes.compareTo(GIB.multiply(BigDecimal.valueOf(sizes.greatest()))) > 0) {
      checks.fault(
          "size",
          size,
          "is above " + sizes.greatest() + "Gi, the most that EBS makes of type " + made);
    }
  }

  private void checkIops(Checks checks, String made) {
    Iops limits = IOPS.get(made);
    if (limits == null) {
      checks.that("iops", iops, i -> false, "does not go with type " + made + ": remove it");
      return;
    }
    if (iops == null) {
      if (!made.equals("gp3")) {
        checks.fault("iops", null, "is required with type " + made + ": EBS has no default");
      }
      return;
    }
    checks.between("iops", iops, limits.least(), limits.greatest(), "what EBS gives type " + made);
    if (size != null && Quantity.isBytes(size)) {
      BigDecimal most = Quantity.bytes(size).multiply(BigDecimal.valueOf(limits.perGiB()));
      checks.that(
          "iops",
          iops,
          // Three thousand are included in gp3 whatever its size.
          i ->
              made.equals("gp3") && i <= VolumeConfig.GP3_IOPS
                  || GIB.multiply(BigDecimal.valueOf(i)).compareTo(most) <= 0,
          "is more than "
              + limits.perGiB()
              + " for each GiB of "
              + size
              + ": lower it, or grow it");
    }
  }

  private void checkThroughput(Checks checks, String made) {
    if (!made.equals("gp3")) {
      checks.that(
          "throughput", throughput, t -> false, "does not go with type " + made + ": remove it");
      return;
    }
    int operations = iops == null ? VolumeConfig.GP3_IOPS : iops;
    checks
        .between("throughput", throughput, 125, 2000, "MiB/s that EBS gives type gp3")
        .that(
            "throughput",
            throughput,
            t -> t * 4L <= operations || t > 2000 || t < 125,
            "is more than 0.25 MiB/s for each of " + operations + " iops: lower it, or raise iops");
  }
}

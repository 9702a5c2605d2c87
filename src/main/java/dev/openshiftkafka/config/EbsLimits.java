package dev.openshiftkafka.config;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Limits of EBS volumes, from the Amazon EBS user guide (EBS volume types) as of 2025-09, when the
 * limits of gp3 were raised.
 */
public final class EbsLimits {
  /** All volume types. */
  static final List<String> TYPES = List.of("st1", "sc1", "standard", "gp2", "gp3", "io1", "io2");

  /** Greatest provisioned throughput of a gp3 volume, in MiB/s. */
  public static final int GP3_MAX_THROUGHPUT = 2000;

  /** Provisioned IOPS that each MiB/s of throughput of a gp3 volume requires. */
  public static final int GP3_IOPS_PER_MIBPS = 4;

  /** Least and greatest size, in GiB. */
  public record Sizes(int least, int greatest) {}

  /** Least and greatest provisioned IOPS, and the most per GiB. */
  public record Iops(int least, int greatest, int perGiB) {}

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

  private EbsLimits() {}

  /** Sizes of a volume type. */
  public static Sizes sizes(String type) {
    return Objects.requireNonNull(SIZES.get(type), type);
  }

  /** Provisioned IOPS of a volume type; null when it has none. */
  public static @Nullable Iops iops(String type) {
    return IOPS.get(type);
  }
}

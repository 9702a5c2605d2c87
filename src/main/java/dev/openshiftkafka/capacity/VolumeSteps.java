package dev.openshiftkafka.capacity;

import dev.openshiftkafka.capacity.model.Volume;
import dev.openshiftkafka.config.EbsLimits;
import dev.openshiftkafka.config.VolumeConfig;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The volumes of a type from which a planner chooses, in steps of rising throughput and price: 25
 * MiB/s of gp3, 100 IOPS of io2, 25 GiB of st1. Sizes are multiples of 25 GiB.
 *
 * @param type gp3, io2 or st1
 * @param leastGiB least size in GiB
 */
record VolumeSteps(String type, int leastGiB) {
  private static final int SIZE = 25;
  private static final int GP3 = 25;
  private static final int IO2 = 100;

  /** The last IOPS that raise the throughput of an io2 volume, 4000 MiB/s. */
  private static final int IO2_MOST = 16_000;

  /** The first volume that passes, if a later one passes whenever an earlier one does. */
  Optional<Volume> first(Predicate<Volume> passes) {
    int high = last();
    if (high < 0 || !passes.test(volume(high))) {
      return Optional.empty();
    }
    int low = 0;
    while (low < high) {
      int middle = (low + high) / 2;
      if (passes.test(volume(middle))) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return Optional.of(volume(low));
  }

  /** Number of the last step from 0; negative when a volume cannot be as large. */
  private int last() {
    int greatest = EbsLimits.sizes(type).greatest();
    if (size() > greatest) {
      return -1;
    }
    return switch (type) {
      case "gp3" -> (EbsLimits.GP3_MAX_THROUGHPUT - VolumeConfig.GP3_THROUGHPUT) / GP3;
      case "io2" -> IO2_MOST / IO2 - 1;
      default -> (greatest - size()) / SIZE;
    };
  }

  private Volume volume(int step) {
    return switch (type) {
      case "gp3" -> {
        int throughput = VolumeConfig.GP3_THROUGHPUT + step * GP3;
        int iops = Math.max(VolumeConfig.GP3_IOPS, throughput * EbsLimits.GP3_IOPS_PER_MIBPS);
        yield new Volume(type, Math.max(size(), sizeFor(iops)), iops, throughput);
      }
      case "io2" -> {
        int iops = (step + 1) * IO2;
        yield new Volume(type, Math.max(size(), sizeFor(iops)), iops, 0);
      }
      default -> new Volume(type, size() + step * SIZE, 0, 0);
    };
  }

  private int size() {
    return roundUp(Math.max(leastGiB, EbsLimits.sizes(type).least()));
  }

  private int sizeFor(int iops) {
    boolean included = type.equals("gp3") && iops <= VolumeConfig.GP3_IOPS;
    int perGiB = Objects.requireNonNull(EbsLimits.iops(type)).perGiB();
    return included ? 0 : roundUp((iops + perGiB - 1) / perGiB);
  }

  private static int roundUp(int gibibytes) {
    return (gibibytes + SIZE - 1) / SIZE * SIZE;
  }
}

package dev.openshiftkafka.pod.readiness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * The limits of the disk guard, and the file with them, which the stack writes.
 *
 * @param enabled whether the guard throttles producers
 * @param throttleAtPercent used share of a volume from which producers are throttled
 * @param resumeBelowPercent used share of all volumes below which they no longer are
 */
public record DiskGuardLimits(boolean enabled, int throttleAtPercent, int resumeBelowPercent) {
  /** Name of the file, which is in the folder of the program's jars. */
  public static final String FILE = "disk-guard.properties";

  private static final String ENABLED = "enabled";
  private static final String THROTTLE_AT = "throttleAtPercent";
  private static final String RESUME_BELOW = "resumeBelowPercent";
  private static final double FULL = 100;

  /** The content of the file. */
  public String text() {
    return "%s=%s\n%s=%d\n%s=%d\n"
        .formatted(
            ENABLED, enabled, THROTTLE_AT, throttleAtPercent, RESUME_BELOW, resumeBelowPercent);
  }

  static DiskGuardLimits read(Path file) throws IOException {
    Properties settings = Utils.loadProps(file.toString());
    return new DiskGuardLimits(
        Boolean.parseBoolean(settings.getProperty(ENABLED)),
        percent(file, settings.getProperty(THROTTLE_AT)),
        percent(file, settings.getProperty(RESUME_BELOW)));
  }

  private static int percent(Path file, @Nullable String value) throws IOException {
    if (value == null || !value.matches("[0-9]{1,3}")) {
      throw new IOException(file + ": must have percentages, not " + value);
    }
    return Integer.parseInt(value);
  }

  /** Used share from which the quota is lowered as far as possible: half of the rest is used. */
  double scarcePercent() {
    return (throttleAtPercent + FULL) / 2;
  }
}

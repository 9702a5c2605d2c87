package dev.openshiftkafka.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses Prometheus durations of one unit: 30s, 1m. */
public final class PrometheusDuration {
  private static final Pattern SYNTAX = Pattern.compile("([1-9][0-9]{0,4})([sm])");
  private static final int SECONDS_PER_MINUTE = 60;

  private PrometheusDuration() {}

  /**
   * Seconds of a duration.
   *
   * @throws IllegalArgumentException when the text is not a duration
   */
  public static int seconds(String duration) {
    Matcher matcher = SYNTAX.matcher(duration);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a duration: " + duration);
    }
    int number = Integer.parseInt(matcher.group(1));
    return matcher.group(2).equals("m") ? number * SECONDS_PER_MINUTE : number;
  }

  static boolean isDuration(String text) {
    return SYNTAX.matcher(text).matches();
  }
}

package dev.openshiftkafka.config;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What tells how far consumer groups are behind: an OpenTelemetry Collector. */
public record LagExporterConfig(
    @Key(
            doc =
                "Whether the stack declares it. No broker tells the lag of a group, so that nobody is"
                    + " warned of it without.",
            defaultsTo = "true")
        Boolean enabled,
    @Key(
            doc =
                "Its image, below images.registry: an OpenTelemetry Collector that has the receiver"
                    + " `kafkametrics`.",
            defaultsTo = "\"otel/opentelemetry-collector-contrib:0.148.0\"")
        String image,
    @Key(
            doc =
                "Full reference of an image to run in its place, such as one of a Collector that has"
                    + " only what is needed here.",
            optional = true)
        String fullImage,
    @Key(
            doc =
                "Its resources. Memory goes with the number of groups times the partitions that they"
                    + " read.",
            defaultsTo = "{\"cpu\": \"50m\", \"memory\": \"256Mi\"}")
        ResourcesConfig resources,
    @Key(
            doc =
                "Regular expression (RE2) of the groups that it tells of; it finds any part of a name"
                    + " unless it has ^ and $.",
            defaultsTo = "\".*\"")
        String groupFilter,
    @Key(
            doc =
                "The same of topics. Those that begin with _ are the Kafka platform's own, as a rule.",
            defaultsTo = "\"^[^_].*\"")
        String topicFilter) {
  /** What Java's expressions have and RE2's have not. */
  private static final Pattern NOT_RE2 = Pattern.compile("\\(\\?(?![:imsU])|\\\\[1-9]|[*+?}]\\+");

  /** Checks each key. */
  public LagExporterConfig {
    String givenImage = image;
    String givenFull = fullImage;
    String groups = groupFilter;
    String topics = topicFilter;
    Checks.run(
        checks ->
            checks
                .that(
                    "image",
                    givenImage,
                    ImageReference::isBelowRegistry,
                    ImageReference.BELOW_REGISTRY)
                .that("fullImage", givenFull, ImageReference::isFull, ImageReference.FULL)
                .that("groupFilter", groups, LagExporterConfig::isExpression, expression("groups"))
                .that(
                    "topicFilter", topics, LagExporterConfig::isExpression, expression("topics")));
  }

  private static String expression(String what) {
    return "must be a regular expression without look-around and back references, such as ^orders-:"
        + " correct it, or remove it for all "
        + what;
  }

  private static boolean isExpression(String text) {
    try {
      Pattern.compile(text);
      return !NOT_RE2.matcher(text).find();
    } catch (PatternSyntaxException e) {
      return false;
    }
  }
}

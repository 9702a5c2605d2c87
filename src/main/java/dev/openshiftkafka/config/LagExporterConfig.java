package dev.openshiftkafka.config;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The consumer lag exporter, an OpenTelemetry Collector. */
public record LagExporterConfig(
    @Key(
            doc =
                "Whether the stack declares the exporter. Without it there is no alert on consumer"
                    + " lag, which brokers do not report.",
            defaultsTo = "true")
        Boolean enabled,
    @Key(
            doc =
                "Image below images.registry: an OpenTelemetry Collector with the receiver"
                    + " `kafkametrics`.",
            defaultsTo = "\"otel/opentelemetry-collector-contrib:0.148.0\"")
        String image,
    @Key(
            doc =
                "Full reference of an image that replaces `image`, such as a Collector that"
                    + " contains only the required components.",
            optional = true)
        String fullImage,
    @Key(
            doc =
                "CPU and memory of the exporter. Memory grows with the number of groups times the"
                    + " number of partitions that they consume.",
            defaultsTo = "{\"cpu\": \"50m\", \"memory\": \"256Mi\"}")
        ResourcesConfig resources,
    @Key(
            doc =
                "Regular expression (RE2) of the consumer groups to export. It matches any part of"
                    + " a name unless anchored with ^ and $.",
            defaultsTo = "\".*\"")
        String groupFilter,
    @Key(
            doc =
                "Regular expression (RE2) of the topics to export. Topics that begin with _ are"
                    + " usually internal to the Kafka platform.",
            defaultsTo = "\"^[^_].*\"")
        String topicFilter) {
  /** Java syntax that RE2 does not support. */
  private static final Pattern NOT_RE2 = Pattern.compile("\\(\\?(?![:imsU])|\\\\[1-9]|[*+?}]\\+");

  /** Checks each key. */
  public LagExporterConfig {
    Checks.run(
        checks ->
            checks
                .imageWithoutRegistry("image", image)
                .image("fullImage", fullImage)
                .that(
                    "groupFilter", groupFilter, LagExporterConfig::isExpression, problem("groups"))
                .that(
                    "topicFilter",
                    topicFilter,
                    LagExporterConfig::isExpression,
                    problem("topics")));
  }

  private static String problem(String filtered) {
    return "must be an RE2 regular expression (no lookaround, no backreferences), such as ^orders-;"
        + " correct it, or remove it to export all "
        + filtered;
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

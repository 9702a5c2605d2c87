package dev.openshiftkafka.cli.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Access to common fields of Kubernetes objects. */
final class Json {
  static final String PART_OF = "app.kubernetes.io/part-of";
  static final String MANAGED = "openshift-kafka";

  private Json() {}

  static String name(JsonNode object) {
    return object.at("/metadata/name").asText();
  }

  static String namespace(JsonNode object) {
    return object.at("/metadata/namespace").asText();
  }

  static String label(JsonNode object, String label) {
    return object.path("metadata").path("labels").path(label).asText("");
  }

  static boolean hasLabel(JsonNode object, String label) {
    return object.path("metadata").path("labels").has(label);
  }

  static String annotation(JsonNode object, String annotation) {
    return object.path("metadata").path("annotations").path(annotation).asText("");
  }

  /** Whether the object has the label of stacks of this program. */
  static boolean isManaged(JsonNode object) {
    return label(object, PART_OF).equals(MANAGED);
  }

  /** Returns the elements of a list; none when it is absent. */
  static Stream<JsonNode> elements(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  /** Returns the elements of a list of strings; none when it is absent. */
  static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>();
    list.forEach(element -> texts.add(element.asText()));
    return texts;
  }

  /** Whether the status of an object has a condition with this status. */
  static boolean is(JsonNode object, String condition, String status) {
    return elements(object.at("/status/conditions"))
        .anyMatch(
            found ->
                found.path("type").asText().equals(condition)
                    && found.path("status").asText().equals(status));
  }

  /** Returns the message, else the reason, of a condition; empty when it has neither. */
  static String message(JsonNode object, String condition) {
    return elements(object.at("/status/conditions"))
        .filter(found -> found.path("type").asText().equals(condition))
        .map(found -> found.path("message").asText(found.path("reason").asText("")))
        .findFirst()
        .orElse("");
  }

  /** Parses and formats Kubernetes quantities. */
  static final class Quantities {
    private static final Pattern QUANTITY =
        Pattern.compile("([+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?)(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?");

    private static final Map<String, BigDecimal> FACTORS =
        Map.ofEntries(
            Map.entry("m", BigDecimal.valueOf(1, 3)),
            Map.entry("k", BigDecimal.TEN.pow(3)),
            Map.entry("M", BigDecimal.TEN.pow(6)),
            Map.entry("G", BigDecimal.TEN.pow(9)),
            Map.entry("T", BigDecimal.TEN.pow(12)),
            Map.entry("P", BigDecimal.TEN.pow(15)),
            Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
            Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
            Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
            Map.entry("Ti", BigDecimal.valueOf(1L << 40)),
            Map.entry("Pi", BigDecimal.valueOf(1L << 50)));

    private static final double GIB = 1L << 30;

    private Quantities() {}

    /** Parses a quantity; zero when it is not valid. */
    static BigDecimal of(String quantity) {
      var found = QUANTITY.matcher(quantity.strip());
      if (!found.matches()) {
        return BigDecimal.ZERO;
      }
      BigDecimal number = new BigDecimal(found.group(1));
      return found.group(2) == null ? number : number.multiply(FACTORS.get(found.group(2)));
    }

    /** Parses a CPU quantity, in thousandths of a core. */
    static long millis(String cpu) {
      return of(cpu).movePointRight(3).setScale(0, RoundingMode.UP).longValue();
    }

    /** Parses a quantity as a whole number, such as bytes; rounds up. */
    static long whole(String quantity) {
      return of(quantity).setScale(0, RoundingMode.UP).longValue();
    }

    /** Returns the field {@code cpu} of resources, in thousandths of a core. */
    static long cpu(JsonNode resources) {
      return millis(resources.path("cpu").asText(""));
    }

    /** Returns the field {@code memory} of resources, in bytes. */
    static long memory(JsonNode resources) {
      return whole(resources.path("memory").asText(""));
    }

    static String cores(long millis) {
      return millis % 1000 == 0 ? String.valueOf(millis / 1000) : millis + "m";
    }

    static String gib(long bytes) {
      return String.format(Locale.ROOT, "%.1f GiB", bytes / GIB);
    }
  }
}

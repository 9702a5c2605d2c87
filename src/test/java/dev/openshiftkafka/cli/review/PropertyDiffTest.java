package dev.openshiftkafka.cli.review;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** Detection and formatting of property changes. */
class PropertyDiffTest {
  private static List<String> diff(String before, String after, String details) {
    String json =
        """
        {"op": "update", "urn": "urn:pulumi:s::p::kubernetes:core/v1:ConfigMap::c",
         "old": {"custom": true, "inputs": %s, "outputs": %s},
         "new": {"custom": true, "inputs": %s}, "detailedDiff": %s}
        """
            .formatted(before, before, after, details);
    return DiffText.of(PropertyDiff.of(Step.of(flow(json), "old", "new", "keys")));
  }

  /** JSON without quotes, as YAML reads it. */
  private static JsonNode flow(String text) {
    return new ObjectMapper().valueToTree(new Yaml().load(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{a: 1}                  | {a: 2}                  | - a: 1; + a: 2",
        "{a: 1}                  | {a: 1.0}                | ''",
        "{a: {\"b.c/d\": x}}       | {a: {}}                 | - a[\"b.c/d\"]: x",
        "{}                      | {a: {b: x}}             | + a:; +   b: x",
        "{__defaults: [a]}       | {__defaults: []}        | ''",
        "{a: [{name: x, v: 1}]}  | {a: [{name: y}, {name: x, v: 2}]} | - a[x].v: 1; + a[x].v: 2; + a[y]:; +   name: y",
        "{a: [{v: 1}]}           | {a: [{v: 2}]}           | - a[0].v: 1; + a[0].v: 2",
        "{a: [x, z]}             | {a: [x, y, z]}          | ! a:; @@ -1,2 +1,3 @@;  - x; +- y;  - z",
      })
  void diff_changedInputs_listsChanges(String before, String after, String expected) {
    assertEquals(expected, String.join("; ", diff(before, after, "null")));
  }

  @Test
  void diff_changeReportedByProviderOnly_isAdded() {
    assertEquals(
        List.of("! x.y: changes"),
        diff("{a: 1}", "{a: 1}", "{'x.y': {'kind': 'update', 'inputDiff': false}}"));
  }

  @Test
  void diff_changeAlsoReportedByProvider_isListedOnce() {
    assertEquals(
        List.of("- a[x].v: 1", "+ a[x].v: 2   # forces replacement"),
        diff(
            "{a: [{name: x, v: 1}]}",
            "{a: [{name: x, v: 2}]}",
            "{'a[0].v': {'kind': 'update-replace', 'inputDiff': false}}"));
  }

  @Test
  void diff_longLine_isCutAroundTheDifference() {
    String same = "x".repeat(400);

    List<String> lines = diff("{a: '" + same + "1'}", "{a: '" + same + "2'}", "null");

    assertEquals("- a: … " + "x".repeat(60) + "1", lines.get(0));
    assertEquals("+ a: … " + "x".repeat(60) + "2", lines.get(1));
  }

  @ParameterizedTest
  @CsvSource({
    "spec.replicas, 3",
    "'spec.labels[\"app.kubernetes.io/name\"]', kafka",
    "'list[1].name', b",
    "'list[7].name', ''",
    "spec.none.at.all, ''",
  })
  void propertyPath_pulumiSyntax_findsTheValue(String path, String expected) {
    var root =
        flow(
            "{spec: {replicas: 3, labels: {'app.kubernetes.io/name': kafka}},"
                + " list: [{name: a}, {name: b}]}");

    var found = PropertyPath.of(path).in(root);

    assertEquals(expected, found == null ? "" : found.asText());
  }
}

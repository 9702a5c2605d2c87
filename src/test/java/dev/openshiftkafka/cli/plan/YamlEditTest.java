package dev.openshiftkafka.cli.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Edits of YAML texts. */
class YamlEditTest {
  private static final String TEXT =
      """
      # über all 😀
      config:
        a: # kept
          # inside
          size: 5 # old
          kind: "x"
        list: [1, 2]
        flow: {b: 1, c: 2}
        none: {}
      """;

  private static String set(String value, String... path) {
    var edit = new YamlEdit(TEXT);
    edit.set(List.of(path), value);
    return edit.text();
  }

  @Test
  void set_presentKeys_replacesValuesOnly() {
    assertEquals(TEXT.replace("size: 5 #", "size: 7Gi #"), set("7Gi", "config", "a", "size"));
    assertEquals(TEXT.replace("\"x\"", "y"), set("y", "config", "a", "kind"));
    assertEquals(TEXT.replace("c: 2", "c: 3"), set("3", "config", "flow", "c"));
  }

  @Test
  void set_absentKeys_addsThem() {
    assertEquals(
        TEXT.replace("    size: 5", "    new: 1\n    size: 5"), set("1", "config", "a", "new"));
    assertEquals(TEXT.replace("{b:", "{d: 4, b:"), set("4", "config", "flow", "d"));
    assertEquals(TEXT.replace("none: {}", "none: {d: 4}"), set("4", "config", "none", "d"));
    assertEquals(
        TEXT.replace("  a: #", "  x: {y: {z.z: 1}}\n  a: #"), set("1", "config", "x", "y", "z.z"));
  }

  @Test
  void set_null_removesKey() {
    assertEquals(TEXT.replace("    size: 5 # old\n", ""), set(null, "config", "a", "size"));
    assertEquals(TEXT.replace("b: 1", "b: null"), set(null, "config", "flow", "b"));
    assertEquals(TEXT, set(null, "config", "a", "absent"));
  }
}

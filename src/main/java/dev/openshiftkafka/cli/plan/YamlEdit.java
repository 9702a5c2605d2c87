package dev.openshiftkafka.cli.plan;

import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Sets values in the text of a YAML file, and keeps its comments and its order. */
final class YamlEdit {
  private String text;

  YamlEdit(String text) {
    this.text = text;
  }

  /** The edited text. */
  String text() {
    return text;
  }

  /**
   * Sets the value at a path of keys; missing keys are added.
   *
   * @param value a plain scalar; null where the key does not apply any more
   */
  void set(List<String> path, @Nullable String value) {
    if (!(new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text))
        instanceof MappingNode root)) {
      throw new IllegalArgumentException("not a map of keys and values");
    }
    MappingNode parent = root;
    for (int i = 0; i < path.size(); i++) {
      Optional<NodeTuple> entry = entry(parent, path.get(i));
      if (entry.isEmpty()) {
        if (value != null) {
          insert(parent, path.get(i), nested(path.subList(i + 1, path.size()), value));
        }
        return;
      }
      if (i < path.size() - 1 && entry.get().getValueNode() instanceof MappingNode child) {
        parent = child;
      } else if (value == null) {
        remove(parent, entry.get());
        return;
      } else {
        Node old = entry.get().getValueNode();
        replace(
            index(old.getStartMark()),
            index(old.getEndMark()),
            nested(path.subList(i + 1, path.size()), value));
        return;
      }
    }
  }

  private static Optional<NodeTuple> entry(MappingNode map, String key) {
    return map.getValue().stream()
        .filter(
            entry -> entry.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key))
        .findFirst();
  }

  /** A value below keys, as a flow mapping. */
  private static String nested(List<String> keys, String value) {
    return keys.isEmpty()
        ? value
        : "{" + keys.get(0) + ": " + nested(keys.subList(1, keys.size()), value) + "}";
  }

  private void insert(MappingNode map, String key, String value) {
    if (map.getValue().isEmpty()) {
      replace(index(map.getStartMark()), index(map.getEndMark()), "{" + key + ": " + value + "}");
      return;
    }
    Mark first = map.getValue().get(0).getKeyNode().getStartMark();
    String end = map.getFlowStyle() == FlowStyle.FLOW ? ", " : "\n" + " ".repeat(first.getColumn());
    replace(index(first), index(first), key + ": " + value + end);
  }

  /** Removes the line of a scalar in a block, and empties the value elsewhere. */
  private void remove(MappingNode map, NodeTuple entry) {
    int end = index(entry.getValueNode().getEndMark());
    if (map.getFlowStyle() == FlowStyle.FLOW) {
      replace(index(entry.getValueNode().getStartMark()), end, "null");
      return;
    }
    int start = index(entry.getKeyNode().getStartMark());
    int line = text.lastIndexOf('\n', start) + 1;
    int next = text.indexOf('\n', end);
    replace(line, next < 0 ? text.length() : next + 1, "");
  }

  private void replace(int start, int end, String with) {
    text = text.substring(0, start) + with + text.substring(end);
  }

  /** Marks count code points. */
  private int index(Mark mark) {
    return text.offsetByCodePoints(0, mark.getIndex());
  }
}

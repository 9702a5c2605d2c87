package dev.openshiftkafka.cli.review;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;

/** Compares texts line by line, such as a configuration file inside a ConfigMap. */
final class LineDiff {
  private static final int CONTEXT = 2;

  /** The lines that name the two files. */
  private static final int FILE_NAMES = 2;

  private LineDiff() {}

  /** Hunks of a unified diff, each after a line with its place. */
  static List<String> of(List<String> before, List<String> after) {
    List<String> lines =
        UnifiedDiffUtils.generateUnifiedDiff(
            "before", "after", before, DiffUtils.diff(before, after), CONTEXT);
    return lines.stream().skip(FILE_NAMES).toList();
  }
}

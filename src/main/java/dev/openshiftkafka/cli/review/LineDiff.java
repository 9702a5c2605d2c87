package dev.openshiftkafka.cli.review;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;

/** Compares texts line by line, such as a configuration file inside a ConfigMap. */
final class LineDiff {
  private static final int CONTEXT = 2;

  /** Lines at the start of a unified diff that name the two files. */
  private static final int HEADER_LINES = 2;

  private LineDiff() {}

  /** Hunks of a unified diff, each with its {@code @@} line. */
  static List<String> of(List<String> before, List<String> after) {
    List<String> lines =
        UnifiedDiffUtils.generateUnifiedDiff(
            "before", "after", before, DiffUtils.diff(before, after), CONTEXT);
    return lines.stream().skip(HEADER_LINES).toList();
  }
}

package dev.openshiftkafka.config;

import java.util.List;

/** What the source of volumes needs to know about where they are, and what does not go with it. */
record PlaceChecks(
    VolumeSource source, List<String> handles, List<String> paths, List<String> adopt) {
  private static final String EBS_ID = "vol-[0-9a-f]{8,17}";
  private static final String NO_EBS_ID = "must be an EBS volume id: vol-...";

  void run(Checks checks) {
    if (source == null) {
      return;
    }
    if (source == VolumeSource.EBS) {
      checkItems(checks, "handles", handles, EBS_ID, NO_EBS_ID);
      checkItems(checks, "adopt", adopt, EBS_ID, NO_EBS_ID);
      checks.that(
          "adopt",
          adopt,
          ids -> ids.isEmpty() || handles == null || handles.isEmpty(),
          "does not go with handles, which name volumes that the stack does not declare: remove one"
              + " of the two");
    } else {
      checkAbsent(checks, "handles", handles, "ebs");
      checkAbsent(checks, "adopt", adopt, "ebs");
    }
    if (source == VolumeSource.LOCAL) {
      if (paths != null && paths.isEmpty()) {
        checks.fault("paths", null, "is required with source local: one entry per pod");
      }
      checkItems(checks, "paths", paths, "(/[^/]+)+", "must be an absolute path");
    } else {
      checkAbsent(checks, "paths", paths, "local");
    }
  }

  private static void checkAbsent(Checks checks, String key, List<String> items, String source) {
    checks.that(key, items, List::isEmpty, "only goes with source " + source + ": remove it");
  }

  private static void checkItems(
      Checks checks, String key, List<String> items, String regex, String allowed) {
    for (int i = 0; items != null && i < items.size(); i++) {
      checks.matches(key + "[" + i + "]", items.get(i), regex, allowed);
    }
  }
}

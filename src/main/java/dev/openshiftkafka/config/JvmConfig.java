package dev.openshiftkafka.config;

import java.math.BigDecimal;
import java.util.List;

/** Heap and flags of a JVM. */
public record JvmConfig(
    @Key(
            doc =
                "`article` (-Xmx8G -Xms6G and the other flags of the article) or `production` (a"
                    + " heap of fixed size, Xms = Xmx).",
            defaultsTo = "\"production\"")
        JvmProfile profile,
    @Key(
            doc = "Heap size, such as 512M or 5G. Required with profile `production`.",
            optional = true)
        String heap,
    @Key(doc = "Additional JVM flags, after those of the profile.", defaultsTo = "[]")
        List<String> flags) {

  /** Flags that would override -Xmx, and so bypass the check of the heap against the memory. */
  private static final String HEAP_FLAG = "(-X?m[sx]|-XX:(Max|Min|Initial)HeapSize=).*";

  /** The largest share of a container's memory for the heap; the rest is for non-heap memory. */
  private static final BigDecimal MAX_HEAP_SHARE = new BigDecimal("0.75");

  /** Checks that the profile and the heap match, and the syntax of the flags. */
  public JvmConfig {
    Checks.run(
        checks -> {
          checks.heap("heap", heap);
          if (profile == JvmProfile.PRODUCTION && heap == null) {
            checks.fault(
                "heap", null, "is required with profile production; set it, for example to 5G");
          }
          if (profile == JvmProfile.ARTICLE && heap != null) {
            checks.fault(
                "heap",
                heap,
                "cannot be combined with profile article, which sets -Xms6G -Xmx8G; remove it");
          }
          checkFlags(checks, flags == null ? List.of() : flags);
        });
  }

  private static void checkFlags(Checks checks, List<String> flags) {
    for (int i = 0; i < flags.size(); i++) {
      String key = "flags[" + i + "]";
      checks
          .matches(key, flags.get(i), "-\\S+", "must be one JVM flag that begins with -")
          .that(
              key,
              flags.get(i),
              flag -> !flag.matches(HEAP_FLAG),
              "sets the heap; use jvm.heap with profile production instead");
    }
  }

  /** Maximum heap size. */
  String maxHeap() {
    return profile == JvmProfile.ARTICLE ? "8G" : heap;
  }

  /** Checks that the heap leaves memory for the page cache and for non-heap memory. */
  void checkMemory(Checks checks, ResourcesConfig resources) {
    if (maxHeap() == null || resources == null || resources.memory() == null) {
      return;
    }
    if (!fits(maxHeap(), resources.memory())) {
      checks.fault(
          "resources.memory",
          resources.memory(),
          "is too small for a heap of "
              + maxHeap()
              + ", which may use at most 75 percent of it; increase the memory or lower the heap");
    }
  }

  /** Checks the keys {@code heap} and {@code resources.memory} of a record with a small JVM. */
  static void checkHeap(Checks checks, String heap, ResourcesConfig resources) {
    checks.heap("heap", heap);
    if (heap == null
        || !Quantity.isJvmSize(heap)
        || resources == null
        || !Quantity.isBytes(resources.memory())) {
      return;
    }
    if (!fits(heap, resources.memory())) {
      checks.fault(
          "heap",
          heap,
          "must be at most 75 percent of resources.memory ("
              + resources.memory()
              + "), because the JVM needs memory outside the heap; lower it or increase the"
              + " memory");
    }
  }

  private static boolean fits(String heap, String memory) {
    return Quantity.jvmBytes(heap).compareTo(Quantity.bytes(memory).multiply(MAX_HEAP_SHARE)) <= 0;
  }
}

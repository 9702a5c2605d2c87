package dev.openshiftkafka.config;

import java.util.List;

/** How the JVM of a container is started. */
public record JvmConfig(
    @Key(
            doc = "`article` (-Xmx8G -Xms6G and its flags) or `production` (Xms = Xmx).",
            defaultsTo = "\"production\"")
        JvmProfile profile,
    @Key(doc = "Heap of the production profile, which requires it: 512M, 5G.", optional = true)
        String heap,
    @Key(doc = "Further JVM flags, after those of the profile.", defaultsTo = "[]")
        List<String> flags) {

  /** Everything that would win over -Xmx and so pass by the check against the memory. */
  private static final String HEAP_FLAG = "(-X?m[sx]|-XX:(Max|Min|Initial)HeapSize=).*";

  /** Checks that the profile and the heap agree, and that flags are flags. */
  public JvmConfig {
    JvmProfile givenProfile = profile;
    String givenHeap = heap;
    List<String> givenFlags = flags;
    Checks.run(
        checks -> {
          checks.that(
              "heap",
              givenHeap,
              Quantity::isJvmSize,
              "must be a whole number with M or G: 512M, 5G");
          if (givenProfile == JvmProfile.PRODUCTION && givenHeap == null) {
            checks.fault("heap", null, "is required with profile production, for example 5G");
          }
          if (givenProfile == JvmProfile.ARTICLE && givenHeap != null) {
            checks.fault(
                "heap",
                givenHeap,
                "does not go with profile article, whose heap is -Xms6G -Xmx8G: remove it");
          }
          checkFlags(checks, givenFlags == null ? List.of() : givenFlags);
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
              "sets the heap: use jvm.heap with profile production");
    }
  }

  /** The largest heap that these flags allow. */
  String maxHeap() {
    return profile == JvmProfile.ARTICLE ? "8G" : heap;
  }

  /** Checks that the heap leaves room for the page cache and for memory outside the heap. */
  static void checkRoom(Checks checks, JvmConfig jvm, ResourcesConfig resources) {
    if (jvm == null || resources == null || jvm.maxHeap() == null || resources.memory() == null) {
      return;
    }
    var heap = Quantity.jvmBytes(jvm.maxHeap());
    var memory = Quantity.bytes(resources.memory());
    if (heap.compareTo(memory.multiply(new java.math.BigDecimal("0.75"))) > 0) {
      checks.fault(
          "resources.memory",
          resources.memory(),
          "is too little for a heap of "
              + jvm.maxHeap()
              + ": the heap may take three quarters of it; give more memory or a smaller heap");
    }
  }
}

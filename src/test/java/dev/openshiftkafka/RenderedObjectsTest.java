package dev.openshiftkafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openshiftkafka.testing.Golden;
import dev.openshiftkafka.testing.Manifests;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the objects and AWS resources of whole stacks with reviewed ones, and writes manifests
 * for the API server.
 *
 * <p>The resources of {@code dev} are stored whole, those of each other stack as differences to the
 * most similar stack. Review a change in dev.yaml first; the other files then show only what is
 * particular to their stack.
 */
class RenderedObjectsTest {
  private static final Path MANIFESTS = Path.of("target/manifests");
  private static final String WHOLE = "dev";
  private static final String LOCAL_KRAFT = "local-kraft";
  private static final String LOCAL_SECURE = "local-secure";

  /** The stack whose differences are stored; stacks that are not listed are compared with dev. */
  private static final Map<String, String> BASES =
      Map.of("staging", "prod", LOCAL_KRAFT, "prod", LOCAL_SECURE, LOCAL_KRAFT, "local", "article");

  /** All stack files, each after its base, which an update of the files writes first. */
  static Stream<String> stacks() {
    return Stream.concat(StackFile.ALL.keySet().stream(), Stream.of(LOCAL_KRAFT, LOCAL_SECURE))
        .sorted(
            Comparator.comparing((String stack) -> withBases(stack).size())
                .thenComparing(Comparator.naturalOrder()));
  }

  private static List<String> withBases(String stack) {
    var names = new ArrayList<>(List.of(stack));
    while (!names.get(names.size() - 1).equals(WHOLE)) {
      names.add(BASES.getOrDefault(names.get(names.size() - 1), WHOLE));
    }
    return names;
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void objects_stack_matchGolden(String stack) throws IOException {
    StackRun run =
        switch (stack) {
          case LOCAL_KRAFT -> StackRun.update("local", StackFile.kraft("local"));
          case LOCAL_SECURE -> StackRun.update("local", StackFile.secure("local"));
          default -> StackRun.update(stack, StackFile.read(stack));
        };

    assertEquals(List.of(), run.result().errors());
    Golden.assertDocuments(withBases(stack), Manifests.yaml(run));
    Manifests.write(MANIFESTS, stack, run);
  }
}

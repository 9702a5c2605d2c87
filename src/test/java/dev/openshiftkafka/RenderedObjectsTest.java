package dev.openshiftkafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openshiftkafka.testing.Golden;
import dev.openshiftkafka.testing.Manifests;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The objects of whole stacks, compared with reviewed ones and written for the API server. */
class RenderedObjectsTest {
  private static final Path MANIFESTS = Path.of("target/manifests");

  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "prod", "article", "local"})
  void objects_stackFile_matchGolden(String stack) throws IOException {
    StackRun run = StackRun.update(stack, StackFile.read(stack));

    assertEquals(List.of(), run.result().errors());
    Golden.assertMatches(stack + ".yaml", Manifests.yaml(run));
    Manifests.write(MANIFESTS, stack, run);
  }

  @Test
  void objects_localKraft_matchGolden() throws IOException {
    StackRun run = StackRun.update("local", StackFile.kraft("local"));

    assertEquals(List.of(), run.result().errors());
    Golden.assertMatches("local-kraft.yaml", Manifests.yaml(run));
    Manifests.write(MANIFESTS, "local-kraft", run);
  }
}

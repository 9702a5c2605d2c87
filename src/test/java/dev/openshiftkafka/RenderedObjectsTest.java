package dev.openshiftkafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.guard.ClusterHealth;
import dev.openshiftkafka.guard.DeploymentSnapshot;
import dev.openshiftkafka.guard.PreviousOutputs;
import dev.openshiftkafka.testing.Golden;
import dev.openshiftkafka.testing.Manifests;
import dev.openshiftkafka.testing.PodArchives;
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
  private static final String PROD_TIERED = "prod-tiered";
  private static final String LOCAL_KRAFT = "local-kraft";
  private static final String LOCAL_SECURE = "local-secure";
  private static final String LOCAL_SERVICE_CA = "local-service-ca";
  private static final String LOCAL_MIGRATED = "local-migrated";

  /** The stack whose differences are stored; stacks that are not listed are compared with dev. */
  private static final Map<String, String> BASES =
      Map.ofEntries(
          Map.entry("staging", "prod"),
          Map.entry(PROD_TIERED, "prod"),
          Map.entry(LOCAL_KRAFT, "prod"),
          Map.entry(LOCAL_SECURE, LOCAL_KRAFT),
          Map.entry(LOCAL_SERVICE_CA, LOCAL_SECURE),
          Map.entry("local", "article"),
          Map.entry("local-provision", "local"),
          Map.entry("local-migrate", "local-provision"),
          Map.entry("local-brokers", "local-migrate"),
          Map.entry("local-finalize", "local-brokers"),
          Map.entry(LOCAL_MIGRATED, "local-finalize"),
          Map.entry("local-rollback", "local-provision"));

  /** All stack files, each after its base, which an update of the files writes first. */
  static Stream<String> stacks() {
    return Stream.of(
            StackFile.ALL.keySet().stream(),
            Stream.of(PROD_TIERED, LOCAL_KRAFT, LOCAL_SECURE, LOCAL_SERVICE_CA, LOCAL_MIGRATED),
            StackFile.PHASES.stream().map(phase -> "local-" + phase))
        .flatMap(names -> names)
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
          case PROD_TIERED -> StackRun.update("prod", StackFile.tiered());
          case LOCAL_KRAFT -> StackRun.update("local", StackFile.kraft("local"));
          case LOCAL_SECURE -> StackRun.update("local", StackFile.secure("local"));
          case LOCAL_SERVICE_CA -> StackRun.update("local", StackFile.serviceCa("local"));
          case LOCAL_MIGRATED -> migrated("local", StackFile.migrated());
          default -> {
            String phase = stack.replace("local-", "");
            yield StackFile.PHASES.contains(phase)
                ? migrated("local", StackFile.migrating(phase))
                : StackRun.update(stack, StackFile.read(stack));
          }
        };

    assertEquals(List.of(), run.result().errors());
    assertEquals(List.of(), PodArchives.missing(run));
    Golden.assertDocuments(withBases(stack), Manifests.withoutJobIds(Manifests.yaml(run)));
    Manifests.write(MANIFESTS, stack, run);
  }

  /** Repeats the last update of a stack that was created with ZooKeeper. */
  private static StackRun migrated(String stack, Map<String, String> values) {
    var config = new ConfigSource("openshift-kafka", stack, values).read();
    var snapshot = DeploymentSnapshot.of(config, DeploymentSnapshot.keptClusterId());
    return StackRun.update(
        stack,
        values,
        Map.of(PreviousOutputs.SNAPSHOT, snapshot),
        healthy -> ClusterHealth.Report.HEALTHY);
  }
}

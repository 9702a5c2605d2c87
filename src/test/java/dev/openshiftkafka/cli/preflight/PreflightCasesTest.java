package dev.openshiftkafka.cli.preflight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.cli.preflight.Result.Status;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every check has a case that passes and one with a finding. */
class PreflightCasesTest {
  private static final List<String> CHECKS = Preflight.checks().stream().map(Check::id).toList();

  @Test
  void checks_ids_areUniqueAndKebabCase() {
    assertEquals(CHECKS.size(), Set.copyOf(CHECKS).size());
    assertTrue(CHECKS.size() >= 40, CHECKS.size() + " checks");
    for (String id : CHECKS) {
      assertTrue(id.matches("(cluster|aws)\\.[a-z0-9]+(-[a-z0-9]+)*"), id);
    }
  }

  @Test
  void checks_all_havePassingCase() {
    assertEquals(new TreeSet<>(CHECKS), with(given -> given.expected() == Status.OK));
  }

  @Test
  void checks_all_haveFailingCase() {
    assertEquals(new TreeSet<>(CHECKS), with(PreflightCase::finds));
  }

  private static Set<String> with(Predicate<PreflightCase> kind) {
    return PreflightCases.all().stream()
        .filter(kind)
        .map(PreflightCase::check)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}

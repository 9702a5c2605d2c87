package dev.openshiftkafka.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of the warning of plain listeners. */
class PlainListenersWarningTest {
  private static Optional<String> warning(Map<String, String> values) {
    return PlainListenersWarning.of(new ConfigSource("openshift-kafka", "local", values).read());
  }

  @Test
  void of_noSecurity_namesFirstPhase() {
    assertThat(warning(StackFile.kraft("local"))).get().asString().contains("security.phase open");
  }

  @Test
  void of_zooKeeper_namesKraft() {
    assertThat(warning(StackFile.read("local"))).get().asString().contains("metadata kraft");
  }

  @ParameterizedTest
  @CsvSource({"open, use", "use, authorize", "authorize, closed"})
  void of_phaseWithPlainListeners_namesNext(String phase, String next) {
    assertThat(warning(StackEdit.apply(StackFile.secure("local"), Map.of("security/phase", phase))))
        .get()
        .asString()
        .contains("security.phase " + next);
  }

  @Test
  void of_closed_isEmpty() {
    assertThat(warning(StackFile.secure("local"))).isEmpty();
  }
}

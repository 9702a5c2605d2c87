package dev.openshiftkafka.cli.preflight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All cases against a real API server or moto. */
class PreflightIT {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  static List<PreflightCase> cases() {
    return PreflightCases.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void check_circumstances_result(PreflightCase given) throws Exception {
    Check check =
        Preflight.checks().stream()
            .filter(found -> found.id().equals(given.check()))
            .findFirst()
            .orElseThrow();
    try (PreflightFixture fixture =
        new PreflightFixture(given.stack(), "case-" + NUMBER.incrementAndGet())) {
      given.setup().prepare(fixture);

      Result result = fixture.run(List.of(check)).get(0).result();

      String text = String.join("\n", result.lines());
      assertEquals(given.expected(), result.status(), text);
      assertTrue(text.contains(given.message()), text);
    }
  }
}

package dev.openshiftkafka.cli.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openshiftkafka.cli.state.Urn;
import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Destructive changes of guarded resources are refused in each environment. */
class GuardRailsTest {
  private static final List<String> DESTROYING =
      List.of("delete", "replace", "delete-replaced", "create-replacement");

  /** Stack prod with a bucket. */
  private static final String TIERED = "prod-tiered";

  @TempDir private Path folder;

  static Stream<Arguments> guardedResources() {
    return Stream.concat(StackFile.ALL.keySet().stream().sorted(), Stream.of(TIERED))
        .flatMap(
            stack ->
                guarded(stack).stream()
                    .map(resource -> Arguments.of(stack, resource.kind(), resource)));
  }

  private static List<Declared> guarded(String stack) {
    var values = stack.equals(TIERED) ? StackFile.tiered() : StackFile.read(stack);
    return StackRun.preview(stack, values, Map.of()).declared().stream()
        .filter(resource -> GuardedKind.of(urn(resource)).isPresent())
        .collect(Collectors.toMap(Declared::kind, resource -> resource, (a, b) -> a, TreeMap::new))
        .values()
        .stream()
        .toList();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("guardedResources")
  void review_guardedResourceDestroyed_isRefused(String stack, String kind, Declared resource)
      throws IOException {
    for (String operation : DESTROYING) {
      Path preview = digest(urn(resource), operation, true, true);
      Reviewed refused = Reviewed.of(preview, "--environment", stack);

      assertEquals(ReviewCommand.REFUSED, refused.status(), operation);
      assertTrue(refused.comment().contains("**Refused: this plan destroys"), refused.comment());
      assertTrue(refused.comment().contains(resource.name()), refused.comment());
      assertEquals(0, Reviewed.of(preview, "--environment", stack, "--allow-destructive").status());
    }
    for (String operation : List.of("create", "update", "same", "import", "read")) {
      Path preview = digest(urn(resource), operation, true, true);

      assertEquals(0, Reviewed.of(preview, "--environment", stack).status(), operation);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "prod", "article", "local", TIERED})
  void guardedKinds_environment_areDeclared(String stack) {
    Set<GuardedKind> kinds =
        guarded(stack).stream()
            .map(resource -> GuardedKind.of(urn(resource)))
            .flatMap(Optional::stream)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(GuardedKind.class)));

    var expected = EnumSet.allOf(GuardedKind.class);
    if (!stack.equals(TIERED)) {
      expected.remove(GuardedKind.BUCKET);
    }
    if (!StackFile.PROTECTED.contains(stack) && !stack.equals(TIERED)) {
      expected.remove(GuardedKind.KEY);
    }
    if (stack.equals("local")) {
      expected.remove(GuardedKind.DISK);
    }
    assertEquals(expected, kinds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"same", "update"})
  void review_protectionRemoved_isReportedAndPermitted(String operation) throws IOException {
    Urn disk = Urn.of("urn:pulumi:prod::p::aws:ebs/volume:Volume::datadir-kafka-kafka-0");

    Reviewed reviewed = Reviewed.of(digest(disk, operation, true, false));

    assertEquals(0, reviewed.status());
    assertTrue(
        reviewed.comment().contains("**Protection is removed from 1 resource: "),
        reviewed.comment());
    assertTrue(
        !Reviewed.of(digest(disk, operation, false, true)).comment().contains("Protection is"));
  }

  @Test
  void review_retainedResourceDeleted_isRefusedAsKept() throws IOException {
    Urn disk = Urn.of("urn:pulumi:prod::p::aws:ebs/volume:Volume::datadir-kafka-kafka-0");
    Path preview = digest(disk, "delete", false, false);
    String retained =
        Files.readString(preview).replace("\"protect\"", "\"retainOnDelete\":true,\"protect\"");

    Reviewed reviewed = Reviewed.of(Files.writeString(preview, retained));

    assertEquals(ReviewCommand.REFUSED, reviewed.status());
    assertTrue(
        reviewed.comment().contains(": it is kept, but removed from the state of the stack"),
        reviewed.comment());
  }

  @Test
  void review_unguardedResourceDestroyed_isPermitted() throws IOException {
    Urn service = Urn.of("urn:pulumi:prod::p::kubernetes:core/v1:Service::kafka-kafka");

    for (String operation : DESTROYING) {
      assertEquals(0, Reviewed.of(digest(service, operation, true, true)).status(), operation);
    }
  }

  @Test
  void guardedKind_openShiftProject_isProject() {
    String type = "urn:pulumi:prod::p::kubernetes:project.openshift.io/v1:Project::kafka";

    assertEquals(Optional.of(GuardedKind.PROJECT), GuardedKind.of(Urn.of(type)));
  }

  @Test
  void documentation_guardedKinds_namesAll() throws IOException {
    String text = Files.readString(Path.of("docs/pull-requests.md"));

    for (GuardedKind kind : GuardedKind.values()) {
      assertTrue(text.contains(" | " + kind.consequence() + " |"), kind + " is missing");
    }
  }

  private static Urn urn(Declared resource) {
    return Urn.of("urn:pulumi:prod::openshift-kafka::" + resource.type() + "::" + resource.name());
  }

  private Path digest(Urn urn, String operation, boolean before, boolean after) throws IOException {
    var step = new TreeMap<String, Object>(Map.of("op", operation, "urn", urn.text()));
    if (!operation.equals("create")) {
      step.put("oldState", state(urn, before));
    }
    if (!operation.startsWith("delete")) {
      step.put("newState", state(urn, after));
    }
    var digest = Map.of("steps", List.of(step), "changeSummary", Map.of(operation, 1));
    return Files.writeString(
        folder.resolve("preview.json"), new ObjectMapper().writeValueAsString(digest));
  }

  private static Map<String, Object> state(Urn urn, boolean guarded) {
    return Map.of(
        "urn",
        urn.text(),
        "type",
        urn.type(),
        "custom",
        true,
        "protect",
        guarded,
        "id",
        "an-id",
        "inputs",
        Map.of("tags", Arrays.asList("a", "b")));
  }
}

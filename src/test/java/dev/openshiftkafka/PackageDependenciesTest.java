package dev.openshiftkafka;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tests of the dependencies between packages that docs/architecture.md describes. */
class PackageDependenciesTest {
  private static final String BASE = "dev.openshiftkafka";

  private static final JavaClasses CLASSES =
      new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(BASE);

  /** The only packages of this project that a package may depend on. */
  private record Allowed(String part, Set<String> imports) {
    ArchRule rule() {
      var packages = new ArrayList<>(List.of(BASE + "." + part + ".."));
      imports.forEach(other -> packages.add(BASE + "." + other + ".."));
      return classes()
          .that()
          .resideInAPackage(BASE + "." + part + "..")
          .should()
          .onlyDependOnClassesThat(
              resideOutsideOfPackage(BASE + "..")
                  .or(resideInAnyPackage(packages.toArray(String[]::new))));
    }
  }

  private static final List<Allowed> PARTS =
      List.of(
          new Allowed("config", Set.of()),
          new Allowed("capacity", Set.of("config")),
          new Allowed("capacity.model", Set.of()),
          new Allowed("pod", Set.of("capacity.model")),
          new Allowed("readiness", Set.of("pod.readiness")),
          new Allowed("kubernetes", Set.of("config")),
          new Allowed("guard", Set.of("config", "kubernetes")),
          new Allowed(
              "stack", Set.of("config", "capacity", "kubernetes", "guard", "pod", "readiness")),
          // The command reassign runs the program of the stack's rebalance Job in a pod.
          new Allowed(
              "cli",
              Set.of(
                  "config",
                  "capacity",
                  "kubernetes",
                  "guard",
                  "pod.load",
                  "pod.admin",
                  "pod.rebalance")));

  @TestFactory
  Stream<DynamicTest> package_dependencies_pointOneWay() {
    return PARTS.stream()
        .map(part -> DynamicTest.dynamicTest(part.part(), () -> part.rule().check(CLASSES)));
  }

  /** Every package has a rule. */
  @Test
  void package_withoutRule_fails() {
    var parts = new TreeSet<String>();
    CLASSES.forEach(
        type -> {
          String[] names = type.getPackageName().split("\\.");
          if (names.length > 2) {
            parts.add(names[2]);
          }
        });
    var ruled = new TreeSet<String>();
    PARTS.forEach(part -> ruled.add(part.part().split("\\.")[0]));
    assertEquals(ruled, parts);
  }

  @Test
  void packages_cycle_none() {
    slices().matching(BASE + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void pod_pulumi_none() {
    noClasses()
        .that()
        .resideInAPackage(BASE + ".pod..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.pulumi..")
        .check(CLASSES);
  }

  @Test
  void stack_kafkaClient_none() {
    noClasses()
        .that()
        .resideInAnyPackage(BASE + ".stack..", BASE + ".kubernetes..", BASE + ".guard..", BASE)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka..")
        .check(CLASSES);
  }

  @Test
  void rule_violated_fails() {
    var forbidden = new Allowed("stack", Set.of("config"));
    assertThrows(AssertionError.class, () -> forbidden.rule().check(CLASSES));
  }
}

package dev.openshiftkafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests of the order in which {@code pulumi destroy} deletes resources: a resource is deleted after
 * its dependents, its children, and the resources that it created as a provider.
 */
class DestroyOrderTest {
  private static final Map<String, Object> EVERYTHING =
      Map.of(
          "topics/declared/0", Map.of("name", "orders", "partitions", 3), "client/enabled", true);

  /** Groups of resources, in the order of their deletion. */
  private enum Stage {
    CLIENTS(kinds("CronJob", "Job", "Deployment")),
    BROKERS(d -> d.kind().equals("StatefulSet") && d.name().equals("kafka-kafka")),
    QUORUM(d -> d.kind().equals("StatefulSet") && !d.name().equals("kafka-kafka")),
    // NetworkPolicies exist as long as pods.
    POLICIES(kinds("NetworkPolicy")),
    PROJECT(kinds("Namespace")),
    NODES(d -> d.kind().equals("MachineSet") || d.type().equals("aws:ec2/instance:Instance")),
    NETWORK(d -> d.parent().contains("aws:Network::") || d.parent().contains("SecurityGroup::"));

    private final Predicate<Declared> members;

    Stage(Predicate<Declared> members) {
      this.members = members;
    }

    List<Declared> of(StackRun run) {
      return run.declared().stream().filter(members).toList();
    }

    private static Predicate<Declared> kinds(String... kinds) {
      return declared -> declared.isObject() && List.of(kinds).contains(declared.kind());
    }
  }

  static Stream<Arguments> runs() {
    Map<String, Object> ownNetwork =
        Map.of(
            "aws/network",
            Map.of(
                "clusterCidrs", List.of("10.9.0.0/16"),
                "workerSecurityGroups", List.of("sg-0e000000000000001"),
                "controlPlaneSecurityGroup", "sg-0e000000000000002"));
    return Stream.concat(
        StackFile.ALL.keySet().stream().sorted().map(stack -> run(stack, Map.of())),
        Stream.of(run("dev", ownNetwork), run("prod", ownNetwork)));
  }

  private static Arguments run(String stack, Map<String, Object> edits) {
    var values = StackEdit.apply(StackEdit.apply(StackFile.read(stack), EVERYTHING), edits);
    String name = stack + (edits.isEmpty() ? "" : " with declared network");
    return Arguments.of(name, StackRun.preview(stack, values, Map.of()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  void destroy_stages_areInOrder(String stack, StackRun run) {
    assertEquals(List.of(), run.result().exceptions());
    var stages = Arrays.stream(Stage.values()).filter(stage -> !stage.of(run).isEmpty()).toList();
    assertTrue(stages.size() >= (stack.equals("local") ? 5 : 6), stages.toString());
    var order = new Order(run);
    for (int i = 1; i < stages.size(); i++) {
      for (Declared first : stages.get(i - 1).of(run)) {
        stages.get(i).of(run).forEach(second -> order.require(first, second));
      }
    }
    assertEquals(List.of(), order.wrong);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  void destroy_dataHolders_areDeletedAfterUsers(String stack, StackRun run) {
    var order = new Order(run);
    for (Declared claim : run.objects("PersistentVolumeClaim")) {
      run.objects("StatefulSet").stream()
          .filter(set -> claim.name().contains(set.name()))
          .forEach(set -> order.require(set, claim));
      run.objects("PersistentVolume").stream()
          .filter(volume -> volume.name().endsWith(claim.name()))
          .forEach(volume -> order.require(claim, volume));
      run.resources("aws:ebs/volume:").stream()
          .filter(disk -> disk.name().equals(claim.name()))
          .forEach(disk -> order.require(claim, disk));
      run.objects("Namespace").forEach(project -> order.require(claim, project));
    }
    for (Declared key : run.resources("aws:kms/key:")) {
      run.resources("aws:ebs/volume:").forEach(disk -> order.require(disk, key));
    }
    assertTrue(order.checked >= 12, "only " + order.checked + " pairs were checked");
    assertEquals(List.of(), order.wrong);
  }

  /** The order of deletion that follows from the dependencies of a run. */
  private static final class Order {
    private final StackRun run;
    private final Map<Declared, Set<Declared>> later = new HashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private int checked;

    Order(StackRun run) {
      this.run = run;
    }

    void require(Declared first, Declared second) {
      checked++;
      if (!afterwards(first).contains(second)) {
        wrong.add(
            first.kind() + " " + first.name() + " before " + second.kind() + " " + second.name());
      }
    }

    /** The resources that a resource needs, directly or transitively; they are deleted after it. */
    private Set<Declared> afterwards(Declared resource) {
      Set<Declared> known = later.get(resource);
      if (known == null) {
        known = new HashSet<>();
        for (Declared needed : needs(resource)) {
          known.add(needed);
          known.addAll(afterwards(needed));
        }
        later.put(resource, known);
      }
      return known;
    }

    private List<Declared> needs(Declared resource) {
      var urns = new HashSet<>(resource.dependsOn());
      urns.add(resource.parent());
      // The reference to a provider consists of its URN and its id.
      urns.add(resource.provider().replaceAll("::[^:]*$", ""));
      return run.declared().stream().filter(other -> urns.stream().anyMatch(other::isAt)).toList();
    }
  }
}

package dev.openshiftkafka.cli.recover;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openshiftkafka.cli.runtime.ClusterClient;
import dev.openshiftkafka.cli.runtime.CommandFailedException;
import dev.openshiftkafka.cli.runtime.PrivateFolder;
import dev.openshiftkafka.cli.runtime.Session;
import dev.openshiftkafka.cli.runtime.TargetStack;
import dev.openshiftkafka.cli.state.JsonText;
import dev.openshiftkafka.cli.state.ResourceState;
import dev.openshiftkafka.cli.state.StackState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Finds and deletes what a killed run left. */
final class Recovery {
  private static final int LEFT = 3;

  private final Session session;
  private final TargetStack stack;
  private final ClusterClient cluster;
  private final PrivateFolder folder;

  /** An object that exists and is not in the state, and its identity. */
  private record Orphan(KubernetesObject object, String uid) {}

  private final List<Orphan> orphans = new ArrayList<>();
  private boolean left;

  Recovery(Session session, TargetStack stack, ClusterClient cluster, PrivateFolder folder) {
    this.session = session;
    this.stack = stack;
    this.cluster = cluster;
    this.folder = folder;
  }

  /** Shows what was left, deletes it with --yes, and returns the exit status. */
  int run(boolean yes) {
    StackState state = readState(yes);
    state.creating().stream()
        .flatMap(resource -> KubernetesObject.of(resource).stream())
        .forEach(object -> object.read(cluster).ifPresent(live -> judge(state, object, live)));
    nameOthers(state);
    if (!yes) {
      session.print(
          "Nothing was changed. When no other run goes on: bin/kafka-stack %s %s --yes"
              .formatted(RecoverCommand.NAME, stack.name()));
      return left ? LEFT : 0;
    }
    cancel();
    deleteOrphans();
    if (left) {
      return LEFT;
    }
    forgetBegun();
    session.print("The next run of " + stack.name() + " can go on.");
    return 0;
  }

  /** Reads the file itself when the engine cannot. */
  private StackState readState(boolean yes) {
    try {
      var torn = TornSidecars.find(session, stack);
      for (Path file : torn.files()) {
        session.print("cut short by the kill, so that the state cannot be read: " + file);
      }
      if (yes) {
        torn.delete();
      }
      return torn.files().isEmpty() || yes ? StackState.ofExport(export()) : torn.readState();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException e) {
      throw CommandFailedException.failed(
          "the state of " + stack.name() + " cannot be read: " + e.getMessage());
    }
  }

  private String export() {
    var export = session.inProject().call(stack.named("stack", "export")).capture();
    if (!export.ok()) {
      throw CommandFailedException.failed("the state of " + stack.name() + " cannot be read");
    }
    return export.out();
  }

  private void judge(StackState state, KubernetesObject object, JsonNode live) {
    String uid = live.at("/metadata/uid").asText();
    if (state.resources().stream().anyMatch(r -> r.output("metadata", "uid").equals(uid))) {
      return;
    }
    String what = KubernetesObject.describe(live);
    if (!KubernetesObject.isOurs(live)) {
      session.print("not this program's, so it stays: " + what);
      left = true;
    } else if (object.is("Namespace") && !isEmpty(live.at("/metadata/name").asText())) {
      session.print("with something in it, so it stays: " + what);
      left = true;
    } else {
      session.print("made, but not in the state: " + what);
      orphans.add(new Orphan(object, uid));
    }
  }

  /** Deleting a project deletes everything in it. */
  private boolean isEmpty(String namespace) {
    return cluster
        .output(
            "get",
            "statefulsets,deployments,pods,persistentvolumeclaims",
            "--namespace",
            namespace,
            "--output=name")
        .isBlank();
  }

  /** Only the cloud knows whether these are there. */
  private void nameOthers(StackState state) {
    List<ResourceState> others =
        state.creating().stream()
            .filter(ResourceState::custom)
            .filter(resource -> !resource.type().startsWith("kubernetes:"))
            .filter(resource -> !resource.type().startsWith("pulumi:"))
            .toList();
    if (others.isEmpty()) {
      return;
    }
    left = true;
    session.print(
        "It had begun to make these, too. Look for them by their tags; then `pulumi refresh` asks"
            + " for each what became of it:");
    for (ResourceState other : others) {
      String tag =
          Optional.of(other.input("tags", "Name")).filter(t -> !t.isEmpty()).orElse("(none)");
      session.print("  %s %s, tag Name=%s".formatted(other.type(), other.name(), tag));
    }
  }

  /** A run that is still active must be stopped before its objects are deleted. */
  private void cancel() {
    var cancelled = session.inProject().call(stack.named("cancel", "--yes")).captureAll();
    if (!cancelled.ok()) {
      List<String> lines = (cancelled.out() + cancelled.err()).strip().lines().toList();
      session.print("no run to cancel: " + (lines.isEmpty() ? "" : lines.get(lines.size() - 1)));
    }
  }

  /** In reverse order, as a destroy does. */
  private void deleteOrphans() {
    Collections.reverse(orphans);
    for (Orphan orphan : orphans) {
      orphan.object().delete(cluster);
      if (orphan.object().is("PersistentVolumeClaim")) {
        forgetClaim(orphan.uid());
      }
    }
  }

  /**
   * A volume remembers the very claim that it was bound to, and would take no other of the same
   * name.
   */
  private void forgetClaim(String uid) {
    JsonNode volumes = JsonText.parse(cluster.output("get", "persistentvolumes", "--output=json"));
    for (JsonNode volume : volumes.path("items")) {
      if (volume.at("/spec/claimRef/uid").asText().equals(uid)) {
        String name = volume.at("/metadata/name").asText();
        int status =
            cluster
                .call(
                    "patch",
                    "persistentvolume",
                    name,
                    "--type=json",
                    "--patch=[{\"op\": \"remove\", \"path\": \"/spec/claimRef/uid\"}]")
                .run();
        if (status != 0) {
          throw CommandFailedException.failed(
              "persistentvolume " + name + " still remembers its claim: the patch failed");
        }
      }
    }
  }

  /** An import drops the pending operations, so that the next run creates the objects. */
  private void forgetBegun() {
    Path file = folder.write("state", export());
    var imported =
        session
            .inProject()
            .call(stack.named("stack", "import", "--file", file.toString()))
            .captureAll();
    if (!imported.ok()) {
      throw CommandFailedException.failed(imported.err().strip());
    }
  }
}

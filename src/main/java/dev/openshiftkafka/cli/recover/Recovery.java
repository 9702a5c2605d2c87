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

/** Finds and deletes the objects that a killed run left behind. */
final class Recovery {
  private static final int MANUAL_DECISION = 3;

  private final Session session;
  private final TargetStack stack;
  private final ClusterClient cluster;
  private final PrivateFolder folder;

  /** An object that exists and is not in the state, and its UID. */
  private record Orphan(KubernetesObject object, String uid) {}

  private final List<Orphan> orphans = new ArrayList<>();
  private boolean needsDecision;

  Recovery(Session session, TargetStack stack, ClusterClient cluster, PrivateFolder folder) {
    this.session = session;
    this.stack = stack;
    this.cluster = cluster;
    this.folder = folder;
  }

  /** Lists the objects, deletes them with --yes, and returns the exit status. */
  int run(boolean yes) {
    StackState state = readState(yes);
    state.creating().stream()
        .flatMap(resource -> KubernetesObject.of(resource).stream())
        .forEach(object -> object.read(cluster).ifPresent(live -> classify(state, object, live)));
    listCloudResources(state);
    if (!yes) {
      session.print(
          "Nothing was changed. If no other run is active, run: bin/kafka-stack %s %s --yes"
              .formatted(RecoverCommand.NAME, stack.name()));
      return needsDecision ? MANUAL_DECISION : 0;
    }
    cancel();
    deleteOrphans();
    if (needsDecision) {
      return MANUAL_DECISION;
    }
    dropPendingOperations();
    session.print("The next run of " + stack.name() + " can continue.");
    return 0;
  }

  /** Reads the checkpoint file directly when Pulumi cannot read the state. */
  private StackState readState(boolean yes) {
    try {
      var torn = TornSidecars.find(session, stack);
      for (Path file : torn.files()) {
        session.print(
            file
                + ": truncated when the run was killed, so that the state cannot be read"
                + (yes ? "; deleted" : "; --yes deletes the file"));
      }
      if (yes) {
        torn.delete();
      }
      return torn.files().isEmpty() || yes ? StackState.ofExport(export()) : torn.readState();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException e) {
      throw CommandFailedException.failed(
          "stack " + stack.name() + ": the state cannot be read: " + e.getMessage());
    }
  }

  private String export() {
    var export = session.inProject().call(stack.named("stack", "export")).capture();
    if (!export.ok()) {
      throw CommandFailedException.failed("stack " + stack.name() + ": the state cannot be read");
    }
    return export.out();
  }

  private void classify(StackState state, KubernetesObject object, JsonNode live) {
    String uid = live.at("/metadata/uid").asText();
    if (state.resources().stream().anyMatch(r -> r.output("metadata", "uid").equals(uid))) {
      return;
    }
    String description = KubernetesObject.describe(live);
    if (!KubernetesObject.isOwned(live)) {
      session.print("kept, because this program did not create it: " + description);
      needsDecision = true;
    } else if (object.is("Namespace") && !isEmpty(live.at("/metadata/name").asText())) {
      session.print("kept, because it is not empty: " + description);
      needsDecision = true;
    } else {
      session.print("created, but not in the state: " + description);
      orphans.add(new Orphan(object, uid));
    }
  }

  /** A namespace with objects is kept, because its deletion deletes them. */
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

  /** Lists resources of other providers, whose existence this command cannot check. */
  private void listCloudResources(StackState state) {
    List<ResourceState> others =
        state.creating().stream()
            .filter(ResourceState::custom)
            .filter(resource -> !resource.type().startsWith("kubernetes:"))
            .filter(resource -> !resource.type().startsWith("pulumi:"))
            .toList();
    if (others.isEmpty()) {
      return;
    }
    needsDecision = true;
    session.print(
        "The run had also started to create these resources. Search for their tags to find out"
            + " whether they exist; then answer the questions of `pulumi refresh` about each:");
    for (ResourceState other : others) {
      String tag =
          Optional.of(other.input("tags", "Name")).filter(t -> !t.isEmpty()).orElse("(none)");
      session.print("  %s %s, tag Name=%s".formatted(other.type(), other.name(), tag));
    }
  }

  /** Releases the lock first, so that a run that is still active stops. */
  private void cancel() {
    var cancelled = session.inProject().call(stack.named("cancel", "--yes")).captureAll();
    if (!cancelled.ok()) {
      List<String> lines = (cancelled.out() + cancelled.err()).strip().lines().toList();
      session.print("no run to cancel: " + (lines.isEmpty() ? "" : lines.get(lines.size() - 1)));
    }
  }

  /** Deletes in reverse order of creation, as a destroy does. */
  private void deleteOrphans() {
    Collections.reverse(orphans);
    for (Orphan orphan : orphans) {
      orphan.object().delete(cluster);
      if (orphan.object().is("PersistentVolumeClaim")) {
        releaseVolume(orphan.uid());
      }
    }
  }

  /**
   * Removes the claim's UID from its volume: the volume would not bind to another claim of the same
   * name.
   */
  private void releaseVolume(String uid) {
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
              "persistentvolume/" + name + ": the patch that removes /spec/claimRef/uid failed");
        }
      }
    }
  }

  /** Imports the state, which drops the pending operations: the next run creates the objects. */
  private void dropPendingOperations() {
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

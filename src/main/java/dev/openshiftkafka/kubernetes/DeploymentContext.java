package dev.openshiftkafka.kubernetes;

import com.pulumi.core.Output;
import com.pulumi.core.internal.OutputInternal;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.ProviderResource;
import com.pulumi.resources.Resource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Context of {@link Operand#declare}: provider, dependencies, and outputs of the AWS layer. */
public final class DeploymentContext {
  private final ProviderResource provider;
  private final List<Resource> project;
  private final Map<String, Output<String>> volumeIds;
  private final Map<String, String> deployed;
  private Output<Map<String, String>> snapshot = Output.of(Map.of());
  private @Nullable Resource brokers;
  private @Nullable Resource access;

  /**
   * Creates the context.
   *
   * @param provider provider of the cluster
   * @param project the project, and other resources that must exist before its pods
   * @param volumeIds ids of the EBS volumes that the stack declares, by PersistentVolumeClaim
   * @param deployed snapshot that the last update exported; empty before the first
   */
  public DeploymentContext(
      ProviderResource provider,
      List<Resource> project,
      Map<String, Output<String>> volumeIds,
      Map<String, String> deployed) {
    this.provider = provider;
    this.project = List.copyOf(project);
    this.volumeIds = volumeIds;
    this.deployed = deployed;
  }

  /** Options of a component that depends on the project. */
  public ComponentResourceOptions inProject() {
    return after(project);
  }

  /**
   * Options of a component that is created once the brokers are ready and its ACLs exist, and
   * deleted before them.
   */
  public ComponentResourceOptions afterBrokers() {
    return after(access == null ? List.of(brokers()) : List.of(brokers(), access));
  }

  private ComponentResourceOptions after(List<Resource> resources) {
    return ComponentResourceOptions.builder().providers(provider).dependsOn(resources).build();
  }

  /**
   * The brokers: ready when all of their pods are.
   *
   * @throws NullPointerException when no operand has declared them yet
   */
  public Resource brokers() {
    return Objects.requireNonNull(
        brokers, "an operand depends on brokers that are not declared yet");
  }

  /** Sets the resource that {@link #brokers()} returns. */
  public void brokers(Resource declared) {
    brokers = declared;
  }

  /** Sets the resource that creates the ACLs of the stack's clients. */
  public void access(Resource declared) {
    access = declared;
  }

  /** Ids of the EBS volumes that the stack declares, by PersistentVolumeClaim. */
  public Map<String, Output<String>> volumeIds() {
    return volumeIds;
  }

  /** The snapshot that the last update exported; empty before the first. */
  public Map<String, String> deployed() {
    return deployed;
  }

  /** Adds entries to the snapshot that the next update is compared with. */
  public void addToSnapshot(Output<Map<String, String>> entries) {
    snapshot =
        Output.tuple(snapshot, entries)
            .applyValue(
                both -> {
                  var all = new TreeMap<>(both.t1);
                  all.putAll(both.t2);
                  return all;
                });
  }

  /** The snapshot; known when the operands have deployed what their entries describe. */
  public Output<Map<String, String>> snapshot() {
    return snapshot;
  }

  /**
   * A value that another one replaces when a resource of it has failed. Pulumi exports either all
   * outputs of an update or none, and a failed update must not take the others with it: the
   * operator needs them to repair it. Not for previews, which do not know all values.
   */
  public static <T> Output<T> orElse(Output<T> output, T other) {
    // The SDK has no other way to recover from a failed output.
    return Output.of(
        ((OutputInternal<T>) output).getValueNullable().exceptionally(failure -> other));
  }
}

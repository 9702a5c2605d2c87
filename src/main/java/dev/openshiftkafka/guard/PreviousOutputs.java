package dev.openshiftkafka.guard;

import com.pulumi.Context;
import com.pulumi.core.Output;
import com.pulumi.exceptions.RunException;
import com.pulumi.resources.StackReference;
import com.pulumi.resources.StackReferenceArgs;
import dev.openshiftkafka.config.StackConfig;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;

/** The outputs that the last update of this stack exported. */
public final class PreviousOutputs {
  public static final String SNAPSHOT = "declaredShape";
  public static final String VOLUMES = "volumes";

  private final StackReference self;

  public PreviousOutputs(Context context) {
    String name =
        String.join("/", context.organizationName(), context.projectName(), context.stackName());
    self = new StackReference("last-update", StackReferenceArgs.builder().name(name).build());
  }

  /** The deployment snapshot; empty before the first update. */
  public Output<Map<String, String>> snapshot() {
    return self.output(Output.of(SNAPSHOT)).applyValue(PreviousOutputs::texts);
  }

  /** Ids of the EBS volumes that the stack declared, by PersistentVolumeClaim. */
  public Output<Map<String, String>> volumes() {
    return self.output(Output.of(VOLUMES)).applyValue(PreviousOutputs::texts);
  }

  /** An output as text; empty when it was not exported. */
  public Output<String> text(String output) {
    return self.output(Output.of(output))
        .applyValue(exported -> exported == null ? "" : String.valueOf(exported));
  }

  /**
   * Runs all guards on a change of the configuration.
   *
   * @param deployed snapshot of the last update
   * @param volumes ids of the deployed volumes, by PersistentVolumeClaim
   * @throws RunException with all reasons, when a guard refuses the change
   */
  public static void permit(
      Map<String, String> deployed,
      Map<String, String> volumes,
      StackConfig config,
      TopicGuard topics,
      TieredStorageGuard storage,
      UserGuard users) {
    var reasons =
        new ArrayList<>(
            ImmutableChangeGuard.refusals(
                deployed, DeploymentSnapshot.of(config), config.kafka().allowBrokerRemoval()));
    VersionGuard.refusal(deployed, config).ifPresent(reasons::add);
    reasons.addAll(MigrationGuard.refusals(deployed, config));
    reasons.addAll(QuorumGuard.refusals(deployed, config));
    SecurityGuard.refusal(deployed, config).ifPresent(reasons::add);
    reasons.addAll(ImmutableChangeGuard.adoptionRefusals(volumes, config));
    reasons.addAll(topics.refusals());
    reasons.addAll(storage.refusals());
    reasons.addAll(users.refusals());
    if (!reasons.isEmpty()) {
      throw new RunException(
          "This edit cannot be made to a running cluster:\n  " + String.join("\n  ", reasons));
    }
  }

  private static Map<String, String> texts(Object exported) {
    var texts = new TreeMap<String, String>();
    if (exported instanceof Map<?, ?> map) {
      map.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
    }
    return texts;
  }
}

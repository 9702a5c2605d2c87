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

/** What the last update of this very stack exported. */
public final class PreviousOutputs {
  public static final String SHAPE = "declaredShape";
  public static final String VOLUMES = "volumes";

  private final StackReference self;

  public PreviousOutputs(Context context) {
    String name =
        String.join("/", context.organizationName(), context.projectName(), context.stackName());
    self = new StackReference("last-update", StackReferenceArgs.builder().name(name).build());
  }

  /** Its shape; empty when there was none. */
  public Output<Map<String, String>> shape() {
    return self.output(Output.of(SHAPE)).applyValue(PreviousOutputs::texts);
  }

  /** Ids of the EBS volumes that it declared, by claim; empty when there were none. */
  public Output<Map<String, String>> volumes() {
    return self.output(Output.of(VOLUMES)).applyValue(PreviousOutputs::texts);
  }

  /** A text that it exported, or an empty one. */
  public Output<String> text(String output) {
    return self.output(Output.of(output))
        .applyValue(exported -> exported == null ? "" : String.valueOf(exported));
  }

  /**
   * Fails with every reason why an edit of what was deployed must not be made.
   *
   * @param volumes ids of the deployed volumes, by claim
   * @throws RunException when there is one
   */
  public static void permit(
      Map<String, String> deployed,
      Map<String, String> volumes,
      StackConfig config,
      TopicGuard topics) {
    var reasons =
        new ArrayList<>(
            ImmutableChangeGuard.find(
                deployed, DeploymentSnapshot.of(config), config.kafka().allowBrokerRemoval()));
    VersionGuard.refusal(deployed, config).ifPresent(reasons::add);
    reasons.addAll(VolumeAdoptionGuard.refusals(volumes, config));
    reasons.addAll(topics.refusals());
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

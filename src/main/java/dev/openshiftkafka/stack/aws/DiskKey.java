package dev.openshiftkafka.stack.aws;

import com.pulumi.aws.kms.Alias;
import com.pulumi.aws.kms.AliasArgs;
import com.pulumi.aws.kms.Key;
import com.pulumi.aws.kms.KeyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ResourceArgs;
import dev.openshiftkafka.config.AwsConfig;
import dev.openshiftkafka.stack.aws.DataVolumes.DeletionPolicy;
import java.util.Map;

/** A KMS key for all disks of the stack. If it is deleted, their data can no longer be read. */
final class DiskKey extends ComponentResource {
  private static final String NAME = "kafka-disks";

  /** The maximum that KMS accepts; until then the deletion can be cancelled. */
  private static final int DELETION_WINDOW_DAYS = 30;

  private final Key key;

  DiskKey(AwsConfig config, Tags tags, DeletionPolicy deletion, ComponentResourceOptions options) {
    super("openshiftkafka:aws:DiskKey", tags.name(NAME), ResourceArgs.Empty, options);
    this.key =
        new Key(
            NAME,
            KeyArgs.builder()
                .description("Disks of " + tags.name("kafka"))
                .enableKeyRotation(true)
                .deletionWindowInDays(DELETION_WINDOW_DAYS)
                .policy(Iam.diskKeyPolicy(config))
                .tags(tags.of(NAME))
                .build(),
            deletion.options().parent(this).build());
    new Alias(
        NAME,
        AliasArgs.builder()
            .name("alias/" + tags.name(NAME) + "-" + tags.stack())
            .targetKeyId(key.keyId())
            .build(),
        CustomResourceOptions.builder().parent(this).build());
    this.registerOutputs(Map.of());
  }

  Output<String> arn() {
    return key.arn();
  }
}

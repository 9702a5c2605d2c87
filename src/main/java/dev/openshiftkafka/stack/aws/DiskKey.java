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
import java.util.Map;

/** Declares a KMS key for all disks. Without it nothing on them can be read again. */
final class DiskKey extends ComponentResource {
  private static final String NAME = "kafka-disks";
  private static final int MOST_DAYS_TO_REGRET = 30;

  private final Key key;

  DiskKey(AwsConfig config, Tags tags, DeletionPolicy safety, ComponentResourceOptions options) {
    super("openshiftkafka:aws:DiskKey", tags.name(NAME), ResourceArgs.Empty, options);
    this.key =
        new Key(
            NAME,
            KeyArgs.builder()
                .description("Disks of " + tags.name("kafka"))
                .enableKeyRotation(true)
                .deletionWindowInDays(MOST_DAYS_TO_REGRET)
                .policy(PolicyDocuments.diskKey(config))
                .tags(tags.of(NAME))
                .build(),
            safety.options().parent(this).build());
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

package dev.openshiftkafka.stack.aws;

import com.pulumi.aws.dlm.LifecyclePolicy;
import com.pulumi.aws.dlm.LifecyclePolicyArgs;
import com.pulumi.aws.dlm.inputs.LifecyclePolicyPolicyDetailsArgs;
import com.pulumi.aws.dlm.inputs.LifecyclePolicyPolicyDetailsScheduleArgs;
import com.pulumi.aws.dlm.inputs.LifecyclePolicyPolicyDetailsScheduleCreateRuleArgs;
import com.pulumi.aws.dlm.inputs.LifecyclePolicyPolicyDetailsScheduleRetainRuleArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicyAttachment;
import com.pulumi.aws.iam.RolePolicyAttachmentArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ResourceArgs;
import dev.openshiftkafka.config.AwsConfig;
import dev.openshiftkafka.config.SnapshotsConfig;
import java.util.Map;

/** Declares daily snapshots of the brokers' volumes, by Amazon Data Lifecycle Manager. */
final class SnapshotPolicy extends ComponentResource {
  private static final String NAME = "kafka-snapshots";

  SnapshotPolicy(AwsConfig config, Tags tags, ComponentResourceOptions options) {
    super("openshiftkafka:aws:SnapshotPolicy", tags.name(NAME), ResourceArgs.Empty, options);
    var role =
        new Role(
            NAME,
            RoleArgs.builder()
                .assumeRolePolicy(PolicyDocuments.assumedBy("dlm.amazonaws.com"))
                .tags(tags.of(NAME))
                .build(),
            child().build());
    var attachment =
        new RolePolicyAttachment(
            NAME,
            RolePolicyAttachmentArgs.builder()
                .role(role.name())
                .policyArn(
                    PolicyDocuments.managed(
                        config, "service-role/AWSDataLifecycleManagerServiceRole"))
                .build(),
            child().build());
    new LifecyclePolicy(
        NAME,
        LifecyclePolicyArgs.builder()
            .description("Daily snapshots of the volumes of " + tags.name("kafka"))
            .executionRoleArn(role.arn())
            .state("ENABLED")
            .policyDetails(details(config.snapshots(), tags))
            .tags(tags.of(NAME))
            .build(),
        child().dependsOn(attachment).build());
    this.registerOutputs(Map.of());
  }

  private CustomResourceOptions.Builder child() {
    return CustomResourceOptions.builder().parent(this);
  }

  private static LifecyclePolicyPolicyDetailsArgs details(SnapshotsConfig snapshots, Tags tags) {
    return LifecyclePolicyPolicyDetailsArgs.builder()
        .resourceTypes("VOLUME")
        .targetTags(Map.of(Tags.SNAPSHOT, tags.snapshotValue()))
        .schedules(
            LifecyclePolicyPolicyDetailsScheduleArgs.builder()
                .name("daily")
                .createRule(
                    LifecyclePolicyPolicyDetailsScheduleCreateRuleArgs.builder()
                        .interval(24)
                        .intervalUnit("HOURS")
                        .times(snapshots.time())
                        .build())
                .retainRule(
                    LifecyclePolicyPolicyDetailsScheduleRetainRuleArgs.builder()
                        .count(snapshots.retain())
                        .build())
                .copyTags(true)
                .build())
        .build();
  }
}

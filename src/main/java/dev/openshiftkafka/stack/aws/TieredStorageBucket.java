package dev.openshiftkafka.stack.aws;

import com.pulumi.aws.ec2.VpcEndpoint;
import com.pulumi.aws.ec2.VpcEndpointArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.aws.s3.BucketLifecycleConfigurationV2;
import com.pulumi.aws.s3.BucketLifecycleConfigurationV2Args;
import com.pulumi.aws.s3.BucketOwnershipControls;
import com.pulumi.aws.s3.BucketOwnershipControlsArgs;
import com.pulumi.aws.s3.BucketPolicy;
import com.pulumi.aws.s3.BucketPolicyArgs;
import com.pulumi.aws.s3.BucketPublicAccessBlock;
import com.pulumi.aws.s3.BucketPublicAccessBlockArgs;
import com.pulumi.aws.s3.BucketServerSideEncryptionConfigurationV2;
import com.pulumi.aws.s3.BucketServerSideEncryptionConfigurationV2Args;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.s3.BucketV2Args;
import com.pulumi.aws.s3.BucketVersioningV2;
import com.pulumi.aws.s3.BucketVersioningV2Args;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleAbortIncompleteMultipartUploadArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleFilterArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs;
import com.pulumi.aws.s3.inputs.BucketOwnershipControlsRuleArgs;
import com.pulumi.aws.s3.inputs.BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs;
import com.pulumi.aws.s3.inputs.BucketServerSideEncryptionConfigurationV2RuleArgs;
import com.pulumi.aws.s3.inputs.BucketVersioningV2VersioningConfigurationArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ResourceArgs;
import dev.openshiftkafka.config.AwsConfig;
import dev.openshiftkafka.config.AwsTieredStorageConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.stack.aws.DataVolumes.DeletionPolicy;
import java.util.List;
import java.util.Map;

/**
 * The S3 bucket of the brokers' tiered storage, and the IAM role with which only the pods of the
 * brokers use it.
 *
 * <p>The bucket has the only copy of what the brokers no longer keep, so it is deleted like the
 * volumes.
 */
final class TieredStorageBucket extends ComponentResource {
  private static final String NAME = "kafka-tiered-storage";

  private final StackConfig config;
  private final AwsConfig aws;
  private final AwsTieredStorageConfig storage;
  private final Tags tags;
  private final BucketV2 bucket;

  TieredStorageBucket(
      StackConfig config,
      AwsTieredStorageConfig storage,
      DeletionPolicy deletion,
      Tags tags,
      ComponentResourceOptions options) {
    super("openshiftkafka:aws:TieredStorageBucket", tags.name(NAME), ResourceArgs.Empty, options);
    this.config = config;
    this.aws = config.aws();
    this.storage = storage;
    this.tags = tags;
    this.bucket = bucket(deletion);
    access();
    encryption();
    lifecycle();
    role();
    if (!storage.routeTables().isEmpty()) {
      endpoint();
    }
    this.registerOutputs(Map.of());
  }

  private CustomResourceOptions.Builder child() {
    return CustomResourceOptions.builder().parent(this);
  }

  private String name() {
    return storage.bucketName(aws, config.project());
  }

  private String arn() {
    return "arn:" + aws.partition() + ":s3:::" + name();
  }

  private BucketV2 bucket(DeletionPolicy deletion) {
    return new BucketV2(
        NAME,
        BucketV2Args.builder()
            .bucket(name())
            // A bucket that still has objects can only be deleted with them.
            .forceDestroy(!deletion.keep() && !storage.adopt())
            .tags(tags.of(NAME))
            .build(),
        (storage.adopt() ? deletion.adopting(name()) : deletion.options()).parent(this).build());
  }

  /** No public access, no ACLs of objects, and no requests without TLS. */
  private void access() {
    var block =
        new BucketPublicAccessBlock(
            NAME,
            BucketPublicAccessBlockArgs.builder()
                .bucket(bucket.id())
                .blockPublicAcls(true)
                .blockPublicPolicy(true)
                .ignorePublicAcls(true)
                .restrictPublicBuckets(true)
                .build(),
            child().build());
    new BucketOwnershipControls(
        NAME,
        BucketOwnershipControlsArgs.builder()
            .bucket(bucket.id())
            .rule(
                BucketOwnershipControlsRuleArgs.builder()
                    .objectOwnership("BucketOwnerEnforced")
                    .build())
            .build(),
        child().build());
    new BucketPolicy(
        NAME,
        BucketPolicyArgs.builder().bucket(bucket.id()).policy(Iam.tlsOnlyPolicy(arn())).build(),
        // S3 refuses concurrent changes of both.
        child().dependsOn(block).build());
  }

  private void encryption() {
    var algorithm =
        BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs
            .builder();
    if (storage.kmsKeyArn() == null) {
      algorithm.sseAlgorithm("AES256");
    } else {
      algorithm.sseAlgorithm("aws:kms").kmsMasterKeyId(storage.kmsKeyArn());
    }
    new BucketServerSideEncryptionConfigurationV2(
        NAME,
        BucketServerSideEncryptionConfigurationV2Args.builder()
            .bucket(bucket.id())
            .rules(
                BucketServerSideEncryptionConfigurationV2RuleArgs.builder()
                    .applyServerSideEncryptionByDefault(algorithm.build())
                    // One request to KMS for many objects.
                    .bucketKeyEnabled(storage.kmsKeyArn() != null)
                    .build())
            .build(),
        child().build());
  }

  /** Kafka deletes what is older than the retention; S3 deletes what Kafka has lost track of. */
  private void lifecycle() {
    var rule =
        BucketLifecycleConfigurationV2RuleArgs.builder()
            .id("expire")
            .status("Enabled")
            .filter(BucketLifecycleConfigurationV2RuleFilterArgs.builder().prefix("").build())
            .abortIncompleteMultipartUpload(
                BucketLifecycleConfigurationV2RuleAbortIncompleteMultipartUploadArgs.builder()
                    .daysAfterInitiation(storage.abortUploadsAfterDays())
                    .build());
    var options = child();
    if (storage.noncurrentDays() != null) {
      rule.noncurrentVersionExpiration(
          BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs.builder()
              .noncurrentDays(storage.noncurrentDays())
              .build());
      options.dependsOn(versioning());
    }
    new BucketLifecycleConfigurationV2(
        NAME,
        BucketLifecycleConfigurationV2Args.builder()
            .bucket(bucket.id())
            .rules(rule.build())
            .build(),
        options.build());
  }

  private BucketVersioningV2 versioning() {
    return new BucketVersioningV2(
        NAME,
        BucketVersioningV2Args.builder()
            .bucket(bucket.id())
            .versioningConfiguration(
                BucketVersioningV2VersioningConfigurationArgs.builder().status("Enabled").build())
            .build(),
        child().build());
  }

  private void role() {
    var role =
        new Role(
            NAME,
            RoleArgs.builder()
                // The pods name the role, so its name is known before it exists.
                .name(name())
                .assumeRolePolicy(
                    Iam.assumedByPods(
                        aws, storage.oidcProvider(), config.project().name() + ":" + Names.BROKERS))
                .tags(tags.of(NAME))
                .build(),
            child().build());
    new RolePolicy(
        NAME,
        RolePolicyArgs.builder()
            .role(role.id())
            .policy(Iam.bucketUserPolicy(arn(), storage.kmsKeyArn()))
            .build(),
        child().build());
  }

  /**
   * Traffic to S3 through a gateway endpoint costs nothing; through a NAT gateway, each GB does.
   */
  private void endpoint() {
    new VpcEndpoint(
        NAME,
        VpcEndpointArgs.builder()
            .vpcId(aws.network().vpcId())
            .serviceName("com.amazonaws." + aws.region() + ".s3")
            .vpcEndpointType("Gateway")
            .routeTableIds(Output.of(List.copyOf(storage.routeTables())))
            .tags(tags.of(NAME))
            .build(),
        child().build());
  }
}

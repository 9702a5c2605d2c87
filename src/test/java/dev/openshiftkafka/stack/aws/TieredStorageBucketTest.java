package dev.openshiftkafka.stack.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bucket of tiered storage, and that the brokers' pods match its role. */
class TieredStorageBucketTest {
  private static final String BUCKET = "prod-m3n9r-kafka-tiered-storage";
  private static final String ROLE = "arn:aws:iam::123456789012:role/" + BUCKET;
  private static final String KEY = "arn:aws:kms:eu-west-1:123456789012:key/1234";

  private static StackRun run(Map<String, ?> edits) {
    StackRun run = StackRun.update("prod", StackEdit.apply(StackFile.tiered(), edits));
    assertThat(run.result().errors()).isEmpty();
    return run;
  }

  private static Declared one(StackRun run, String type) {
    List<Declared> found = run.resources(type);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static Declared role(StackRun run) {
    return run.resources("aws:iam/role:").stream()
        .filter(role -> role.name().equals("kafka-tiered-storage"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void pods_roleAndToken_matchTheRole() {
    StackRun run = run(Map.of());

    assertThat(role(run).at("name")).isEqualTo(BUCKET);
    String trust = String.valueOf(role(run).at("assumeRolePolicy"));
    assertThat(trust)
        .contains("\"Federated\":\"arn:aws:iam::123456789012:oidc-provider/oidc.example.com/2f3k\"")
        .contains(
            "\"oidc.example.com/2f3k:sub\":\"system:serviceaccount:kafka:" + Names.BROKERS + "\"");
    Declared set = run.object("StatefulSet", Names.BROKERS);
    assertThat(set.at("spec", "template", "spec", "serviceAccountName")).isEqualTo(Names.BROKERS);
    String pod = String.valueOf(set.at("spec", "template", "spec"));
    assertThat(pod).contains("AWS_ROLE_ARN").contains(ROLE).contains("audience=sts.amazonaws.com");
    String controllers =
        String.valueOf(run.object("StatefulSet", Names.CONTROLLERS).at("spec", "template"));
    assertThat(controllers).doesNotContain("AWS_ROLE_ARN").doesNotContain("tiered-storage");
  }

  @Test
  void properties_aivenPlugin_haveBucketAndRegion() {
    String properties =
        String.valueOf(
            run(Map.of())
                .object("ConfigMap", Names.BROKERS)
                .at("data", "kafka-kafka-0.properties"));

    assertThat(properties)
        .contains("rsm.config.storage.s3.bucket.name=" + BUCKET + "\n")
        .contains("rsm.config.storage.s3.region=eu-west-1\n")
        .contains("remote.log.metadata.manager.listener.name=REPLICATION\n")
        .contains(
            "rlmm.config.remote.log.metadata.common.client.ssl.keystore.location="
                + "/certificates/kafka-kafka-0/tls-combined.pem\n")
        .contains("follower.fetch.last.tiered.offset.enable=true\n");
  }

  @Test
  void bucket_ofProd_keepsObjectsAndIsPrivate() {
    StackRun run = run(Map.of());

    Declared bucket = one(run, "aws:s3/bucketV2:");
    assertThat(bucket.at("bucket")).isEqualTo(BUCKET);
    assertThat(bucket.protect()).isTrue();
    assertThat(one(run, "aws:s3/bucketPublicAccessBlock:").at("restrictPublicBuckets"))
        .isEqualTo(true);
    assertThat(String.valueOf(one(run, "aws:s3/bucketPolicy:").at("policy")))
        .contains("\"Effect\":\"Deny\"")
        .contains("\"aws:SecureTransport\":\"false\"");
    assertThat(one(run, "aws:s3/bucketVersioningV2:").at("versioningConfiguration", "status"))
        .isEqualTo("Enabled");
    assertThat(one(run, "aws:ec2/vpcEndpoint:").at("routeTableIds"))
        .isEqualTo(List.of("rtb-0a000000000000001"));
  }

  @Test
  void bucket_keepData_isNotDeleted() {
    assertThat(one(run(Map.of("protect", false)), "aws:s3/bucketV2:").at("forceDestroy"))
        .isEqualTo(true);
    assertThat(
            one(run(Map.of("protect", false, "keepData", true)), "aws:s3/bucketV2:")
                .at("forceDestroy"))
        .isEqualTo(false);
    assertThat(one(run(Map.of("keepData", true)), "aws:s3/bucketV2:").retainOnDelete()).isTrue();
  }

  @Test
  void bucket_adopted_isImportedAndProtected() {
    Declared bucket =
        one(run(Map.of("protect", false, "aws/tieredStorage/adopt", true)), "aws:s3/bucketV2:");

    assertThat(bucket.importId()).isEqualTo(BUCKET);
    assertThat(bucket.protect()).isTrue();
    assertThat(bucket.at("forceDestroy")).isEqualTo(false);
  }

  @Test
  void encryption_kmsKey_isOfBucketAndRole() {
    StackRun run = run(Map.of("aws/tieredStorage/kmsKeyArn", KEY));

    assertThat(
            String.valueOf(one(run, "aws:s3/bucketServerSideEncryptionConfigurationV2:").inputs()))
        .contains("aws:kms")
        .contains(KEY);
    assertThat(
            run.resources("aws:iam/rolePolicy:").stream()
                .map(policy -> String.valueOf(policy.at("policy"))))
        .anyMatch(policy -> policy.contains("kms:GenerateDataKey") && policy.contains(KEY));
  }
}

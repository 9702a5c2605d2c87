package dev.openshiftkafka.cli.preflight;

import static dev.openshiftkafka.cli.preflight.PreflightCase.failure;
import static dev.openshiftkafka.cli.preflight.PreflightCase.ok;
import static dev.openshiftkafka.cli.preflight.PreflightCase.skipped;
import static dev.openshiftkafka.cli.preflight.PreflightCase.warning;

import java.util.List;
import java.util.stream.Stream;

/** Cases of {@link AwsInstanceChecks} and {@link AwsVolumeChecks}. */
final class AwsInstanceCases {
  private static final List<String> ZONES = List.of("eu-west-1a", "eu-west-1b", "eu-west-1c");

  private AwsInstanceCases() {}

  static List<PreflightCase> all() {
    return Stream.of(instances(), bastion(), volumes(), keys()).flatMap(List::stream).toList();
  }

  private static List<PreflightCase> instances() {
    return List.of(
        ok("aws.ami", "ami-0f000000000000003 rhcos-416-x86_64", w -> w.aws().ami("x86_64")),
        failure(
            "aws.ami",
            "aws.nodes.ami: ami-0f0000000000000ff does not exist",
            w -> w.edit("aws/nodes/ami", "ami-0f0000000000000ff")),
        ok("aws.ami-architecture", "x86_64", w -> w.aws().ami("x86_64")),
        failure(
            "aws.ami-architecture",
            "aws.nodes.ami: is for arm64, but m6i.2xlarge is x86_64; use an AMI",
            w -> w.aws().ami("arm64")),
        ok("aws.instance-type", "m6i.2xlarge in each zone", w -> {}),
        failure(
            "aws.instance-type",
            "aws.nodes.instanceType: m99i.2xlarge is not offered in eu-west-1a; choose another type",
            w -> w.edit("aws/nodes/instanceType", "m99i.2xlarge")),
        ok("aws.instance-size", "1 m6i.2xlarge in each zone", w -> {}),
        failure(
            "aws.instance-size",
            "aws.nodes: 1 x m6i.xlarge in eu-west-1a can allocate about 3500m CPU and 14.9 GiB, but"
                + " brokers and quorum request ",
            w -> w.edit("aws/nodes/instanceType", "m6i.xlarge")),
        warning(
            "aws.instance-size",
            "leave room for the cluster's DaemonSets",
            w -> w.edit("kafka/resources/memory", "26Gi")));
  }

  private static PreflightFixture withBastion(PreflightFixture w) {
    String ami = w.aws().ec2().registerImage(b -> b.name("al2023")).imageId();
    return w.edit("aws/bastion/enabled", true)
        .edit("aws/bastion/ami", ami)
        .edit("aws/bastion/keyName", "ops")
        .edit("aws/bastion/allowedCidrs", List.of("10.0.0.0/16"));
  }

  private static List<PreflightCase> bastion() {
    return List.of(
        ok(
            "aws.bastion",
            "and key pair ops",
            w -> withBastion(w).aws().ec2().createKeyPair(b -> b.keyName("ops"))),
        failure(
            "aws.bastion",
            "aws.bastion.keyName: ops does not exist in the region",
            AwsInstanceCases::withBastion),
        skipped("aws.bastion", "aws.bastion is not enabled", w -> {}));
  }

  private static List<PreflightCase> volumes() {
    return List.of(
        ok("aws.volumes", "3 volumes", w -> w.aws().volumes(ZONES, 5000, true)),
        failure(
            "aws.volumes",
            "kafka.volume.handles[0]: vol-0a000000000000001 does not exist in eu-west-1",
            w ->
                w.edit(
                    "kafka/volume/handles",
                    List.of(
                        "vol-0a000000000000001",
                        "vol-0b000000000000002",
                        "vol-0c000000000000003"))),
        failure(
            "aws.volumes",
            "is in eu-west-1a, but pod kafka-kafka-2 runs in eu-west-1c",
            w -> w.aws().volumes(List.of("eu-west-1a", "eu-west-1b", "eu-west-1a"), 5000, true)),
        failure(
            "aws.volumes",
            "has 100 GiB, less than volume.size 5000Gi",
            w -> w.aws().volumes(ZONES, 100, true)),
        warning("aws.volumes", " is attached to i-", AwsInstanceCases::attached),
        ok("aws.volumes-encrypted", "are encrypted", w -> w.aws().volumes(ZONES, 5000, true)),
        warning(
            "aws.volumes-encrypted",
            "is not encrypted; copy it through an encrypted snapshot",
            w -> w.aws().volumes(ZONES, 5000, false)));
  }

  private static void attached(PreflightFixture w) {
    String volume = w.aws().volumes(ZONES, 5000, true).get(0);
    String ami = w.aws().ec2().registerImage(b -> b.name("other")).imageId();
    String instance =
        w.aws()
            .ec2()
            .runInstances(b -> b.imageId(ami).minCount(1).maxCount(1))
            .instances()
            .get(0)
            .instanceId();
    w.aws().ec2().attachVolume(b -> b.volumeId(volume).instanceId(instance).device("/dev/sdf"));
  }

  /** Creates a KMS key and sets it in the configuration. */
  private static String key(PreflightFixture w) {
    var key = w.aws().account().kms().createKey(b -> {}).keyMetadata();
    w.edit("aws/createKey", false).edit("aws/kmsKeyArn", key.arn());
    return key.keyId();
  }

  private static List<PreflightCase> keys() {
    return List.of(
        ok("aws.kms-key", "arn:aws:kms:eu-west-1:123456789012:key/", AwsInstanceCases::key),
        failure(
            "aws.kms-key",
            " is Disabled; enable it: aws kms enable-key --key-id ",
            w -> {
              String id = key(w);
              w.aws().account().kms().disableKey(b -> b.keyId(id));
            }),
        failure(
            "aws.kms-key",
            "aws.kmsKeyArn: arn:aws:kms:eu-west-1:123456789012:key/none does not exist",
            w ->
                w.edit("aws/createKey", false)
                    .edit("aws/kmsKeyArn", "arn:aws:kms:eu-west-1:123456789012:key/none")),
        ok(
            "aws.ebs-default-key",
            "EBS encryption by default is off",
            w -> w.edit("aws/createKey", false).aws().defaultKey("alias/aws/ebs")),
        failure(
            "aws.ebs-default-key",
            "default KMS key for EBS: ",
            w -> {
              String id = key(w);
              w.edit("aws/kmsKeyArn", null);
              w.aws().defaultKey(id);
              w.aws().account().kms().disableKey(b -> b.keyId(id));
            }));
  }
}

package dev.openshiftkafka.cli.preflight;

import dev.openshiftkafka.cli.preflight.Check.Target;
import dev.openshiftkafka.cli.preflight.StackPlan.PlannedVolume;
import dev.openshiftkafka.config.VolumeConfig;
import dev.openshiftkafka.config.VolumeSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/** Checks of existing EBS volumes that the configuration references, and of KMS keys. */
final class AwsVolumeChecks {
  private AwsVolumeChecks() {}

  static List<Check> all() {
    return List.of(
        Check.ofAws(
                "volumes",
                "existing EBS volumes of the configuration are in their zones and large enough",
                AwsVolumeChecks::volumes)
            .when(plan -> named(plan).findAny().isPresent(), "the configuration has no volume ids"),
        Check.ofAws(
                "volumes-encrypted",
                "existing EBS volumes of the configuration are encrypted",
                AwsVolumeChecks::encrypted)
            .when(plan -> named(plan).findAny().isPresent(), "the configuration has no volume ids"),
        Check.ofAws("kms-key", "the KMS keys exist and are enabled", AwsVolumeChecks::keys)
            .when(plan -> !keysOf(plan).isEmpty(), "the configuration has no KMS key"),
        Check.ofAws(
                "ebs-default-key",
                "the account's default KMS key for EBS is enabled",
                AwsVolumeChecks::defaultKey)
            .when(
                plan -> plan.config().aws().kmsKeyArn() == null && !plan.config().aws().createKey(),
                "the configuration sets a KMS key"));
  }

  private static java.util.stream.Stream<PlannedVolume> named(StackPlan plan) {
    return plan.ebsVolumes().stream().filter(PlannedVolume::exists);
  }

  private static Map<String, Volume> find(Target target) {
    var ids = named(target.plan()).map(PlannedVolume::id).toArray(String[]::new);
    var found = new HashMap<String, Volume>();
    target
        .account()
        .ec2()
        .describeVolumes(b -> b.filters(AwsNetworkChecks.filter("volume-id", ids)))
        .volumes()
        .forEach(volume -> found.put(volume.volumeId(), volume));
    return found;
  }

  private static Result volumes(Target target) {
    var found = find(target);
    var findings = Result.collect();
    named(target.plan())
        .forEach(volume -> volume(findings, target, volume, found.get(volume.id())));
    return findings.orOk(found.size() + " volumes");
  }

  private static void volume(
      Result.Builder findings, Target target, PlannedVolume planned, @Nullable Volume found) {
    String id = planned.id();
    if (found == null) {
      findings.failure(
          planned.key(),
          id + " does not exist in " + target.account().region(),
          "set the id of the volume of pod " + planned.pod());
      return;
    }
    if (!found.availabilityZone().equals(planned.zone())) {
      findings.failure(
          planned.key(),
          id
              + " is in "
              + found.availabilityZone()
              + ", but pod "
              + planned.pod()
              + " runs in "
              + planned.zone(),
          "use a volume in that zone, or reorder zones");
    }
    if (found.size() < planned.config().sizeGiB()) {
      findings.failure(
          planned.key(),
          id + " has " + found.size() + " GiB, less than volume.size " + planned.config().size(),
          "lower volume.size to its size, or grow it first");
    }
    state(findings, planned, found);
  }

  private static void state(Result.Builder findings, PlannedVolume planned, Volume found) {
    String id = planned.id();
    switch (found.state()) {
      case AVAILABLE -> {}
      case IN_USE ->
          findings.warning(
              planned.key(),
              id + " is attached to " + found.attachments().get(0).instanceId(),
              "make sure that the instance is the node that runs pod " + planned.pod());
      default ->
          findings.failure(
              planned.key(), id + " is " + found.stateAsString(), "use an available volume");
    }
  }

  private static Result encrypted(Target target) {
    var found = find(target);
    var findings = Result.collect();
    named(target.plan())
        .forEach(
            planned -> {
              Volume volume = found.get(planned.id());
              if (volume != null && !volume.encrypted()) {
                findings.warning(
                    planned.key(),
                    planned.id() + " is not encrypted",
                    "copy it through an encrypted snapshot: a volume cannot be encrypted in place");
              }
            });
    return findings.orOk(found.size() + " volumes are encrypted");
  }

  /** Returns the ARNs of KMS keys by configuration key. */
  private static Map<String, String> keysOf(StackPlan plan) {
    var keys = new LinkedHashMap<String, String>();
    var config = plan.config();
    if (config.aws().kmsKeyArn() != null) {
      keys.put("aws.kmsKeyArn", config.aws().kmsKeyArn());
    }
    if (config.kafka().volume().source() == VolumeSource.DYNAMIC
        && config.kafka().volume().kmsKeyId() != null) {
      keys.put("kafka.volume.kmsKeyId", config.kafka().volume().kmsKeyId());
    }
    for (StackPlan.Quorum quorum : plan.quorums()) {
      VolumeConfig volume = quorum.config().volume();
      if (volume.source() == VolumeSource.DYNAMIC && volume.kmsKeyId() != null) {
        keys.put(quorum.key() + ".volume.kmsKeyId", volume.kmsKeyId());
      }
    }
    return keys;
  }

  private static Result keys(Target target) {
    var findings = Result.collect();
    var keys = keysOf(target.plan());
    keys.forEach((name, arn) -> key(findings, target, name, arn));
    return findings.orOk(String.join(", ", keys.values()));
  }

  private static Result defaultKey(Target target) {
    String id = target.account().ec2().getEbsDefaultKmsKeyId(b -> {}).kmsKeyId();
    var findings = Result.collect();
    key(findings, target, "default KMS key for EBS", id);
    boolean byDefault =
        target.account().ec2().getEbsEncryptionByDefault(b -> {}).ebsEncryptionByDefault();
    return findings.orOk(
        id
            + "; EBS encryption by default is "
            + (byDefault ? "on" : "off, but the stack's disks are encrypted"));
  }

  private static void key(Result.Builder findings, Target target, String name, String id) {
    Optional<KeyMetadata> found = describe(target, id);
    if (found.isEmpty()) {
      // AWS creates alias/aws/ebs with the first encrypted volume.
      if (!id.endsWith("alias/aws/ebs")) {
        findings.failure(name, id + " does not exist", "use a key in aws.region");
      }
      return;
    }
    KeyMetadata key = found.get();
    if (key.keyState() != KeyState.ENABLED) {
      findings.failure(
          name,
          id + " is " + key.keyStateAsString(),
          "enable it: aws kms enable-key --key-id " + key.keyId());
    }
    if (key.keySpec() != KeySpec.SYMMETRIC_DEFAULT) {
      findings.failure(
          name,
          id + " is a key of type " + key.keySpecAsString(),
          "use a symmetric key: EBS supports no other");
    }
    if (!key.arn().split(":", 5)[3].equals(target.account().region())) {
      findings.failure(name, id + " is in another region", "use a key in aws.region");
    }
  }

  private static Optional<KeyMetadata> describe(Target target, String id) {
    try {
      return Optional.of(target.account().kms().describeKey(b -> b.keyId(id)).keyMetadata());
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }
}

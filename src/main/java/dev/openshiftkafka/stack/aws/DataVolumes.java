package dev.openshiftkafka.stack.aws;

import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.cloudwatch.MetricAlarmArgs;
import com.pulumi.aws.dlm.LifecyclePolicy;
import com.pulumi.aws.dlm.LifecyclePolicyArgs;
import com.pulumi.aws.dlm.inputs.LifecyclePolicyPolicyDetailsArgs;
import com.pulumi.aws.dlm.inputs.LifecyclePolicyPolicyDetailsScheduleArgs;
import com.pulumi.aws.dlm.inputs.LifecyclePolicyPolicyDetailsScheduleCreateRuleArgs;
import com.pulumi.aws.dlm.inputs.LifecyclePolicyPolicyDetailsScheduleRetainRuleArgs;
import com.pulumi.aws.ebs.Volume;
import com.pulumi.aws.ebs.VolumeArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicyAttachment;
import com.pulumi.aws.iam.RolePolicyAttachmentArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ResourceArgs;
import dev.openshiftkafka.config.AlarmsConfig;
import dev.openshiftkafka.config.AwsConfig;
import dev.openshiftkafka.config.SnapshotsConfig;
import dev.openshiftkafka.config.VolumeConfig;
import dev.openshiftkafka.kubernetes.DataVolume;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The EBS volumes of brokers and quorum: one encrypted volume for each pod, in the zone of the pod.
 *
 * <p>The EBS CSI driver attaches them, so no attachment is declared. EBS changes size, type, IOPS
 * and throughput in place, while the volume is in use.
 */
final class DataVolumes extends ComponentResource {
  private final Map<String, Output<String>> ids = new LinkedHashMap<>();

  /**
   * Declares the volumes.
   *
   * @param keyArn ARN of the KMS key, or null for the default key of the account
   */
  DataVolumes(
      List<DataVolume> volumes,
      @Nullable Output<String> keyArn,
      Tags tags,
      DeletionPolicy deletion,
      ComponentResourceOptions options) {
    super("openshiftkafka:aws:DataVolumes", tags.name("kafka"), ResourceArgs.Empty, options);
    for (DataVolume volume : volumes) {
      VolumeArgs.Builder args = args(volume.config());
      if (keyArn != null) {
        args.kmsKeyId(keyArn);
      }
      var declared =
          new Volume(
              volume.claim(),
              args.availabilityZone(volume.zone())
                  .encrypted(true)
                  .tags(tagsOf(volume, tags))
                  .build(),
              options(volume, deletion).parent(this).build());
      ids.put(volume.claim(), declared.id());
    }
    this.registerOutputs(Map.of());
  }

  private static CustomResourceOptions.Builder options(DataVolume volume, DeletionPolicy deletion) {
    return volume.adopted() == null
        ? new DeletionPolicy(volume.protect(), deletion.keep()).options()
        : deletion.adopting(volume.adopted());
  }

  /** Ids of the volumes, by the claim that each is for. */
  Map<String, Output<String>> ids() {
    return ids;
  }

  private static VolumeArgs.Builder args(VolumeConfig volume) {
    VolumeArgs.Builder args =
        VolumeArgs.builder().type(volume.typeOrDefault()).size(volume.sizeGiB());
    if (volume.iopsOrDefault() != null) {
      args.iops(volume.iopsOrDefault());
    }
    if (volume.throughputOrDefault() != null) {
      args.throughput(volume.throughputOrDefault());
    }
    return args;
  }

  private static Map<String, String> tagsOf(DataVolume volume, Tags tags) {
    var all = new TreeMap<>(tags.ofVolume(volume.claim()));
    // Brokers without the metadata of the quorum cannot be restored.
    all.put(Tags.SNAPSHOT, tags.snapshotValue());
    return Map.copyOf(all);
  }

  /**
   * Whether Pulumi may delete resources that hold data.
   *
   * @param protect whether Pulumi refuses to delete them
   * @param keep whether a delete removes them from the stack only, and keeps them in AWS
   */
  record DeletionPolicy(boolean protect, boolean keep) {
    /** Options of a resource that holds data. */
    CustomResourceOptions.Builder options() {
      return CustomResourceOptions.builder().protect(protect).retainOnDelete(keep);
    }

    /**
     * Options of a volume that exists already. It is always protected: a replacement would lose the
     * data for which it was adopted.
     *
     * @param id id of the volume, which Pulumi imports
     */
    CustomResourceOptions.Builder adopting(String id) {
      return new DeletionPolicy(true, keep).options().importId(id);
    }
  }

  /**
   * Daily snapshots of the volumes of brokers and quorum, by Amazon Data Lifecycle Manager.
   *
   * <p>Each volume has a snapshot of its own, and the snapshots of one day are of different moments
   * within an hour: only a policy on instances makes those of one instance consistent, never those
   * of several.
   */
  static final class SnapshotPolicy extends ComponentResource {
    private static final String NAME = "kafka-snapshots";

    SnapshotPolicy(AwsConfig config, Tags tags, ComponentResourceOptions options) {
      super("openshiftkafka:aws:SnapshotPolicy", tags.name(NAME), ResourceArgs.Empty, options);
      var role =
          new Role(
              NAME,
              RoleArgs.builder()
                  .assumeRolePolicy(Iam.assumedBy("dlm.amazonaws.com"))
                  .tags(tags.of(NAME))
                  .build(),
              child().build());
      var attachment =
          new RolePolicyAttachment(
              NAME,
              RolePolicyAttachmentArgs.builder()
                  .role(role.name())
                  .policyArn(
                      Iam.managedPolicy(config, "service-role/AWSDataLifecycleManagerServiceRole"))
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

  /**
   * CloudWatch alarms on the volumes: on a low burst balance, because EBS throttles an empty burst
   * bucket silently, and on a long queue of requests.
   */
  static final class VolumeAlarms extends ComponentResource {
    private static final List<String> BURSTABLE_TYPES = List.of("st1", "sc1", "gp2");
    private static final int PERIOD_SECONDS = 300;

    private final AlarmsConfig config;
    private final Tags tags;

    VolumeAlarms(
        AlarmsConfig config,
        List<DataVolume> volumes,
        Map<String, Output<String>> ids,
        Tags tags,
        ComponentResourceOptions options) {
      super("openshiftkafka:aws:VolumeAlarms", tags.name("kafka"), ResourceArgs.Empty, options);
      this.config = config;
      this.tags = tags;
      for (DataVolume volume : volumes) {
        Output<String> id = Objects.requireNonNull(ids.get(volume.claim()), volume.claim());
        if (BURSTABLE_TYPES.contains(volume.config().typeOrDefault())) {
          burstBalance(volume.claim(), id);
        }
        queueLength(volume.claim(), id);
      }
      this.registerOutputs(Map.of());
    }

    private void burstBalance(String claim, Output<String> volume) {
      declare(
          claim + "-burst-balance",
          alarm("BurstBalance", volume)
              .alarmDescription(
                  "The burst bucket of "
                      + claim
                      + " is nearly empty; then it falls to its baseline. See the stack's output"
                      + " capacity.")
              .comparisonOperator("LessThanThreshold")
              .threshold((double) config.burstBalancePercent())
              .evaluationPeriods(1)
              // A detached volume reports nothing, and its burst bucket refills.
              .treatMissingData("notBreaching"));
    }

    private void queueLength(String claim, Output<String> volume) {
      declare(
          claim + "-queue-length",
          alarm("VolumeQueueLength", volume)
              .alarmDescription("Requests pile up at " + claim + ": it is slower than its broker.")
              .comparisonOperator("GreaterThanThreshold")
              .threshold((double) config.queueLength())
              .evaluationPeriods(3)
              .treatMissingData("notBreaching"));
    }

    private static MetricAlarmArgs.Builder alarm(String metric, Output<String> volume) {
      return MetricAlarmArgs.builder()
          .namespace("AWS/EBS")
          .metricName(metric)
          .dimensions(volume.applyValue(id -> Map.of("VolumeId", id)))
          .statistic("Average")
          .period(PERIOD_SECONDS);
    }

    private void declare(String name, MetricAlarmArgs.Builder alarm) {
      new MetricAlarm(
          name,
          alarm
              .name(tags.name(name) + "-" + tags.stack())
              .alarmActions(config.actions())
              .okActions(config.actions())
              .tags(tags.of(name))
              .build(),
          CustomResourceOptions.builder().parent(this).build());
    }
  }
}

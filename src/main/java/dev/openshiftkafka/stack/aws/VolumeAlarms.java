package dev.openshiftkafka.stack.aws;

import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.cloudwatch.MetricAlarmArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ResourceArgs;
import dev.openshiftkafka.config.AlarmsConfig;
import dev.openshiftkafka.kubernetes.DataVolume;
import java.util.List;
import java.util.Map;

/**
 * Declares CloudWatch alarms on the brokers' volumes: on an empty burst bucket, which throttles a
 * broker without a word, and on requests that pile up.
 */
final class VolumeAlarms extends ComponentResource {
  private static final List<String> WITH_BUCKET = List.of("st1", "sc1", "gp2");
  private static final int FIVE_MINUTES = 300;

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
      Output<String> id = ids.get(volume.claim());
      if (WITH_BUCKET.contains(volume.config().typeOrDefault())) {
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
            // A detached volume reports nothing, and its bucket fills again.
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
        .period(FIVE_MINUTES);
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

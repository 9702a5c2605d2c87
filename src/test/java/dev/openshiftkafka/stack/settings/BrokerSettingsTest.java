package dev.openshiftkafka.stack.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.guard.SettingsChange;
import dev.openshiftkafka.guard.UncleanElectionWarning;
import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of the Job that sets dynamic settings, and of what restarts the brokers. */
class BrokerSettingsTest {
  private static StackConfig config(Map<String, ?> edits) {
    var values = StackEdit.apply(StackFile.kraft("local"), edits);
    return new ConfigSource("openshift-kafka", "local", values).read();
  }

  private static Map<String, Object> settings(String... namesAndValues) {
    var edits = new TreeMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      edits.put("kafka/settings/" + namesAndValues[i], namesAndValues[i + 1]);
    }
    return edits;
  }

  private static StackRun run(Map<String, ?> edits) {
    StackRun run = StackRun.update("local", StackEdit.apply(StackFile.kraft("local"), edits));
    assertThat(run.result().exceptions()).isEmpty();
    return run;
  }

  private static Object template(StackRun run, String set) {
    return run.object("StatefulSet", set).at("spec", "template");
  }

  /** The values reach running brokers through the Job, and starting brokers through the file. */
  @Test
  void edit_dynamicSettings_restartsNoPod() {
    StackRun before = run(Map.of());
    StackRun after =
        run(
            settings(
                "num.io.threads", "16",
                "min.insync.replicas", "1",
                "log.retention.ms", "3600000"));

    for (String set : List.of("kafka-kafka", "kafka-controller")) {
      assertThat(template(after, set)).isEqualTo(template(before, set));
      assertThat(after.object("ConfigMap", set).at("data", set + "-0.properties").toString())
          .contains("\nnum.io.threads=16\n", "\nmin.insync.replicas=1\n");
    }
    assertThat(command(after).toString())
        .contains(
            "--declaration={\"set\":{\"log.retention.ms\":\"3600000\",\"min.insync.replicas\":\"1\","
                + "\"num.io.threads\":\"16\",\"num.recovery.threads.per.data.dir\":\"2\","
                + "\"unclean.leader.election.enable\":\"false\"},"
                + "\"reset\":{}}");
  }

  @ParameterizedTest
  @CsvSource({"queued.max.requests, 400", "log.retention.hours, 24", "num.partitions, 3"})
  void edit_otherSetting_restartsBrokers(String name, String value) {
    StackRun before = run(Map.of());
    StackRun after = run(settings(name, value));

    assertThat(template(after, "kafka-kafka")).isNotEqualTo(template(before, "kafka-kafka"));
    assertThat(command(after)).isEqualTo(command(before));
  }

  private static List<?> command(StackRun run) {
    Declared job = run.object("Job", "kafka-settings");
    return (List<?>) job.listAt("spec", "template", "spec", "containers").get(0).get("command");
  }

  @Test
  void update_settingRemoved_isResetByAllLaterUpdates() {
    var first = new SettingsUpdate(Map.of(), config(settings("num.io.threads", "16")));
    var removed = new SettingsUpdate(first.snapshot(), config(Map.of()));
    var later = new SettingsUpdate(removed.snapshot(), config(Map.of()));
    var again = new SettingsUpdate(later.snapshot(), config(settings("num.io.threads", "24")));

    assertThat(first.declaration().reset()).isEmpty();
    assertThat(removed.declaration().reset()).isEqualTo(Map.of("num.io.threads", "8"));
    assertThat(later.declaration()).isEqualTo(removed.declaration());
    assertThat(again.declaration().reset()).isEmpty();
    assertThat(again.declaration().set()).containsEntry("num.io.threads", "24");
  }

  /** Clusters born with 4.1 or later have it in their metadata, from which it cannot be deleted. */
  @Test
  void update_minIsrRemoved_isSetToDefaultOfStack() {
    var first = new SettingsUpdate(Map.of(), config(settings("min.insync.replicas", "1")));
    var removed = new SettingsUpdate(first.snapshot(), config(Map.of()));

    assertThat(removed.declaration().reset()).isEmpty();
    assertThat(removed.declaration().set()).containsEntry("min.insync.replicas", "2");
  }

  @Test
  void update_settingWithoutDefault_isResetToTheOneThatApplies() {
    var first =
        new SettingsUpdate(
            Map.of(),
            config(
                settings(
                    "log.retention.ms", "1000",
                    "log.roll.ms", "1000",
                    "log.roll.jitter.ms", "10",
                    "log.flush.interval.ms", "1000",
                    "max.connections.per.ip.overrides", "10.0.0.1:5")));
    var removed =
        new SettingsUpdate(first.snapshot(), config(settings("log.retention.hours", "24")));

    assertThat(removed.declaration().reset())
        .isEqualTo(
            Map.of(
                "log.retention.ms", "86400000",
                "log.roll.ms", "604800000",
                "log.roll.jitter.ms", "0",
                "log.flush.interval.ms", "9223372036854775807",
                "max.connections.per.ip.overrides", ""));
    var unlimited =
        new SettingsUpdate(first.snapshot(), config(settings("log.retention.hours", "-1")));
    assertThat(unlimited.declaration().reset()).containsEntry("log.retention.ms", "-1");
  }

  @Test
  void archives_program_fitIntoConfigMap() {
    int size =
        SettingsJob.programArchives().values().stream()
            .mapToInt(text -> Base64.getDecoder().decode(text).length)
            .sum();

    assertThat(size).isLessThan((1 << 20) / 2);
    assertThat(SettingsJob.programArchives()).isEqualTo(SettingsJob.programArchives());
  }

  @Test
  void advice_edit_saysWhatRestarts() {
    var before =
        new SettingsUpdate(
                Map.of(), config(settings("num.io.threads", "16", "queued.max.requests", "400")))
            .snapshot();
    var after =
        config(
            settings(
                "num.io.threads", "16", "num.replica.fetchers", "2", "log.retention.hours", "24"));

    assertThat(SettingsChange.of(before, after).advice())
        .contains(
            "kafka.settings: changed without a restart: num.replica.fetchers; with a restart of all"
                + " Kafka nodes: log.retention.hours, queued.max.requests");
    assertThat(SettingsChange.of(SettingsChange.of(Map.of(), after).snapshot(), after).advice())
        .isEmpty();
    // An earlier version of this program exported nothing to compare with.
    assertThat(SettingsChange.of(Map.of(), after).advice()).isEmpty();
  }

  @Test
  void warning_uncleanElection_isRepeated() {
    assertThat(UncleanElectionWarning.of(config(Map.of()))).isEmpty();
    assertThat(
            UncleanElectionWarning.of(
                config(
                    Map.of(
                        "kafka/allowUncleanLeaderElection",
                        true,
                        "kafka/settings/unclean.leader.election.enable",
                        "true",
                        "topics/declared",
                        List.of(
                            Map.of(
                                "name",
                                "metrics",
                                "partitions",
                                3,
                                "settings",
                                Map.of("unclean.leader.election.enable", "true")))))))
        .contains(
            "unclean.leader.election.enable is true (kafka.settings, topic metrics): when no in-sync"
                + " replica of a partition is left, records that were acknowledged can be lost,"
                + " because kafka.allowUncleanLeaderElection is true");
  }
}

package dev.openshiftkafka.pod.rebalance;

import dev.openshiftkafka.pod.admin.AdminResults;
import dev.openshiftkafka.pod.admin.AdminResults.RetriableAdminException;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Cordons of brokers: Kafka places no new replicas on a cordoned broker, and refuses reassignments
 * to it (KIP-1066).
 */
final class Cordons {
  private static final String SETTING = "cordoned.log.dirs";

  /** Level of metadata.version 4.3-IV0, the first with which brokers can be cordoned. */
  private static final short FIRST_LEVEL = 30;

  private final Admin admin;
  private final PrintWriter out;

  Cordons(Admin admin, PrintWriter out) {
    this.admin = admin;
    this.out = out;
  }

  /**
   * Removes the cordons of brokers that receive replicas, and cordons brokers that leave.
   *
   * @param receiving ids of live brokers that a reassignment moves replicas to
   * @param leaving ids of brokers that are to be removed
   */
  void apply(Collection<Integer> receiving, Collection<Integer> leaving)
      throws RetriableAdminException, InterruptedException {
    if (!isSupported()) {
      if (!leaving.isEmpty()) {
        say(
            "brokers %s are not cordoned, which needs metadata.version 4.3; do not create topics"
                    .formatted(new TreeSet<>(leaving))
                + " before they are removed, or their replicas may be placed there");
      }
      return;
    }
    for (int broker : new TreeSet<>(receiving)) {
      if (isCordoned(broker)) {
        alter(broker, "", OpType.DELETE);
        say("broker " + broker + " is no longer cordoned");
      }
    }
    for (int broker : new TreeSet<>(leaving)) {
      if (!isCordoned(broker)) {
        alter(broker, "*", OpType.SET);
        say("broker " + broker + " is cordoned: it gets no new replicas");
      }
    }
  }

  private boolean isSupported() throws RetriableAdminException, InterruptedException {
    FinalizedVersionRange level =
        AdminResults.of(admin.describeFeatures().featureMetadata())
            .finalizedFeatures()
            .get("metadata.version");
    return level != null && level.maxVersionLevel() >= FIRST_LEVEL;
  }

  private boolean isCordoned(int broker) throws RetriableAdminException, InterruptedException {
    return AdminResults.of(admin.describeConfigs(List.of(resource(broker))).all()).values().stream()
        .flatMap(config -> config.entries().stream())
        .anyMatch(
            entry ->
                entry.name().equals(SETTING)
                    && entry.source() == ConfigSource.DYNAMIC_BROKER_CONFIG
                    && entry.value() != null
                    && !entry.value().isEmpty());
  }

  private void alter(int broker, String value, OpType operation)
      throws RetriableAdminException, InterruptedException {
    var change = new AlterConfigOp(new ConfigEntry(SETTING, value), operation);
    AdminResults.of(admin.incrementalAlterConfigs(Map.of(resource(broker), List.of(change))).all());
  }

  private static ConfigResource resource(int broker) {
    return new ConfigResource(ConfigResource.Type.BROKER, String.valueOf(broker));
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}

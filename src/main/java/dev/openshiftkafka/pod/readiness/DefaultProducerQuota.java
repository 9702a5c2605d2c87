package dev.openshiftkafka.pod.readiness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.message.AlterClientQuotasRequestData;
import org.apache.kafka.common.message.AlterClientQuotasResponseData;
import org.apache.kafka.common.message.DescribeClientQuotasRequestData;
import org.apache.kafka.common.message.DescribeClientQuotasRequestData.ComponentData;
import org.apache.kafka.common.message.DescribeClientQuotasResponseData;
import org.apache.kafka.common.message.DescribeClientQuotasResponseData.EntryData;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * The producer quota of client ids without one of their own, and the operator's value while the
 * disk guard has replaced it.
 *
 * <p>The operator's value is kept in Kafka, as the quota of a client id that no client has, so that
 * it outlives every pod. It is written before the guard's quota, and never deleted, because another
 * broker's guard may replace the quota again in the same moment.
 */
final class DefaultProducerQuota {
  /** Client id whose quota is the operator's default. */
  static final String SAVED = "openshift-kafka.disk-guard";

  private static final String CLIENT_ID = "client-id";
  private static final String RATE = "producer_byte_rate";
  private static final int VERSION = 1;
  private static final byte MATCH_NAME = 0;
  private static final byte MATCH_DEFAULT = 1;

  private final NodeConnection broker;

  DefaultProducerQuota(NodeConnection broker) {
    this.broker = broker;
  }

  /** The quota in bytes per second; null when there is none. */
  @Nullable Long rate() throws IOException {
    return rate(MATCH_DEFAULT, null);
  }

  /** The operator's quota; null when there was none. */
  @Nullable Long saved() throws IOException {
    return rate(MATCH_NAME, SAVED);
  }

  /** Replaces the operator's quota, which is saved first. */
  void replace(@Nullable Long operators, long rate) throws IOException {
    alter(SAVED, operators);
    alter(null, rate);
  }

  /** Sets the quota, or removes it. */
  void set(@Nullable Long rate) throws IOException {
    alter(null, rate);
  }

  /**
   * The more specific producer quotas, which Kafka prefers to the default of client ids; sorted.
   */
  List<String> overrides() throws IOException {
    var overrides = new ArrayList<String>();
    for (EntryData entry : describe(List.of(), false)) {
      String entity =
          entry.entity().stream()
              .map(
                  part ->
                      part.entityType()
                          + "="
                          + (part.entityName() == null ? "<default>" : part.entityName()))
              .sorted()
              .collect(Collectors.joining(" "));
      boolean own =
          entity.equals(CLIENT_ID + "=<default>") || entity.equals(CLIENT_ID + "=" + SAVED);
      if (!own && entry.values().stream().anyMatch(value -> value.key().equals(RATE))) {
        overrides.add(entity);
      }
    }
    overrides.sort(null);
    return overrides;
  }

  private @Nullable Long rate(byte match, @Nullable String clientId) throws IOException {
    var filter =
        new ComponentData().setEntityType(CLIENT_ID).setMatchType(match).setMatch(clientId);
    for (EntryData entry : describe(List.of(filter), true)) {
      for (var value : entry.values()) {
        if (value.key().equals(RATE)) {
          return Math.round(value.value());
        }
      }
    }
    return null;
  }

  private List<EntryData> describe(List<ComponentData> filter, boolean strict) throws IOException {
    DescribeClientQuotasResponseData response =
        broker.send(
            new DescribeClientQuotasRequestData().setComponents(filter).setStrict(strict),
            VERSION,
            new DescribeClientQuotasResponseData());
    if (response.errorCode() != Errors.NONE.code()) {
      throw refused(response.errorCode(), response.errorMessage());
    }
    return response.entries() == null ? List.of() : response.entries();
  }

  private void alter(@Nullable String clientId, @Nullable Long rate) throws IOException {
    var operation = new AlterClientQuotasRequestData.OpData().setKey(RATE).setRemove(rate == null);
    if (rate != null) {
      operation.setValue(rate);
    }
    var entity =
        new AlterClientQuotasRequestData.EntityData()
            .setEntityType(CLIENT_ID)
            .setEntityName(clientId);
    AlterClientQuotasResponseData response =
        broker.send(
            new AlterClientQuotasRequestData()
                .setEntries(
                    List.of(
                        new AlterClientQuotasRequestData.EntryData()
                            .setEntity(List.of(entity))
                            .setOps(List.of(operation)))),
            VERSION,
            new AlterClientQuotasResponseData());
    for (var entry : response.entries()) {
      if (entry.errorCode() != Errors.NONE.code()) {
        throw refused(entry.errorCode(), entry.errorMessage());
      }
    }
  }

  private static IOException refused(short code, @Nullable String message) {
    Errors error = Errors.forCode(code);
    return new IOException("client quotas: " + (message == null ? error.message() : message));
  }
}

package dev.openshiftkafka.pod.load;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who chooses the partitions of records without keys. */
public enum Partitioning {
  /** The Kafka client, which writes less to slow brokers. */
  @JsonProperty("client")
  CLIENT,

  /** The run: all partitions of a topic get the same, a batch's worth at a time. */
  @JsonProperty("even")
  EVEN
}

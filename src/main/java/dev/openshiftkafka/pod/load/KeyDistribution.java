package dev.openshiftkafka.pod.load;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the keys of records are chosen. */
public enum KeyDistribution {
  /** No key: the producer fills one partition's batch after the other. */
  @JsonProperty("none")
  NONE,
  /** Each key in turn. */
  @JsonProperty("sequential")
  SEQUENTIAL,
  /** Every key equally often, in random order. */
  @JsonProperty("uniform")
  UNIFORM,
  /** The n-th key n times as seldom as the first (Zipf's law with exponent 1). */
  @JsonProperty("zipf")
  ZIPF
}

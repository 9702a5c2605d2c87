package dev.openshiftkafka.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.config.MetadataMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One round of a few faults; make faults has all of them, and many rounds. */
class FaultsIT {
  private static final int RECORDS_PER_SECOND = 1000;

  /** Machines that build are slow; a roll that does not wait for replicas takes twenty times. */
  private static final int PATIENCE = 3;

  private static FaultCluster cluster;

  @BeforeAll
  static void bringUp() throws Exception {
    cluster = FaultCluster.up(MetadataMode.KRAFT, Variant.STACK);
  }

  @AfterAll
  static void takeDown() {
    cluster.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"kill-broker", "roll"})
  void nothingIsLostAndWritesGoOn(String fault) throws Exception {
    Round round = cluster.round(Faults.named(fault), 1, RECORDS_PER_SECOND, 1);

    assertTrue(round.kept(), round.summary().toString());
    long bound = Faults.named(fault).bound(MetadataMode.KRAFT).orElseThrow().toMillis();
    assertTrue(
        round.summary().partitionSilentMillis() <= PATIENCE * bound, round.summary().toString());
  }
}

package dev.openshiftkafka.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.config.MetadataMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One round of a few faults; make faults has all of them, many rounds, and the bounds of time,
 * which a machine that builds cannot promise.
 */
class FaultsIT {
  private static final int RECORDS_PER_SECOND = 1000;

  /** With fewer replicas in sync a partition takes no records. */
  private static final int MIN_IN_SYNC = 2;

  private static FaultCluster cluster;

  @BeforeAll
  static void bringUp() throws Exception {
    cluster = FaultCluster.up(MetadataMode.ZOOKEEPER, Variant.STACK);
  }

  @AfterAll
  static void takeDown() {
    cluster.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"kill-broker", "roll"})
  void nothingIsLostAndEnoughReplicasStayInSync(String fault) throws Exception {
    Round round = cluster.round(Faults.named(fault), 1, RECORDS_PER_SECOND, 1);

    assertTrue(round.kept(), round.toString());
    assertTrue(round.fewestInSync() >= MIN_IN_SYNC, round.toString());
  }
}

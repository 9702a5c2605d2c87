package dev.openshiftkafka.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.e2e.LocalStack;
import dev.openshiftkafka.e2e.Needs;
import dev.openshiftkafka.e2e.Shell;
import dev.openshiftkafka.e2e.TestCluster.Capability;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One round of some faults. `make faults` runs all of them, in many rounds, and checks the time
 * limits, which a machine under other load cannot guarantee.
 */
@Needs(Capability.MACHINE)
@Tag("nightly")
class FaultsIT {
  private static final int RECORDS_PER_SECOND = 1000;

  /** min.insync.replicas of the topic. */
  private static final int MIN_IN_SYNC = 2;

  private static FaultCluster cluster;

  @BeforeAll
  static void bringUp() throws Exception {
    cluster = FaultCluster.up(MetadataMode.KRAFT);
  }

  @AfterAll
  static void takeDown() {
    cluster.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"kill-broker", "roll", "roll-while-catching-up"})
  void round_fault_losesNothingAndKeepsMinIsr(String fault) throws Exception {
    Round round = cluster.round(Faults.named(fault), 1, RECORDS_PER_SECOND, 1);

    assertTrue(round.kept(), round.toString());
    assertTrue(round.fewestInSync() >= MIN_IN_SYNC, round.toString());
    assertEquals(List.of(), connectionTimeouts(), round.toString());
  }

  /** Without the preStop hooks a single in-sync replica is left, or the quorum has no majority. */
  @ParameterizedTest
  @ValueSource(strings = {"roll-while-zone-down", "roll-quorum-while-zone-down"})
  void round_rollWithoutZone_losesNothingAndKeepsMinIsr(String fault) throws Exception {
    Round round = cluster.round(Faults.named(fault), 1, RECORDS_PER_SECOND, 1);

    assertTrue(round.kept(), round.toString());
    assertTrue(round.fewestInSync() >= MIN_IN_SYNC, round.toString());
  }

  /** Returns log lines of brokers that connected to the former IP address of a broker. */
  private static List<String> connectionTimeouts() {
    return Shell.kubectl(
            "logs",
            "--namespace",
            LocalStack.NAMESPACE,
            "--selector=app.kubernetes.io/component=broker",
            "--container=broker",
            "--tail=-1",
            "--prefix")
        .lines()
        .filter(line -> line.contains("socket connection setup timeout"))
        .toList();
  }
}

package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.e2e.LocalStack;
import dev.openshiftkafka.ledger.Summary;
import java.util.Objects;
import java.util.Random;

/** A stack on the local cluster that is there to be hurt, with a ledger beside it. */
final class FaultCluster implements AutoCloseable {
  private final MetadataMode mode;
  private final LocalStack stack;
  private final LedgerPod pod;
  private Variant variant = Variant.STACK;

  private FaultCluster(MetadataMode mode, LocalStack stack, LedgerPod pod) {
    this.mode = mode;
    this.stack = stack;
    this.pod = pod;
  }

  static FaultCluster up(MetadataMode mode) throws Exception {
    LocalStack stack =
        mode == MetadataMode.KRAFT ? LocalStack.kraft("faults") : LocalStack.zooKeeper("faults");
    stack.withStandIn();
    LocalStack.emptyVolumes();
    try {
      stack.up();
      return new FaultCluster(mode, stack, new LedgerPod(mode, stack.output("bootstrapServers")));
    } catch (Exception | AssertionError e) {
      stack.destroy();
      throw e;
    }
  }

  /** From now on brokers are those of a variant; of none that comes before it. */
  void become(Variant next) {
    if (next != variant) {
      next.apply();
      variant = next;
    }
  }

  /** One round: steady traffic, the fault, all in sync again, and everything read back. */
  Round round(Fault fault, int number, int recordsPerSecond, long seed) throws Exception {
    var random = new Random(Objects.hash(seed, fault.name(), number));
    try (LedgerRun ledger =
        pod.open(fault.name() + "-" + number, recordsPerSecond, fault.backlog())) {
      ledger.awaitWhole();
      ledger.awaitProgress();
      long began = System.currentTimeMillis();
      fault.inject(new Scene(mode, stack, number, random, ledger));
      long healed = ledger.awaitWhole();
      ledger.awaitProgress();
      Summary summary = ledger.stop();
      return new Round(
          fault.name(),
          mode,
          variant,
          recordsPerSecond,
          number,
          seed,
          healed - began,
          ledger.fewestInSync(),
          summary);
    }
  }

  @Override
  public void close() {
    pod.close();
    stack.destroy();
    // Whoever comes next may have other metadata.
    LocalStack.emptyVolumes();
  }
}

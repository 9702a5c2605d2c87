package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.e2e.LocalStack;
import dev.openshiftkafka.ledger.Summary;
import java.util.Objects;
import java.util.Random;

/** A stack on the local cluster for fault injection, and a pod that runs ledgers. */
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

  /** Applies a variant to the brokers; an earlier variant cannot be restored. */
  void apply(Variant next) {
    if (next != variant) {
      next.apply(stack);
      variant = next;
    }
  }

  /** Runs a round: steady traffic, the fault, replicas in sync again, and verification. */
  Round round(Fault fault, int number, int recordsPerSecond, long seed) throws Exception {
    var random = new Random(Objects.hash(seed, fault.name(), number));
    try (LedgerRun ledger =
        pod.open(fault.name() + "-" + number, recordsPerSecond, fault.backlog())) {
      ledger.awaitInSync();
      ledger.awaitProgress();
      long started = System.currentTimeMillis();
      fault.inject(new FaultContext(mode, stack, number, random, ledger));
      long inSync = ledger.awaitInSync();
      ledger.awaitProgress();
      Summary summary = ledger.stop();
      return new Round(
          fault.name(),
          mode,
          variant,
          recordsPerSecond,
          number,
          seed,
          inSync - started,
          ledger.fewestInSync(),
          summary);
    }
  }

  @Override
  public void close() {
    pod.close();
    stack.destroy();
    // The next cluster may have another metadata mode.
    LocalStack.emptyVolumes();
  }
}

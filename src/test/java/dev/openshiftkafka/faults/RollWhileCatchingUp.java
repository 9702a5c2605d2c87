package dev.openshiftkafka.faults;

import dev.openshiftkafka.ledger.Backlog;
import java.time.Duration;

/**
 * A rolling restart begins as soon as a broker has returned with an empty volume.
 *
 * <p>The broker has so much data to replicate that it is out of sync for more than ten seconds on
 * any machine. A roll that does not wait for it leaves a single replica.
 *
 * <p>It is down for longer than replica.lag.time.max.ms, as with a volume that is really replaced,
 * so leaders have removed it from the ISR. {@link EmptiedVolume} covers a faster return.
 */
final class RollWhileCatchingUp implements OrderlyStop {
  private static final long MEGABYTE = 1_000_000;
  private static final Backlog BACKLOG = new Backlog(240 * MEGABYTE, 10 * MEGABYTE);

  /** The stack's replica.lag.time.max.ms. */
  private static final Duration AWAY = Duration.ofSeconds(10);

  private final RollingRestart roll = new RollingRestart();

  @Override
  public String name() {
    return "roll-while-catching-up";
  }

  @Override
  public String title() {
    return "rolling restart while a broker with an emptied volume is catching up";
  }

  @Override
  public Backlog backlog() {
    return BACKLOG;
  }

  @Override
  public void inject(FaultContext context) {
    KafkaPod broker = context.anyBroker();
    broker.replace(
        () -> {
          context.ledger().awaitBrokers(FaultContext.BROKERS - 1);
          EmptiedVolume.empty(broker);
          context.ledger().awaitTime(AWAY);
        });
    context.ledger().awaitBrokers(FaultContext.BROKERS);
    roll.inject(context);
  }
}

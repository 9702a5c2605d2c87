package dev.openshiftkafka.faults;

import dev.openshiftkafka.ledger.Backlog;
import java.time.Duration;

/**
 * A broker is given an empty volume, and as soon as it is back all brokers are restarted.
 *
 * <p>It has so much to copy that, on a machine of any speed, it is not in sync for ten seconds and
 * more. A roll that does not wait for it leaves a single replica.
 *
 * <p>It is away for so long that the leaders wait for it no more, as for a volume that is really
 * replaced: what they do when it is back sooner, an emptied volume shows.
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
  public void inject(Scene scene) {
    Member broker = scene.anyBroker();
    broker.replace(
        () -> {
          scene.ledger().awaitBrokers(Scene.BROKERS - 1);
          EmptiedVolume.empty(broker);
          scene.ledger().awaitTime(AWAY);
        });
    scene.ledger().awaitBrokers(Scene.BROKERS);
    roll.inject(scene);
  }
}

package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.e2e.Cluster;
import java.time.Duration;
import java.util.Optional;

/** The node of one zone loses its network, with all that runs there, and gets it back. */
final class CutZone implements Fault {
  private static final Duration CUT = Duration.ofSeconds(60);

  @Override
  public String name() {
    return "cut-zone";
  }

  @Override
  public String title() {
    return "node of one zone cut from the network for 60 s";
  }

  @Override
  public Optional<Duration> bound(MetadataMode mode) {
    return Bounds.session(mode);
  }

  @Override
  public void inject(Scene scene) throws InterruptedException {
    String zone = scene.anyOtherZone();
    Cluster.zone("cut", zone);
    try {
      Thread.sleep(CUT.toMillis());
    } finally {
      Cluster.zone("join", zone);
    }
  }
}

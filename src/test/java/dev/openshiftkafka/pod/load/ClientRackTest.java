package dev.openshiftkafka.pod.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests of the zone of consumers. */
class ClientRackTest {
  @Test
  void setting_zone_isRack() {
    assertThat(ClientRack.setting(Map.of("CLIENT_RACK", "eu-west-1a")))
        .isEqualTo(Map.of("client.rack", "eu-west-1a"));
  }

  /** Before Kubernetes 1.35 pods have no label with the zone. */
  @Test
  void setting_unknownZone_isNotSet() {
    assertThat(ClientRack.setting(Map.of("CLIENT_RACK", ""))).isEmpty();
    assertThat(ClientRack.setting(Map.of())).isEmpty();
  }
}

package dev.openshiftkafka.stack.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.config.AwsNetworkConfig;
import dev.openshiftkafka.config.Cidr;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the subnets of a declared VPC. */
class NetworkTest {
  @Test
  void subnets_vpc16_areOf20() {
    var plan = new Network.SubnetPlan(Cidr.parse("10.0.0.0/16"));
    assertEquals("10.0.0.0/20", plan.privateSubnet(0).toString());
    assertEquals("10.0.32.0/20", plan.privateSubnet(2).toString());
    assertEquals("10.0.128.0/20", plan.publicSubnet(0).toString());
    assertEquals("10.0.240.0/20", plan.publicSubnet(7).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/16", "172.31.64.0/18", "192.168.7.0/24"})
  void subnets_zones_doNotOverlap(String vpc) {
    var plan = new Network.SubnetPlan(Cidr.parse(vpc));
    List<Cidr> all =
        IntStream.range(0, AwsNetworkConfig.MAX_ZONES)
            .boxed()
            .flatMap(zone -> Stream.of(plan.privateSubnet(zone), plan.publicSubnet(zone)))
            .toList();
    for (int i = 0; i < all.size(); i++) {
      assertTrue(Cidr.parse(vpc).contains(all.get(i)), all.get(i).toString());
      for (int j = 0; j < i; j++) {
        assertFalse(all.get(i).overlaps(all.get(j)), all.get(i) + " " + all.get(j));
      }
    }
  }
}

package dev.openshiftkafka.stack.aws;

import dev.openshiftkafka.config.AwsNetworkConfig;
import dev.openshiftkafka.config.Cidr;

/**
 * Divides the range of a VPC into sixteen equal parts: zone i has part i for its private subnet and
 * part 8 + i for its public one.
 *
 * <p>So a further zone never moves the subnets of the others, which would replace all their nodes.
 * A /16 gives subnets of /20, as OpenShift's own installer makes them.
 */
record SubnetPlan(Cidr vpc) {
  private static final int PARTS_BITS = 4;

  Cidr privateSubnet(int zone) {
    return part(zone);
  }

  Cidr publicSubnet(int zone) {
    return part(AwsNetworkConfig.MAX_ZONES + zone);
  }

  private Cidr part(int number) {
    return vpc.at(number * (vpc.size() >> PARTS_BITS), vpc.prefix() + PARTS_BITS);
  }
}

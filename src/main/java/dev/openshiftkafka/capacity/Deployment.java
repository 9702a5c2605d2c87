package dev.openshiftkafka.capacity;

import dev.openshiftkafka.capacity.model.Volume;
import dev.openshiftkafka.config.QuorumConfig;
import dev.openshiftkafka.config.StackConfig;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a stack deploys on AWS, as far as it has a price.
 *
 * @param instanceType EC2 instance type of the app nodes
 * @param nodes number of app nodes
 * @param rootVolumeGiB size of the gp3 root volume of each node
 * @param brokers data volumes of the brokers
 * @param quorums data volumes of the controllers or ZooKeeper servers, of both in a migration
 * @param natGateways number of NAT gateways that the stack declares
 */
public record Deployment(
    String instanceType,
    int nodes,
    int rootVolumeGiB,
    Volumes brokers,
    List<Volumes> quorums,
    int natGateways) {

  /**
   * Equal volumes.
   *
   * @param count number of volumes
   * @param each one of them
   */
  public record Volumes(int count, Volume each) {}

  /** Copies the volumes of the quorums. */
  public Deployment {
    quorums = List.copyOf(quorums);
  }

  /** The deployment of a configuration with the AWS layer. */
  public static Deployment of(StackConfig config) {
    int zones = config.zones().size();
    return new Deployment(
        config.aws().nodes().instanceType(),
        zones * config.aws().nodes().perZone(),
        config.aws().nodes().rootVolumeGiB(),
        new Volumes(config.kafka().brokers(), MonthlyCost.volume(config.kafka().volume())),
        quorums(config),
        config.aws().network().declaresVpc() ? zones : 0);
  }

  private static List<Volumes> quorums(StackConfig config) {
    Stream<QuorumConfig> migrated =
        config.migration() == null ? Stream.empty() : Stream.of(config.controllers());
    return Stream.concat(Stream.of(config.quorum()), migrated)
        .map(quorum -> new Volumes(quorum.members(), MonthlyCost.volume(quorum.volume())))
        .toList();
  }
}

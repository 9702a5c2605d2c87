package dev.openshiftkafka.cli.preflight;

import java.util.List;
import java.util.stream.Stream;

/** All cases. */
final class PreflightCases {
  private PreflightCases() {}

  static List<PreflightCase> all() {
    return Stream.of(
            ClusterCases.all(),
            NodeCases.all(),
            ProjectCases.all(),
            PodCases.all(),
            NetworkCases.all(),
            AwsAccountCases.all(),
            AwsNetworkCases.all(),
            AwsInstanceCases.all())
        .flatMap(List::stream)
        .toList();
  }
}

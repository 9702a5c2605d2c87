package dev.openshiftkafka.stack.aws;

import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import dev.openshiftkafka.config.AwsConfig;

/** The connection to AWS, the same for every resource of the layer. */
final class AwsProvider {
  private AwsProvider() {}

  /**
   * Declares the provider. Credentials come from the environment, as for the AWS command line, and
   * never from the configuration.
   */
  static Provider of(AwsConfig config) {
    ProviderArgs.Builder args = ProviderArgs.builder().region(config.region());
    if (config.accountId() != null) {
      args.allowedAccountIds(config.accountId());
    }
    return new Provider("aws", args.build());
  }
}

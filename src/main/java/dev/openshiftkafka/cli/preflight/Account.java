package dev.openshiftkafka.cli.preflight;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** AWS clients for the checks, with the credentials of the environment. */
final class Account implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(20);

  private final SdkHttpClient http =
      UrlConnectionHttpClient.builder()
          .connectionTimeout(CONNECT_TIMEOUT)
          .socketTimeout(READ_TIMEOUT)
          .build();
  private final List<SdkAutoCloseable> clients = new ArrayList<>();
  private final LastCall lastCall = new LastCall();
  private final String region;
  private final @Nullable URI endpoint;
  private final StsClient sts;
  private final Ec2Client ec2;
  private final ServiceQuotasClient quotas;
  private final KmsClient kms;
  private final IamClient iam;
  private final Route53Client route53;
  private final SnsClient sns;

  /**
   * Creates the clients.
   *
   * @param endpoint endpoint of all services instead of AWS; null for AWS
   */
  Account(String region, @Nullable URI endpoint) {
    this.region = region;
    this.endpoint = endpoint;
    sts = built(StsClient.builder().httpClient(http));
    ec2 = built(Ec2Client.builder().httpClient(http));
    quotas = built(ServiceQuotasClient.builder().httpClient(http));
    kms = built(KmsClient.builder().httpClient(http));
    iam = built(IamClient.builder().httpClient(http));
    route53 = built(Route53Client.builder().httpClient(http));
    sns = built(SnsClient.builder().httpClient(http));
  }

  private <B extends AwsClientBuilder<B, C>, C extends SdkAutoCloseable> C built(B builder) {
    builder
        // Clients of global services derive their endpoint from the region.
        .region(Region.of(region))
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                .apiCallTimeout(READ_TIMEOUT.multipliedBy(2))
                .addExecutionInterceptor(lastCall)
                .build());
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    C client = builder.build();
    clients.add(client);
    return client;
  }

  /** Returns the IAM action of the last request, such as ec2:DescribeVpcs. */
  String lastAction() {
    return lastCall.action;
  }

  String region() {
    return region;
  }

  StsClient sts() {
    return sts;
  }

  Ec2Client ec2() {
    return ec2;
  }

  ServiceQuotasClient quotas() {
    return quotas;
  }

  KmsClient kms() {
    return kms;
  }

  IamClient iam() {
    return iam;
  }

  Route53Client route53() {
    return route53;
  }

  SnsClient sns() {
    return sns;
  }

  @Override
  public void close() {
    for (SdkAutoCloseable client : clients) {
      client.close();
    }
    http.close();
  }

  /** Records the action of each request, because the SDK's exceptions do not contain it. */
  private static final class LastCall implements ExecutionInterceptor {
    private volatile String action = "";

    @Override
    public void beforeExecution(
        Context.BeforeExecution context, ExecutionAttributes executionAttributes) {
      String service = executionAttributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
      action =
          service.toLowerCase(Locale.ROOT).replace(" ", "")
              + ":"
              + executionAttributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    }
  }
}

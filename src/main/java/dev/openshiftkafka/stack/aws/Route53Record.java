package dev.openshiftkafka.stack.aws;

import com.pulumi.aws.route53.Record;
import com.pulumi.aws.route53.RecordArgs;
import com.pulumi.resources.CustomResourceOptions;
import dev.openshiftkafka.config.DnsConfig;

/** Declares the DNS record of a Route's host. */
final class Route53Record {
  private static final int SECONDS = 300;

  private Route53Record() {}

  static void declare(DnsConfig dns, CustomResourceOptions options) {
    new Record(
        dns.host(),
        RecordArgs.builder()
            .zoneId(dns.zoneId())
            .name(dns.host())
            .type("CNAME")
            .ttl(SECONDS)
            .records(dns.routerHost())
            .build(),
        options);
  }
}

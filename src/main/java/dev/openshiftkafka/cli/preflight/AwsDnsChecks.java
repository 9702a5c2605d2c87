package dev.openshiftkafka.cli.preflight;

import dev.openshiftkafka.cli.preflight.Check.Target;
import dev.openshiftkafka.config.DnsConfig;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.NoSuchHostedZoneException;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Checks of the web UI's DNS record in Route 53. */
final class AwsDnsChecks {
  private static final String NO_RECORD = "aws.dns is not set";

  private AwsDnsChecks() {}

  static List<Check> all() {
    return List.of(
        Check.ofAws(
                "dns-zone", "the hosted zone exists and contains aws.dns.host", AwsDnsChecks::zone)
            .when(plan -> plan.config().aws().dns() != null, NO_RECORD),
        Check.ofAws("dns-record", "aws.dns.host has no other DNS record", AwsDnsChecks::record)
            .when(plan -> plan.config().aws().dns() != null, NO_RECORD));
  }

  private static DnsConfig dns(Target target) {
    return target.plan().config().aws().dns();
  }

  private static Optional<HostedZone> find(Target target) {
    try {
      return Optional.of(
          target.account().route53().getHostedZone(b -> b.id(dns(target).zoneId())).hostedZone());
    } catch (NoSuchHostedZoneException e) {
      return Optional.empty();
    }
  }

  private static Result zone(Target target) {
    String id = dns(target).zoneId();
    Optional<HostedZone> found = find(target);
    if (found.isEmpty()) {
      return Result.failure(
          "aws.dns.zoneId", id + " does not exist", "set the id of an existing hosted zone");
    }
    String domain = found.get().name().replaceFirst("\\.$", "");
    return dns(target).host().endsWith("." + domain)
        ? Result.ok(dns(target).host() + " in zone " + domain)
        : Result.failure(
            "aws.dns.host",
            dns(target).host() + " is not in the domain " + domain + " of zone " + id,
            "set a host in that domain, or the id of the host's hosted zone");
  }

  private static Result record(Target target) {
    if (find(target).isEmpty()) {
      return Result.skipped("the zone does not exist");
    }
    String host = dns(target).host();
    return record(
        dns(target),
        target
            .account()
            .route53()
            .listResourceRecordSets(b -> b.hostedZoneId(dns(target).zoneId()).startRecordName(host))
            .resourceRecordSets()
            .stream()
            .filter(record -> record.name().equals(host + "."))
            .toList());
  }

  /** Checks the existing records of the host. */
  static Result record(DnsConfig dns, List<ResourceRecordSet> records) {
    var findings = Result.collect();
    for (ResourceRecordSet found : records) {
      List<String> values = found.resourceRecords().stream().map(r -> r.value()).toList();
      boolean same =
          found.type() == RRType.CNAME
              && values.stream().allMatch(v -> v.replaceFirst("\\.$", "").equals(dns.routerHost()));
      if (!same) {
        findings.failure(
            "record " + dns.host(),
            "exists as " + found.typeAsString() + " " + String.join(", ", values),
            "delete it, or choose another aws.dns.host");
      }
    }
    return findings.orOk(records.isEmpty() ? "no record exists" : "CNAME to " + dns.routerHost());
  }
}

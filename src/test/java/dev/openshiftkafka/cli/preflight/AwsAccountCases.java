package dev.openshiftkafka.cli.preflight;

import static dev.openshiftkafka.cli.preflight.PreflightCase.failure;
import static dev.openshiftkafka.cli.preflight.PreflightCase.ok;
import static dev.openshiftkafka.cli.preflight.PreflightCase.skipped;
import static dev.openshiftkafka.cli.preflight.PreflightCase.warning;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Cases of {@link AwsAccountChecks}, {@link AwsDnsChecks} and {@link AwsQuotaChecks}. */
final class AwsAccountCases {
  /** Records of A and CNAME have other values. */
  private static final Map<String, String> DNS =
      Map.of("host", "ui.example.com", "routerHost", "router.apps.example.com");

  private static final String ZONE = "Z0000000EXAMPLE";

  private AwsAccountCases() {}

  static List<PreflightCase> all() {
    return Stream.of(caller(), accountObjects(), places(), dns(), vcpuQuotas(), otherQuotas())
        .flatMap(List::stream)
        .toList();
  }

  private static List<PreflightCase> caller() {
    String topic = "arn:aws:sns:eu-west-1:123456789012:";
    return List.of(
        ok("aws.caller", "arn:aws:sts::123456789012:", w -> {}),
        failure("aws.caller", "sts:GetCallerIdentity: no answer: ", PreflightFixture::unreachable),
        skipped("aws.caller", "the stack does not declare layer aws", w -> {}).of("dynamic"),
        ok("aws.account", "123456789012", w -> {}),
        failure(
            "aws.account",
            "aws.accountId: is 210987654321, but the credentials are for 123456789012",
            w -> w.edit("aws/accountId", "210987654321")),
        warning(
            "aws.account",
            "aws.accountId: is not set",
            w -> w.edit("aws/accountId", null).edit("aws/createKey", false)),
        ok(
            "aws.permissions",
            "1 actions are allowed",
            w -> w.aws().simulated("ec2:CreateVolume", "allowed")),
        warning(
            "aws.permissions",
            "ec2:CreateVolume: the IAM policy simulator denies it to arn:aws:",
            w -> w.aws().simulated("ec2:CreateVolume", "implicitDeny")),
        ok(
            "aws.instance-profile",
            "prod-m3n9r-worker-profile with role worker",
            w -> {
              var iam = w.aws().account().iam();
              iam.createRole(b -> b.roleName("worker").assumeRolePolicyDocument("{}"));
              profile(w);
              iam.addRoleToInstanceProfile(
                  b -> b.instanceProfileName("prod-m3n9r-worker-profile").roleName("worker"));
            }));
  }

  private static List<PreflightCase> accountObjects() {
    String topic = "arn:aws:sns:eu-west-1:123456789012:";
    return List.of(
        failure(
            "aws.instance-profile",
            "instance profile prod-m3n9r-worker-profile: does not exist; set",
            w -> {}),
        failure(
            "aws.instance-profile",
            "instance profile prod-m3n9r-worker-profile: has no role",
            AwsAccountCases::profile),
        ok(
            "aws.alarm-topics",
            "1 topics exist",
            w -> {
              w.aws().account().sns().createTopic(b -> b.name("alarms"));
              w.edit("aws/alarms/actions", List.of(topic + "alarms"));
            }),
        failure(
            "aws.alarm-topics",
            "aws.alarms.actions: " + topic + "none does not exist",
            w -> w.edit("aws/alarms/actions", List.of(topic + "none"))));
  }

  private static void profile(PreflightFixture w) {
    w.aws()
        .account()
        .iam()
        .createInstanceProfile(b -> b.instanceProfileName("prod-m3n9r-worker-profile"));
  }

  private static List<PreflightCase> places() {
    return List.of(
        ok("aws.region", "eu-west-1 (opt-in-not-required)", w -> {}),
        failure(
            "aws.region",
            "aws.region: eu-west-1 is not enabled for this account",
            w -> w.aws().region("eu-west-1", "not-opted-in")),
        failure(
            "aws.region",
            "aws.region: eu-west-1 is not an AWS region",
            w -> w.aws().region("eu-west-2", "opt-in-not-required")),
        ok("aws.zones", "eu-west-1a, eu-west-1b, eu-west-1c", w -> {}),
        failure(
            "aws.zones",
            "zones: eu-west-1z does not exist; choose from ",
            w ->
                w.edit("zones", List.of("eu-west-1a", "eu-west-1b", "eu-west-1z"))
                    .edit(
                        "aws/network/privateSubnets",
                        Map.of(
                            "eu-west-1a", "subnet-0a000000000000004",
                            "eu-west-1b", "subnet-0a000000000000005",
                            "eu-west-1z", "subnet-0a000000000000006"))));
  }

  /** Creates a hosted zone and sets it in the configuration. */
  private static String zone(PreflightFixture w, String domain) {
    String id =
        w.aws()
            .account()
            .route53()
            .createHostedZone(b -> b.name(domain).callerReference(domain))
            .hostedZone()
            .id()
            .replaceFirst("^/hostedzone/", "");
    w.aws().hostedZone(ZONE, id);
    w.edit("aws/dns/zoneId", ZONE);
    DNS.forEach((key, value) -> w.edit("aws/dns/" + key, value));
    return id;
  }

  private static void record(PreflightFixture w, String type, String value) {
    String id = zone(w, "example.com");
    var set =
        ResourceRecordSet.builder()
            .name("ui.example.com")
            .type(type)
            .ttl(300L)
            .resourceRecords(ResourceRecord.builder().value(value).build())
            .build();
    var change = Change.builder().action(ChangeAction.CREATE).resourceRecordSet(set).build();
    w.aws()
        .account()
        .route53()
        .changeResourceRecordSets(b -> b.hostedZoneId(id).changeBatch(c -> c.changes(change)));
  }

  private static List<PreflightCase> dns() {
    return List.of(
        ok("aws.dns-zone", "ui.example.com in zone example.com", w -> zone(w, "example.com")),
        failure(
            "aws.dns-zone",
            "aws.dns.host: ui.example.com is not in the domain example.org of zone",
            w -> zone(w, "example.org")),
        failure(
            "aws.dns-zone",
            "aws.dns.zoneId: ZNONE does not exist",
            w -> {
              zone(w, "example.com");
              w.edit("aws/dns/zoneId", "ZNONE");
            }),
        skipped("aws.dns-zone", "aws.dns is not set", w -> {}),
        ok("aws.dns-record", "no record exists", w -> zone(w, "example.com")),
        ok(
            "aws.dns-record",
            "CNAME to router.apps.example.com",
            w -> record(w, "CNAME", "router.apps.example.com")),
        failure(
            "aws.dns-record",
            "record ui.example.com: exists as A 192.0.2.1; delete it",
            w -> record(w, "A", "192.0.2.1")));
  }

  private static List<PreflightCase> vcpuQuotas() {
    return List.of(
        ok(
            "aws.quota-vcpus",
            "0 vCPUs used, 24 declared",
            w -> w.aws().quota("ec2", AwsQuotaChecks.STANDARD_VCPUS, 64)),
        failure(
            "aws.quota-vcpus",
            "the limit is 16 vCPUs with 0 vCPUs in use, but the stack needs 24 vCPUs; request",
            w -> w.aws().quota("ec2", AwsQuotaChecks.STANDARD_VCPUS, 16)),
        failure(
            "aws.quota-vcpus",
            "the limit is 24 vCPUs with 8 vCPUs in use, but the stack needs 24 vCPUs",
            w -> {
              w.aws().quota("ec2", AwsQuotaChecks.STANDARD_VCPUS, 24);
              String ami = w.aws().ec2().registerImage(b -> b.name("other")).imageId();
              w.aws()
                  .ec2()
                  .runInstances(
                      b -> b.imageId(ami).instanceType("m6i.2xlarge").minCount(1).maxCount(1));
            }),
        // moto does not know this quota.
        warning("aws.quota-vcpus", "Service Quotas returns no value", w -> {}),
        ok(
            "aws.quota-storage",
            "GiB declared: {gp3=15030}",
            w -> w.aws().quota("ebs", AwsQuotaChecks.STORAGE.get("gp3"), 50)));
  }

  private static List<PreflightCase> otherQuotas() {
    return List.of(
        failure(
            "aws.quota-storage",
            "(storage of gp3): the limit is 2 TiB with 1 TiB in use, but the stack needs 14.68 TiB",
            w -> {
              w.aws().quota("ebs", AwsQuotaChecks.STORAGE.get("gp3"), 2);
              w.aws().volume("eu-west-1a", 1024, true);
            }),
        ok(
            "aws.quota-iops",
            "IOPS declared: {io2=30000}",
            w -> provisioned(w).aws().quota("ebs", AwsQuotaChecks.IOPS.get("io2"), 100_000)),
        failure(
            "aws.quota-iops",
            "(IOPS of io2): the limit is 20000 IOPS with 0 IOPS in use, but the stack needs 30000",
            w -> provisioned(w).aws().quota("ebs", AwsQuotaChecks.IOPS.get("io2"), 20_000)),
        ok("aws.quota-vpcs", "1 VPCs used", AwsAccountCases::ownVpc),
        failure(
            "aws.quota-vpcs",
            "the limit is 5 VPCs with 5 VPCs in use, but the stack needs 1 VPCs",
            w -> {
              ownVpc(w);
              for (int i = 0; i < 4; i++) {
                w.aws().ec2().createVpc(b -> b.cidrBlock("10.0.0.0/16"));
              }
            }));
  }

  private static PreflightFixture provisioned(PreflightFixture w) {
    return w.edit("kafka/volume/type", "io2").edit("kafka/volume/iops", 10_000);
  }

  /** A VPC that the stack declares. */
  static void ownVpc(PreflightFixture w) {
    w.edit("aws/network/vpcId", null)
        .edit("aws/network/privateSubnets", Map.of())
        .edit("aws/network/controlPlaneSecurityGroup", "sg-0e000000000000003")
        .edit("aws/network/clusterCidrs", List.of("172.16.0.0/16"));
  }
}

package dev.openshiftkafka.cli.preflight;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** The AWS account of a case: objects in moto, created with the AWS SDK. */
final class AwsFixture implements AutoCloseable {
  private static final List<String> ZONES = List.of("eu-west-1a", "eu-west-1b", "eu-west-1c");
  private static final String CLUSTER = "kubernetes.io/cluster/prod-m3n9r";

  private final RecordedAws recorded;
  private final Account account;
  private final PreflightFixture fixture;

  /** Starts with an empty account. */
  AwsFixture(PreflightFixture fixture) {
    this.fixture = fixture;
    try {
      Moto.running().reset();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    recorded = new RecordedAws(Moto.running().endpoint());
    account = new Account("eu-west-1", recorded.endpoint());
  }

  URI endpoint() {
    return recorded.endpoint();
  }

  Ec2Client ec2() {
    return account.ec2();
  }

  Account account() {
    return account;
  }

  static TagSpecification tags(ResourceType type, String... pairs) {
    var tags = new LinkedHashMap<String, String>();
    for (int i = 0; i < pairs.length; i += 2) {
      tags.put(pairs[i], pairs[i + 1]);
    }
    return TagSpecification.builder()
        .resourceType(type)
        .tags(
            tags.entrySet().stream()
                .map(t -> Tag.builder().key(t.getKey()).value(t.getValue()).build())
                .toList())
        .build();
  }

  /** Creates a network like OpenShift's installer does, and sets it in the configuration. */
  AwsNetwork network() {
    return network("10.0.0.0/16", 24);
  }

  AwsNetwork network(String cidr, int prefix) {
    var vpc = ec2().createVpc(b -> b.cidrBlock(cidr)).vpc().vpcId();
    ec2().modifyVpcAttribute(b -> b.vpcId(vpc).enableDnsHostnames(v -> v.value(true)));
    Map<String, String> subnets = new LinkedHashMap<>();
    String start = cidr.substring(0, cidr.indexOf(".0/"));
    for (int i = 0; i < ZONES.size(); i++) {
      String zone = ZONES.get(i);
      String range =
          prefix == 24
              ? start.replaceFirst("\\.0$", "") + "." + i + ".0/24"
              : start + "." + i * 16 + "/" + prefix;
      subnets.put(
          zone,
          ec2()
              .createSubnet(
                  b ->
                      b.vpcId(vpc)
                          .availabilityZone(zone)
                          .cidrBlock(range)
                          .tagSpecifications(tags(ResourceType.SUBNET, CLUSTER, "shared")))
              .subnet()
              .subnetId());
    }
    String group =
        ec2()
            .createSecurityGroup(b -> b.vpcId(vpc).groupName("workers").description("workers"))
            .groupId();
    var made = new AwsNetwork(this, vpc, subnets, group);
    fixture
        .edit("aws/network/vpcId", vpc)
        .edit("aws/network/cidr", cidr)
        .edit("aws/network/privateSubnets", subnets)
        .edit("aws/network/workerSecurityGroups", List.of(group));
    return made;
  }

  /** Allocates an Elastic IP address, for a NAT gateway. */
  String address() {
    return ec2().allocateAddress(b -> b.domain(DomainType.VPC)).allocationId();
  }

  /** Sets the nodes' AMI to one of src/test/resources/preflight. */
  AwsFixture ami(String architecture) {
    String id = architecture.equals("arm64") ? "ami-0f00000000000000a" : "ami-0f000000000000003";
    fixture.edit("aws/nodes/ami", id);
    return this;
  }

  /** Creates an EBS volume. */
  String volume(String zone, int gib, boolean encrypted) {
    return ec2()
        .createVolume(
            b -> b.availabilityZone(zone).size(gib).volumeType("gp3").encrypted(encrypted))
        .volumeId();
  }

  /** Creates a volume for each broker, and sets them in the configuration. */
  List<String> volumes(List<String> zones, int gib, boolean encrypted) {
    var ids = zones.stream().map(zone -> volume(zone, gib, encrypted)).toList();
    fixture.edit("kafka/volume/handles", ids);
    return ids;
  }

  /** Sets the value of a quota; moto has only those of VPCs. */
  AwsFixture quota(String service, String code, double value) {
    recorded.answer(
        "\"QuotaCode\":\"" + code + "\"",
        200,
        "application/x-amz-json-1.1",
        """
        {"Quota": {"ServiceCode": "%s", "ServiceName": "%s", "QuotaCode": "%s", "QuotaName": "limit",
          "QuotaArn": "arn:aws:servicequotas:eu-west-1:123456789012:%s/%s", "Value": %s,
          "Unit": "None", "Adjustable": true, "GlobalQuota": false}}
        """
            .formatted(service, service, code, service, code, value));
    return this;
  }

  /** Sets a decision of the IAM policy simulator, which moto does not have. */
  AwsFixture simulated(String action, String decision) {
    recorded.answer(
        "Action=SimulatePrincipalPolicy",
        200,
        "text/xml",
        """
        <SimulatePrincipalPolicyResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
          <SimulatePrincipalPolicyResult><IsTruncated>false</IsTruncated><EvaluationResults>
            <member><EvalActionName>%s</EvalActionName><EvalResourceName>*</EvalResourceName>
              <EvalDecision>%s</EvalDecision><MatchedStatements/><MissingContextValues/></member>
          </EvaluationResults></SimulatePrincipalPolicyResult>
          <ResponseMetadata><RequestId>1cdb5b0a-4c15-11e5-b121-bd8c7EXAMPLE</RequestId></ResponseMetadata>
        </SimulatePrincipalPolicyResponse>
        """
            .formatted(action, decision));
    return this;
  }

  /** Sets the account's default KMS key for EBS, which moto does not have. */
  AwsFixture defaultKey(String id) {
    recorded.answer(
        "Action=GetEbsDefaultKmsKeyId",
        200,
        "text/xml",
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <GetEbsDefaultKmsKeyIdResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
          <requestId>b1b2c3d4-0000-4000-8000-000000000000</requestId><kmsKeyId>%s</kmsKeyId>
        </GetEbsDefaultKmsKeyIdResponse>
        """
            .formatted(id));
    return this;
  }

  /** Maps a hosted zone id in Route 53's format to moto's id. */
  void hostedZone(String id, String motoId) {
    recorded.alias(id, motoId);
  }

  /** Makes EC2 deny an action. */
  AwsFixture denied(String action) {
    recorded.answer(
        "Action=" + action,
        403,
        "text/xml",
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <Response><Errors><Error><Code>UnauthorizedOperation</Code>
        <Message>You are not authorized to perform this operation.</Message></Error></Errors>
        <RequestID>b1b2c3d4-0000-4000-8000-000000000000</RequestID></Response>
        """);
    return this;
  }

  /** Sets the only region of the account. */
  AwsFixture region(String name, String optIn) {
    recorded.answer(
        "Action=DescribeRegions",
        200,
        "text/xml",
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <DescribeRegionsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
          <requestId>b1b2c3d4-0000-4000-8000-000000000000</requestId>
          <regionInfo><item><regionName>%s</regionName><regionEndpoint>ec2.%s.amazonaws.com</regionEndpoint>
            <optInStatus>%s</optInStatus></item></regionInfo>
        </DescribeRegionsResponse>
        """
            .formatted(name, name, optIn));
    return this;
  }

  @Override
  public void close() {
    account.close();
    recorded.close();
  }
}

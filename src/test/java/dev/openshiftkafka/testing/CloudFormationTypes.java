package dev.openshiftkafka.testing;

import java.util.Map;

/** CloudFormation's resource types. */
final class CloudFormationTypes {
  static final String BUCKET = "AWS::S3::Bucket";

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("aws:ec2/vpc:Vpc", "AWS::EC2::VPC"),
          Map.entry("aws:ec2/subnet:Subnet", "AWS::EC2::Subnet"),
          Map.entry("aws:ec2/internetGateway:InternetGateway", "AWS::EC2::InternetGateway"),
          Map.entry("aws:ec2/eip:Eip", "AWS::EC2::EIP"),
          Map.entry("aws:ec2/natGateway:NatGateway", "AWS::EC2::NatGateway"),
          Map.entry("aws:ec2/routeTable:RouteTable", "AWS::EC2::RouteTable"),
          Map.entry("aws:ec2/route:Route", "AWS::EC2::Route"),
          Map.entry(
              "aws:ec2/routeTableAssociation:RouteTableAssociation",
              "AWS::EC2::SubnetRouteTableAssociation"),
          Map.entry("aws:ec2/vpcEndpoint:VpcEndpoint", "AWS::EC2::VPCEndpoint"),
          Map.entry("aws:ec2/securityGroup:SecurityGroup", "AWS::EC2::SecurityGroup"),
          Map.entry(
              "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
              "AWS::EC2::SecurityGroupIngress"),
          Map.entry(
              "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
              "AWS::EC2::SecurityGroupEgress"),
          Map.entry("aws:ec2/instance:Instance", "AWS::EC2::Instance"),
          Map.entry("aws:ebs/volume:Volume", "AWS::EC2::Volume"),
          Map.entry("aws:iam/role:Role", "AWS::IAM::Role"),
          Map.entry("aws:iam/rolePolicy:RolePolicy", "AWS::IAM::Policy"),
          Map.entry("aws:iam/instanceProfile:InstanceProfile", "AWS::IAM::InstanceProfile"),
          Map.entry("aws:kms/key:Key", "AWS::KMS::Key"),
          Map.entry("aws:kms/alias:Alias", "AWS::KMS::Alias"),
          Map.entry("aws:cloudwatch/metricAlarm:MetricAlarm", "AWS::CloudWatch::Alarm"),
          Map.entry("aws:dlm/lifecyclePolicy:LifecyclePolicy", "AWS::DLM::LifecyclePolicy"),
          Map.entry("aws:route53/record:Record", "AWS::Route53::RecordSet"),
          Map.entry("aws:s3/bucketV2:BucketV2", BUCKET),
          Map.entry("aws:s3/bucketPolicy:BucketPolicy", "AWS::S3::BucketPolicy"));

  /** Managed policies are a property of the role in CloudFormation. */
  private static final String ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

  private CloudFormationTypes() {}

  static boolean isTranslated(String type) {
    if (!TYPES.containsKey(type)
        && !type.equals(ATTACHMENT)
        && !CloudFormationBucket.TYPES.contains(type)) {
      throw new IllegalArgumentException("no CloudFormation type for " + type);
    }
    return TYPES.containsKey(type);
  }

  static String typeOf(String type) {
    return TYPES.get(type);
  }
}

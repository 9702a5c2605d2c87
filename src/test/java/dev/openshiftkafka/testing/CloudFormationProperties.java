package dev.openshiftkafka.testing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** CloudFormation's property names, where they are not the capitalized names of Pulumi. */
final class CloudFormationProperties {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("vpcSecurityGroupIds", "SecurityGroupIds"),
          Map.entry("type", "VolumeType"),
          Map.entry("ami", "ImageId"),
          Map.entry("deletionWindowInDays", "PendingWindowInDays"),
          Map.entry("referencedSecurityGroupId", "SourceSecurityGroupId"),
          Map.entry("cidrIpv4", "CidrIp"),
          Map.entry("securityGroupId", "GroupId"),
          Map.entry("okActions", "OKActions"));

  private static final Set<String> WITHOUT_TAGS =
      Set.of("AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress");

  private CloudFormationProperties() {}

  static Map<String, Object> of(Declared resource, Function<String, Object> role) {
    String type = CloudFormationTypes.typeOf(resource.type());
    var properties = new TreeMap<String, Object>();
    resource
        .inputs()
        .forEach((key, value) -> properties.put(NAMES.getOrDefault(key, capital(key)), value));
    if (properties.remove("Tags") instanceof Map<?, ?> tags && !WITHOUT_TAGS.contains(type)) {
      properties.put("Tags", tags(tags));
    }
    switch (type) {
      case "AWS::EC2::Instance" -> instance(properties);
      case "AWS::EC2::InternetGateway" -> properties.remove("VpcId");
      case "AWS::EC2::SecurityGroup" -> {
        properties.put("GroupDescription", properties.remove("Description"));
        properties.put("GroupName", properties.remove("Name"));
      }
      case "AWS::IAM::Role" -> {
        json(properties, "AssumeRolePolicyDocument", "AssumeRolePolicy");
        if (properties.remove("Name") instanceof String name) {
          properties.put("RoleName", name);
        }
      }
      case "AWS::S3::BucketPolicy" -> json(properties, "PolicyDocument", "Policy");
      case "AWS::IAM::Policy" -> {
        json(properties, "PolicyDocument", "Policy");
        properties.put("PolicyName", resource.name());
        properties.put("Roles", List.of(role.apply((String) properties.remove("Role"))));
      }
      case "AWS::IAM::InstanceProfile" -> {
        properties.remove("Tags");
        properties.put("Roles", List.of(role.apply((String) properties.remove("Role"))));
      }
      case "AWS::KMS::Key" -> json(properties, "KeyPolicy", "Policy");
      case "AWS::KMS::Alias" -> properties.put("AliasName", properties.remove("Name"));
      case "AWS::CloudWatch::Alarm" -> alarm(properties);
      case "AWS::DLM::LifecyclePolicy" -> policy(resource, properties);
      case "AWS::Route53::RecordSet" -> {
        properties.put("Type", properties.remove("VolumeType"));
        properties.put("HostedZoneId", properties.remove("ZoneId"));
        properties.put("TTL", String.valueOf(properties.remove("Ttl")));
        properties.put("ResourceRecords", properties.remove("Records"));
      }
      default -> {}
    }
    return properties;
  }

  private static void instance(Map<String, Object> properties) {
    var disk = new TreeMap<String, Object>();
    ((Map<?, ?>) properties.remove("RootBlockDevice"))
        .forEach((key, value) -> disk.put(capital((String) key), value));
    disk.remove("Tags");
    properties.put("BlockDeviceMappings", List.of(Map.of("DeviceName", "/dev/xvda", "Ebs", disk)));
    // CloudFormation supports these only in a launch template.
    properties.remove("MetadataOptions");
    // CloudFormation sets it on a network interface; the subnets assign no public IP address.
    properties.remove("AssociatePublicIpAddress");
    if (properties.get("UserData") instanceof Map<?, ?> secret) {
      properties.put("UserData", secret.get("value"));
    }
  }

  private static void alarm(Map<String, Object> properties) {
    properties.put("AlarmName", properties.remove("Name"));
    properties.put(
        "Dimensions",
        ((Map<?, ?>) properties.get("Dimensions"))
            .entrySet().stream()
                .map(e -> Map.of("Name", e.getKey(), "Value", e.getValue()))
                .toList());
  }

  private static void policy(Declared resource, Map<String, Object> properties) {
    properties.put(
        "PolicyDetails",
        Map.of(
            "ResourceTypes",
            List.of("VOLUME"),
            "TargetTags",
            tags((Map<?, ?>) resource.at("policyDetails", "targetTags")),
            "Schedules",
            resource.listAt("policyDetails", "schedules").stream()
                .map(CloudFormationProperties::deeplyCapital)
                .toList()));
  }

  private static Object deeplyCapital(Object value) {
    if (value instanceof Map<?, ?> map) {
      var result = new TreeMap<String, Object>();
      map.forEach((key, item) -> result.put(capital((String) key), deeplyCapital(item)));
      if (result.get("Times") instanceof String time) {
        result.put("Times", List.of(time));
      }
      return result;
    }
    return value;
  }

  private static void json(Map<String, Object> properties, String to, String from) {
    properties.put(to, TestJson.map((String) properties.remove(from)));
  }

  private static List<Map<String, Object>> tags(Map<?, ?> tags) {
    return tags.entrySet().stream()
        .map(tag -> Map.<String, Object>of("Key", tag.getKey(), "Value", tag.getValue()))
        .sorted(java.util.Comparator.comparing(tag -> (String) tag.get("Key")))
        .toList();
  }

  private static String capital(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}

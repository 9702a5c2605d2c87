package dev.openshiftkafka.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Translates the AWS resources of a stack into a CloudFormation template, for cfn-lint and moto.
 *
 * <p>Ids of resources outside the stack become parameters of the template.
 */
public final class CloudFormation {
  private static final String EXTERNAL = "(vpc|subnet|sg|rtb)-0[0-9a-f]{16}";

  private final List<Declared> resources;
  private final List<Declared> all;
  private final Map<String, Object> references = new HashMap<>();
  private final Map<String, Object> parameters = new TreeMap<>();

  private CloudFormation(List<Declared> resources, List<Declared> all) {
    this.resources = resources;
    this.all = all;
    for (Declared resource : resources) {
      String logical = logical(resource);
      references.put(MockOutputs.id(resource.type(), resource.name()), idOf(resource));
      references.put(
          MockOutputs.arn(resource.type(), resource.name()),
          Map.of("Fn::GetAtt", List.of(logical, "Arn")));
    }
  }

  /** Returns the template of a stack. */
  public static Map<String, Object> template(StackRun run) {
    List<Declared> declared =
        run.resources("aws:").stream()
            .filter(resource -> CloudFormationTypes.isTranslated(resource.type()))
            .toList();
    var translation = new CloudFormation(declared, run.resources("aws:"));
    Map<String, Object> resources =
        declared.stream()
            .collect(
                Collectors.toMap(
                    CloudFormation::logical,
                    translation::resource,
                    (first, second) -> {
                      throw new IllegalStateException("two resources with the same name: " + first);
                    },
                    TreeMap::new));
    declared.stream()
        .filter(resource -> resource.type().equals("aws:ec2/internetGateway:InternetGateway"))
        .forEach(gateway -> resources.put("Attachment", translation.attachment(gateway)));
    var template = new TreeMap<String, Object>();
    template.put("AWSTemplateFormatVersion", "2010-09-09");
    template.put("Resources", resources);
    if (!translation.parameters.isEmpty()) {
      template.put("Parameters", translation.parameters);
    }
    return template;
  }

  /** Returns a reference to the id: a Ref, except for an EIP, whose Ref is the IP address. */
  private static Map<String, Object> idOf(Declared resource) {
    return resource.kind().equals("Eip")
        ? Map.of("Fn::GetAtt", List.of(logical(resource), "AllocationId"))
        : Map.of("Ref", logical(resource));
  }

  private static String logical(Declared resource) {
    return (resource.kind() + resource.name()).replaceAll("[^A-Za-z0-9]", "");
  }

  private Map<String, Object> resource(Declared resource) {
    var translated = new TreeMap<String, Object>();
    translated.put("Type", CloudFormationTypes.typeOf(resource.type()));
    Map<String, Object> properties = CloudFormationProperties.of(resource, this::policyRoles);
    if (translated.get("Type").equals(CloudFormationTypes.BUCKET)) {
      CloudFormationBucket.addTo(properties, all);
    }
    translated.put("Properties", value(properties));
    return translated;
  }

  /** Returns the attachment of an internet gateway, which is a separate resource. */
  private Map<String, Object> attachment(Declared gateway) {
    return Map.of(
        "Type",
        "AWS::EC2::VPCGatewayAttachment",
        "Properties",
        Map.of(
            "InternetGatewayId",
            Map.of("Ref", logical(gateway)),
            "VpcId",
            value(gateway.at("vpcId"))));
  }

  /** Returns a reference to the role that a policy or an instance profile names. */
  private Object policyRoles(String name) {
    return resources.stream()
        .filter(resource -> resource.type().equals("aws:iam/role:Role"))
        .filter(
            role ->
                name.equals(role.name()) || name.equals(MockOutputs.id(role.type(), role.name())))
        .findFirst()
        .<Object>map(role -> Map.of("Ref", logical(role)))
        .orElse(name);
  }

  @SuppressWarnings("unchecked")
  private Object value(Object value) {
    if (value instanceof Map<?, ?> map) {
      return ((Map<String, Object>) map)
          .entrySet().stream()
              .collect(
                  Collectors.toMap(
                      Map.Entry::getKey, e -> value(e.getValue()), (a, b) -> a, TreeMap::new));
    }
    if (value instanceof List<?> list) {
      return list.stream().map((Function<Object, Object>) this::value).toList();
    }
    if (value instanceof String text && references.containsKey(text)) {
      return references.get(text);
    }
    if (value instanceof String text && text.matches(EXTERNAL)) {
      String parameter = text.replace("-", "");
      parameters.put(parameter, Map.of("Type", "String", "Default", text));
      return Map.of("Ref", parameter);
    }
    return value;
  }
}

package dev.openshiftkafka.testing;

import com.pulumi.test.Mocks.ResourceArgs;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Outputs that a mock provider adds to the inputs of a resource. */
public final class MockOutputs {
  private static final Map<String, String> PREFIXES =
      Map.of(
          "aws:ebs/volume:Volume", "vol-",
          "aws:ec2/eip:Eip", "eipalloc-",
          "aws:ec2/instance:Instance", "i-",
          "aws:ec2/internetGateway:InternetGateway", "igw-",
          "aws:ec2/natGateway:NatGateway", "nat-",
          "aws:ec2/routeTable:RouteTable", "rtb-",
          "aws:ec2/securityGroup:SecurityGroup", "sg-",
          "aws:ec2/subnet:Subnet", "subnet-",
          "aws:ec2/vpc:Vpc", "vpc-");

  private MockOutputs() {}

  static String id(ResourceArgs args) {
    return id(args.type, args.name);
  }

  /** Returns an id in AWS's format, derived from the resource's name. */
  static String id(String type, String name) {
    String prefix = PREFIXES.get(type);
    return prefix == null
        ? type.substring(type.lastIndexOf(':') + 1) + "-" + name
        : prefix + "0%016x".formatted(Integer.toUnsignedLong((type + name).hashCode()));
  }

  static String arn(String type, String name) {
    return "arn:aws:" + type + "/" + name;
  }

  static Map<String, Object> of(ResourceArgs args) {
    var outputs = new HashMap<String, Object>(args.inputs);
    if (args.type.startsWith("aws:")) {
      // AWS generates names of resources without one.
      outputs.putIfAbsent("name", id(args));
      outputs.put("arn", arn(args.type, args.name));
      outputs.put("keyId", id(args));
      outputs.put("privateDns", args.name + ".internal");
    }
    if (args.type.endsWith(":Role") && args.inputs.get("metadata") instanceof Map<?, ?> meta) {
      var withUid = new HashMap<Object, Object>(meta);
      withUid.put(
          "uid", UUID.nameUUIDFromBytes(args.name.getBytes(StandardCharsets.UTF_8)).toString());
      outputs.put("metadata", withUid);
    }
    return outputs;
  }
}

package dev.openshiftkafka.stack.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of the AWS resources of every stack file, in preview and in update. */
class AwsLayerTest {
  private static final Set<String> PROTECTED =
      Set.of(
          "aws:ebs/volume:Volume",
          "aws:ec2/instance:Instance",
          "aws:kms/key:Key",
          "aws:s3/bucketV2:BucketV2");

  /** AWS does not support tags for these. */
  private static final Set<String> UNTAGGED =
      Set.of(
          "aws:ec2/route:Route",
          "aws:ec2/routeTableAssociation:RouteTableAssociation",
          "aws:iam/rolePolicy:RolePolicy",
          "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
          "aws:kms/alias:Alias",
          "aws:route53/record:Record",
          "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
          "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
          "aws:s3/bucketPolicy:BucketPolicy",
          "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
          "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
          "aws:s3/bucketVersioningV2:BucketVersioningV2");

  private static final Map<String, Object> BASTION =
      Map.of(
          "enabled",
          true,
          "ami",
          "ami-0f000000000000009",
          "allowedCidrs",
          List.of("10.9.0.0/16"),
          "keyName",
          "operators");
  private static final Map<String, String> DNS =
      Map.of(
          "zoneId", "Z0123456789ABC",
          "host", "kafka.example.com",
          "routerHost", "router-default.apps.example.com");

  static Stream<String> stacks() {
    return StackFile.ALL.keySet().stream()
        .filter(stack -> StackFile.read(stack).containsKey("openshift-kafka:aws"))
        .sorted();
  }

  private static StackConfig config(String stack) {
    return new ConfigSource("openshift-kafka", stack, StackFile.read(stack)).read();
  }

  static Stream<Arguments> runs() {
    return Stream.concat(
        Stream.of(Arguments.of("prod", StackRun.update("prod", StackFile.tiered()))), plainRuns());
  }

  private static Stream<Arguments> plainRuns() {
    return stacks()
        .flatMap(
            stack -> {
              var plain = StackFile.read(stack);
              var full =
                  StackEdit.apply(
                      plain,
                      Map.of("aws/bastion", BASTION, "aws/dns", DNS, "aws/snapshots/daily", true));
              return Stream.of(
                  Arguments.of(stack, StackRun.update(stack, plain)),
                  Arguments.of(stack, StackRun.preview(stack, plain, Map.of())),
                  Arguments.of(stack, StackRun.update(stack, full)));
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  void resources_provider_isTheOneOfLayer(String stack, StackRun run) {
    assertEquals(List.of(), run.result().exceptions());
    assertFalse(run.resources("aws:").isEmpty());
    for (Declared resource : run.resources("aws:")) {
      assertTrue(resource.provider().contains("pulumi:providers:aws::aws"), resource.toString());
      assertTrue(resource.parent().contains("openshiftkafka:aws:"), resource.toString());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  void resources_tags_nameStack(String stack, StackRun run) {
    for (Declared resource : run.resources("aws:")) {
      if (!UNTAGGED.contains(resource.type())) {
        assertEquals(stack, resource.at("tags", "openshift-kafka:stack"), resource.toString());
        assertTrue(
            String.valueOf(resource.at("tags", "Name"))
                .startsWith(config(stack).aws().infrastructureName()),
            resource.toString());
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  void resources_withData_areProtected(String stack, StackRun run) {
    for (Declared resource : run.resources("aws:")) {
      boolean bastion = resource.name().equals("kafka-bastion");
      assertEquals(
          StackFile.PROTECTED.contains(stack) && PROTECTED.contains(resource.type()) && !bastion,
          resource.protect(),
          resource.toString());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  void disks_all_areEncrypted(String stack, StackRun run) {
    for (Declared volume : run.resources("aws:ebs/volume:")) {
      assertEquals(true, volume.at("encrypted"), volume.toString());
    }
    for (Declared instance : run.resources("aws:ec2/instance:")) {
      assertEquals(true, instance.at("rootBlockDevice", "encrypted"), instance.toString());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  void instances_network_arePrivate(String stack, StackRun run) {
    for (Declared instance : run.resources("aws:ec2/instance:")) {
      assertEquals(false, instance.at("associatePublicIpAddress"), instance.toString());
      assertEquals("required", instance.at("metadataOptions", "httpTokens"), instance.toString());
    }
    for (Declared subnet : run.resources("aws:ec2/subnet:")) {
      assertEquals(false, subnet.at("mapPublicIpOnLaunch"), subnet.toString());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  void ingress_rules_areRestricted(String stack, StackRun run) {
    for (Declared rule : run.resources("aws:vpc/securityGroupIngressRule:")) {
      assertNotEquals("0.0.0.0/0", rule.at("cidrIpv4"), rule.toString());
      assertNull(rule.at("cidrIpv6"), rule.toString());
      assertTrue(
          (rule.at("cidrIpv4") == null) != (rule.at("referencedSecurityGroupId") == null),
          rule.toString());
    }
    for (Declared group : run.resources("aws:ec2/securityGroup:")) {
      assertNull(group.at("ingress"), group.toString());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  void volumes_zones_matchPersistentVolumes(String stack, StackRun run) {
    List<Declared> volumes = run.resources("aws:ebs/volume:");
    assertEquals(6, volumes.size());
    for (Declared volume : volumes) {
      Declared persistent = run.object("PersistentVolume", "kafka-" + volume.name());
      Object zone = volume.at("availabilityZone");
      assertEquals(zone, zoneOf(persistent));
      if (volume.name().startsWith("datadir-kafka-kafka-")) {
        String pod = volume.name().substring("datadir-".length());
        String properties =
            (String) run.object("ConfigMap", "kafka-kafka").at("data", pod + ".properties");
        assertTrue(properties.contains("broker.rack=" + zone + "\n"), properties);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  void nodes_zones_coverAll(String stack, StackRun run) {
    Set<Object> zones =
        Stream.concat(
                run.objects("MachineSet").stream()
                    .map(
                        set ->
                            set.at(
                                "spec",
                                "template",
                                "spec",
                                "providerSpec",
                                "value",
                                "placement",
                                "availabilityZone")),
                run.resources("aws:ec2/instance:").stream()
                    .filter(instance -> instance.name().startsWith("kafka-node-"))
                    .map(instance -> instance.name().replaceAll("^kafka-node-(.*)-0$", "$1")))
            .collect(Collectors.toSet());
    assertEquals(Set.copyOf(config(stack).zones()), zones);
  }

  @Test
  void instances_ignition_isSecretAndIgnored() {
    StackRun run = StackRun.update("dev", StackFile.read("dev"));
    for (Declared instance : run.resources("aws:ec2/instance:")) {
      assertEquals(List.of("ami", "userData"), instance.ignoreChanges());
      assertTrue(instance.isSecret("userData"), instance.toString());
    }
    assertEquals(3, run.resources("aws:ec2/instance:").size());
  }

  @Test
  void volumes_article_areThoseOfArticle() {
    StackRun run = StackRun.update("article", StackFile.read("article"));
    for (Declared volume : run.resources("aws:ebs/volume:")) {
      boolean broker = volume.name().startsWith("datadir-kafka-kafka-");
      assertEquals(broker ? "st1" : "gp3", volume.at("type"), volume.toString());
      assertEquals(broker ? 500 : 2, volume.at("size"), volume.toString());
      // EBS refuses these with st1.
      assertEquals(broker ? null : 3000, volume.at("iops"), volume.toString());
      assertEquals(broker ? null : 125, volume.at("throughput"), volume.toString());
    }
  }

  /** Without the tag, the EBS CSI driver of ROSA may not attach the volumes. */
  @Test
  void volumes_rosa_haveTagAndNoNodes() {
    Map<String, String> values =
        StackEdit.apply(
            StackFile.read("prod"),
            Map.of("aws/clusterType", "rosaHcp", "aws/nodes", Map.of("mode", "existing")));
    StackRun rosa = StackRun.update("prod", values);
    assertEquals(List.of(), rosa.result().exceptions());

    assertEquals(6, rosa.resources("aws:ebs/volume:").size());
    for (Declared volume : rosa.resources("aws:ebs/volume:")) {
      assertEquals("true", volume.at("tags", "red-hat-managed"), volume.toString());
    }
    assertEquals(List.of(), rosa.resources("aws:ec2/instance:"));
    assertEquals(List.of(), rosa.objects("MachineSet"));
    assertEquals(List.of(), rosa.objects("MachineHealthCheck"));
    for (Declared volume :
        StackRun.update("prod", StackFile.read("prod")).resources("aws:ebs/volume:")) {
      assertNull(volume.at("tags", "red-hat-managed"), volume.toString());
    }
  }

  @Test
  void alarms_protectedWithoutActions_warn() {
    Map<String, Object> silent = Map.of("aws/alarms/actions", List.of());
    assertTrue(
        AwsLayer.alarmsWithoutActions(edited("prod", silent))
            .orElseThrow()
            .startsWith("aws.alarms.actions: is empty"));
    assertEquals(Optional.empty(), AwsLayer.alarmsWithoutActions(edited("prod", Map.of())));
    assertEquals(Optional.empty(), AwsLayer.alarmsWithoutActions(edited("dev", silent)));
    assertEquals(
        Optional.empty(),
        AwsLayer.alarmsWithoutActions(edited("prod", Map.of("aws/alarms/enabled", false))));
  }

  private static StackConfig edited(String stack, Map<String, Object> edits) {
    var values = StackEdit.apply(StackFile.read(stack), edits);
    return new ConfigSource("openshift-kafka", stack, values).read();
  }

  /** Topic ids and the other metadata are on the volumes of the quorum. */
  @Test
  void snapshots_daily_coverBrokersAndQuorum() {
    StackRun run =
        StackRun.update(
            "prod", StackEdit.apply(StackFile.read("prod"), Map.of("aws/snapshots/daily", true)));

    List<Declared> volumes = run.resources("aws:ebs/volume:");
    Object policy = run.resources("aws:dlm/lifecyclePolicy:").get(0).at("policyDetails");
    assertEquals(6, volumes.size());
    for (Declared volume : volumes) {
      Object tag = volume.at("tags", "openshift-kafka:snapshot");
      assertTrue(
          policy.toString().contains("targetTags={openshift-kafka:snapshot=" + tag + "}"),
          volume + " is not a target of " + policy);
    }
  }

  private static Object zoneOf(Declared persistent) {
    return ((List<?>)
            persistent.at(
                "spec",
                "nodeAffinity",
                "required",
                "nodeSelectorTerms",
                0,
                "matchExpressions",
                0,
                "values"))
        .get(0);
  }
}

package dev.openshiftkafka.cli.preflight;

import dev.openshiftkafka.cli.preflight.Check.Target;
import dev.openshiftkafka.config.AwsConfig;
import dev.openshiftkafka.config.Layer;
import dev.openshiftkafka.config.NodeMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.AvailabilityZoneState;
import software.amazon.awssdk.services.ec2.model.Region;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.sns.model.NotFoundException;

/** Checks of the credentials, their permissions, the region, and existing IAM and SNS objects. */
final class AwsAccountChecks {
  static final String CALLER = "aws.caller";

  private AwsAccountChecks() {}

  static List<Check> all() {
    return List.of(
        new Check(
            CALLER,
            "the AWS credentials are valid",
            Layer.AWS,
            plan -> Optional.empty(),
            AwsAccountChecks::caller),
        Check.ofAws(
            "account", "the credentials belong to aws.accountId", AwsAccountChecks::account),
        Check.ofAws(
            "permissions",
            "the caller's IAM policies allow the stack's actions",
            AwsAccountChecks::permissions),
        Check.ofAws("region", "the region is enabled for the account", AwsAccountChecks::region),
        Check.ofAws("zones", "the zones exist and are available", AwsAccountChecks::zones),
        Check.ofAws(
                "instance-profile",
                "the instance profile exists and has a role",
                AwsAccountChecks::instanceProfile)
            .when(plan -> profile(plan).isPresent(), "the stack creates the instance profile"),
        Check.ofAws(
                "alarm-topics",
                "the SNS topics of aws.alarms.actions exist",
                AwsAccountChecks::topics)
            .when(plan -> !topicsOf(plan).isEmpty(), "aws.alarms.actions names no SNS topic"));
  }

  private static AwsConfig aws(Target target) {
    return target.plan().config().aws();
  }

  private static Result caller(Target target) {
    return Result.ok(target.account().sts().getCallerIdentity(b -> {}).arn());
  }

  private static Result account(Target target) {
    String account = target.account().sts().getCallerIdentity(b -> {}).account();
    String declared = aws(target).accountId();
    if (declared == null) {
      return Result.warning(
          "aws.accountId",
          "is not set, so the stack changes any account that credentials are for (now "
              + account
              + ")",
          "set aws.accountId: \"" + account + "\"");
    }
    return declared.equals(account)
        ? Result.ok(account)
        : Result.failure(
            "aws.accountId",
            "is " + declared + ", but the credentials are for " + account,
            "use credentials of " + declared);
  }

  /** Returns the IAM actions that the stack needs. */
  static List<String> actions(AwsConfig aws) {
    var actions =
        new ArrayList<>(
            List.of("ec2:CreateVolume", "ec2:DeleteVolume", "ec2:ModifyVolume", "ec2:CreateTags"));
    if (aws.nodes().mode() == NodeMode.INSTANCES) {
      actions.addAll(List.of("ec2:RunInstances", "ec2:TerminateInstances"));
      actions.add(aws.nodes().instanceProfile() == null ? "iam:CreateRole" : "iam:PassRole");
    }
    if (aws.network().declaresVpc()) {
      actions.addAll(List.of("ec2:CreateVpc", "ec2:CreateSubnet", "ec2:CreateNatGateway"));
    }
    if (aws.createKey()) {
      actions.addAll(List.of("kms:CreateKey", "kms:CreateAlias"));
    }
    if (aws.alarms().enabled()) {
      actions.add("cloudwatch:PutMetricAlarm");
    }
    if (aws.snapshots().daily()) {
      actions.addAll(List.of("dlm:CreateLifecyclePolicy", "iam:PassRole"));
    }
    if (aws.tieredStorage() != null) {
      actions.addAll(
          List.of("s3:CreateBucket", "s3:PutBucketPolicy", "s3:PutLifecycleConfiguration"));
      actions.add("iam:CreateRole");
    }
    if (aws.dns() != null) {
      actions.add("route53:ChangeResourceRecordSets");
    }
    return actions.stream().distinct().toList();
  }

  private static Result permissions(Target target) {
    String caller = principal(target.account().sts().getCallerIdentity(b -> {}).arn());
    var actions = actions(aws(target));
    return denied(
        caller,
        target
            .account()
            .iam()
            .simulatePrincipalPolicy(b -> b.policySourceArn(caller).actionNames(actions))
            .evaluationResults());
  }

  /** Returns the role of an assumed-role session: IAM simulates policies of roles, not sessions. */
  static String principal(String arn) {
    return arn.replaceFirst(
        "^arn:([^:]+):sts::([0-9]+):assumed-role/([^/]+)/.*$", "arn:$1:iam::$2:role/$3");
  }

  /** Checks the results of the IAM policy simulator. */
  static Result denied(String caller, List<EvaluationResult> results) {
    var findings = Result.collect();
    for (EvaluationResult result : results) {
      if (result.evalDecision() != PolicyEvaluationDecisionType.ALLOWED) {
        findings.warning(
            result.evalActionName(),
            "the IAM policy simulator denies it to "
                + caller
                + " ("
                + result.evalDecisionAsString()
                + ")",
            "allow the action, unless a condition (tags, region) allows it");
      }
    }
    return findings.orOk(results.size() + " actions are allowed");
  }

  private static Result region(Target target) {
    String name = aws(target).region();
    var found =
        target.account().ec2().describeRegions(b -> b.allRegions(true)).regions().stream()
            .filter(region -> region.regionName().equals(name))
            .findFirst();
    return region(name, found);
  }

  /** Checks a region; empty when it does not exist. */
  static Result region(String name, Optional<Region> found) {
    if (found.isEmpty()) {
      return Result.failure("aws.region", name + " is not an AWS region", "set an existing region");
    }
    return found.get().optInStatus().equals("not-opted-in")
        ? Result.failure(
            "aws.region",
            name + " is not enabled for this account",
            "enable it: aws account enable-region --region-name " + name)
        : Result.ok(name + " (" + found.get().optInStatus() + ")");
  }

  private static Result zones(Target target) {
    return zones(
        target.plan().zones(),
        target
            .account()
            .ec2()
            .describeAvailabilityZones(b -> b.allAvailabilityZones(true))
            .availabilityZones());
  }

  /** Checks the zones of a stack against those of the region. */
  static Result zones(List<String> declared, List<AvailabilityZone> found) {
    var findings = Result.collect();
    for (String name : declared) {
      var zone = found.stream().filter(z -> z.zoneName().equals(name)).findFirst();
      if (zone.isEmpty()) {
        findings.failure(
            "zones",
            name + " does not exist",
            "choose from " + String.join(", ", found.stream().map(z -> z.zoneName()).toList()));
      } else if (zone.get().state() != AvailabilityZoneState.AVAILABLE) {
        findings.failure(
            "zones", name + " is " + zone.get().stateAsString(), "choose another zone");
      }
    }
    return findings.orOk(String.join(", ", declared));
  }

  /** Returns the name of the existing instance profile that the stack uses. */
  private static Optional<String> profile(StackPlan plan) {
    AwsConfig aws = plan.config().aws();
    if (aws.nodes().instanceProfile() != null) {
      return Optional.of(aws.nodes().instanceProfile());
    }
    return plan.usesMachineSets()
        ? Optional.of(aws.infrastructureName() + "-worker-profile")
        : Optional.empty();
  }

  private static Result instanceProfile(Target target) {
    String name = profile(target.plan()).orElseThrow();
    try {
      InstanceProfile found =
          target
              .account()
              .iam()
              .getInstanceProfile(b -> b.instanceProfileName(name))
              .instanceProfile();
      return found.roles().isEmpty()
          ? Result.failure("instance profile " + name, "has no role", "add the workers' role to it")
          : Result.ok(name + " with role " + found.roles().get(0).roleName());
    } catch (NoSuchEntityException e) {
      return Result.failure(
          "instance profile " + name,
          "does not exist",
          "set aws.nodes.instanceProfile to the profile of the cluster's workers");
    }
  }

  private static List<String> topicsOf(StackPlan plan) {
    var alarms = plan.config().aws().alarms();
    return alarms.enabled()
        ? alarms.actions().stream().filter(arn -> arn.matches("arn:[^:]+:sns:.*")).toList()
        : List.of();
  }

  private static Result topics(Target target) {
    var findings = Result.collect();
    var topics = topicsOf(target.plan());
    for (String arn : topics) {
      if (!arn.split(":", 5)[3].equals(aws(target).region())) {
        findings.failure(
            "aws.alarms.actions", arn + " is in another region", "use a topic in aws.region");
        continue;
      }
      try {
        target.account().sns().getTopicAttributes(b -> b.topicArn(arn));
      } catch (NotFoundException e) {
        findings.failure("aws.alarms.actions", arn + " does not exist", "create the topic first");
      }
    }
    return findings.orOk(topics.size() + " topics exist");
  }
}

"""Makes the stacks' templates in moto, reads them back, and compares them with the stack files."""

import json
import os
import sys
from collections import Counter
from pathlib import Path

import boto3
import yaml
from moto import mock_aws

PREFIX = "openshift-kafka:"

# cfn-lint has checked these; moto has no CloudFormation support for them.
NOT_IN_MOTO = [
    "AWS::CloudWatch::Alarm",
    "AWS::DLM::LifecyclePolicy",
    "AWS::EC2::SecurityGroupEgress",
    "AWS::S3::BucketPolicy",
]


def stack_file(root, stack):
    stack = stack.removesuffix("-tiered")
    path = root / "Pulumi.dev.yaml" if stack == "dev" else root / "stacks" / f"Pulumi.{stack}.yaml"
    config = yaml.safe_load(path.read_text())["config"]
    return {key.removeprefix(PREFIX): value for key, value in config.items()}


def outside(ec2, config, parameters):
    """Makes what exists before the stack does; the ids of its parameters are those of moto."""
    if not parameters:
        return []
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    network = config["aws"]["network"]
    made = {network.get("vpcId"): vpc}
    for number, (zone, given) in enumerate(network.get("privateSubnets", {}).items()):
        made[given] = ec2.create_subnet(
            VpcId=vpc, AvailabilityZone=zone, CidrBlock=f"10.0.{number}.0/24"
        )["Subnet"]["SubnetId"]
    groups = [*network["workerSecurityGroups"], network.get("controlPlaneSecurityGroup")]
    for given in filter(None, groups):
        made[given] = ec2.create_security_group(
            GroupName=f"group-{given}", Description="of the cluster", VpcId=vpc
        )["GroupId"]
    for parameter in parameters.values():
        if parameter["Default"].startswith("rtb-"):
            made[parameter["Default"]] = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    return [
        {"ParameterKey": key, "ParameterValue": made[parameter["Default"]]}
        for key, parameter in parameters.items()
    ]


def expected_volumes(config):
    zones = config["zones"]
    sets = [(config["kafka"]["brokers"], config["kafka"]), (config["quorum"]["members"], config["quorum"])]
    return Counter(
        (zones[pod % len(zones)], member["volume"]["type"], int(member["volume"]["size"].removesuffix("Gi")))
        for pods, member in sets
        for pod in range(pods)
    )


def expected_nodes(config):
    nodes = config["aws"]["nodes"]
    if nodes["mode"] != "instances":
        return Counter()
    return Counter(
        (zone, nodes["instanceType"]) for zone in config["zones"] for _ in range(nodes.get("perZone", 1))
    )


def make_volumes(ec2, cloudformation, stack, volumes):
    """Makes volumes by the EC2 API: moto's CloudFormation forgets their type, its EC2 does not."""

    def resolved(value):
        if not isinstance(value, dict):
            return value
        logical = value["Fn::GetAtt"][0]
        return cloudformation.describe_stack_resource(StackName=stack, LogicalResourceId=logical)[
            "StackResourceDetail"
        ]["PhysicalResourceId"]

    for properties in volumes:
        arguments = {key: resolved(value) for key, value in properties.items() if key != "Tags"}
        tags = [{"ResourceType": "volume", "Tags": properties["Tags"]}]
        ec2.create_volume(**arguments, TagSpecifications=tags)


def check(root, stack, template):
    config = stack_file(root, stack)
    region = config["aws"]["region"]
    ec2 = boto3.client("ec2", region_name=region)
    cloudformation = boto3.client("cloudformation", region_name=region)
    resources = template["Resources"]
    volumes = [r["Properties"] for r in resources.values() if r["Type"] == "AWS::EC2::Volume"]
    template["Resources"] = {
        name: resource
        for name, resource in resources.items()
        if resource["Type"] not in [*NOT_IN_MOTO, "AWS::EC2::Volume"]
    }
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::KMS::Key":
            # moto 5.2.5 fails on the tags of a key in a template.
            resource["Properties"].pop("Tags")
        if resource["Type"] == "AWS::EC2::SecurityGroupIngress":
            # moto 5.2.5 requires ports of protocols that have none, such as 50 (ESP).
            resource["Properties"].setdefault("FromPort", -1)
            resource["Properties"].setdefault("ToPort", -1)
    parameters = outside(ec2, config, template.get("Parameters", {}))
    cloudformation.create_stack(StackName=stack, TemplateBody=json.dumps(template), Parameters=parameters)
    status = cloudformation.describe_stacks(StackName=stack)["Stacks"][0]["StackStatus"]
    assert status == "CREATE_COMPLETE", status
    make_volumes(ec2, cloudformation, stack, volumes)

    # The driver attaches data volumes, not the stack; what is attached is the root disk of an instance.
    data = [volume for volume in ec2.describe_volumes()["Volumes"] if not volume["Attachments"]]
    assert all(volume["Encrypted"] for volume in data), data
    found = Counter((v["AvailabilityZone"], v["VolumeType"], v["Size"]) for v in data)
    assert found == expected_volumes(config), (found, expected_volumes(config))

    instances = [i for r in ec2.describe_instances()["Reservations"] for i in r["Instances"]]
    nodes = Counter((i["Placement"]["AvailabilityZone"], i["InstanceType"]) for i in instances)
    assert nodes == expected_nodes(config), (nodes, expected_nodes(config))
    public = [i["InstanceId"] for i in instances if i.get("PublicIpAddress")]
    assert not public, public
    print(f"moto: stack {stack}: {sum(nodes.values())} instances {dict(nodes)}, {len(data)} volumes {dict(found)}")


def main():
    root, templates = Path(sys.argv[1]), Path(sys.argv[2])
    # Nothing may ever reach AWS, whatever credentials this machine has.
    os.environ.update(AWS_ACCESS_KEY_ID="none", AWS_SECRET_ACCESS_KEY="none", AWS_SESSION_TOKEN="none")
    for path in sorted(templates.glob("*.json")):
        with mock_aws():
            check(root, path.stem, json.loads(path.read_text()))


main()

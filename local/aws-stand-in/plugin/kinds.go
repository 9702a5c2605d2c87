package main

import "github.com/pulumi/pulumi/sdk/v3/go/common/tokens"

// kind is what this stand-in knows of a type of resource.
type kind struct {
	// prefix of the ids that AWS gives; empty where the id is the name.
	prefix string
	// bucket types have the name of the declared bucket as their id.
	bucket bool
	// named types get a name of the plugin's own making when none is declared.
	named bool
	// arn has %s for the id; empty when there is none.
	arn string
	// replacing inputs cannot change in place: "ForceNew" in the schema of the Terraform provider that upstream bridges.
	replacing []string
}

const (
	instanceType tokens.Type = "aws:ec2/instance:Instance"
	volumeType   tokens.Type = "aws:ebs/volume:Volume"
)

// kinds has every type that the project declares; others are refused.
var kinds = map[tokens.Type]kind{
	instanceType: {prefix: "i-", arn: "ec2:%s:instance/%s", replacing: []string{
		"ami", "associatePublicIpAddress", "availabilityZone", "ebsOptimized", "keyName", "privateIp", "subnetId",
	}},
	volumeType: {prefix: "vol-", arn: "ec2:%s:volume/%s", replacing: []string{
		"availabilityZone", "encrypted", "kmsKeyId", "multiAttachEnabled", "outpostArn", "snapshotId",
	}},
	"aws:ec2/vpc:Vpc":                                     {prefix: "vpc-", arn: "ec2:%s:vpc/%s", replacing: []string{"cidrBlock"}},
	"aws:ec2/subnet:Subnet":                               {prefix: "subnet-", arn: "ec2:%s:subnet/%s", replacing: []string{"availabilityZone", "cidrBlock", "vpcId"}},
	"aws:ec2/eip:Eip":                                     {prefix: "eipalloc-", arn: "ec2:%s:elastic-ip/%s", replacing: []string{"domain"}},
	"aws:ec2/natGateway:NatGateway":                       {prefix: "nat-", replacing: []string{"allocationId", "connectivityType", "subnetId"}},
	"aws:ec2/internetGateway:InternetGateway":             {prefix: "igw-", arn: "ec2:%s:internet-gateway/%s"},
	"aws:ec2/routeTable:RouteTable":                       {prefix: "rtb-", arn: "ec2:%s:route-table/%s", replacing: []string{"vpcId"}},
	"aws:ec2/route:Route":                                 {prefix: "r-rtb-", replacing: []string{"destinationCidrBlock", "routeTableId"}},
	"aws:ec2/routeTableAssociation:RouteTableAssociation": {prefix: "rtbassoc-", replacing: []string{"subnetId"}},
	"aws:ec2/vpcEndpoint:VpcEndpoint": {prefix: "vpce-", arn: "ec2:%s:vpc-endpoint/%s", replacing: []string{
		"serviceName", "vpcEndpointType", "vpcId",
	}},
	"aws:ec2/securityGroup:SecurityGroup": {prefix: "sg-", named: true, arn: "ec2:%s:security-group/%s", replacing: []string{
		"description", "name", "vpcId",
	}},
	"aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule":   {prefix: "sgr-", replacing: []string{"securityGroupId"}},
	"aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {prefix: "sgr-", replacing: []string{"securityGroupId"}},
	"aws:iam/role:Role":                                 {named: true, arn: "iam:%s:role/%s", replacing: []string{"name", "path"}},
	"aws:iam/instanceProfile:InstanceProfile":           {named: true, arn: "iam:%s:instance-profile/%s", replacing: []string{"name", "path"}},
	"aws:iam/rolePolicy:RolePolicy":                     {named: true, replacing: []string{"name", "role"}},
	"aws:iam/rolePolicyAttachment:RolePolicyAttachment": {prefix: "attachment-", replacing: []string{"policyArn", "role"}},
	"aws:kms/key:Key":                                   {prefix: "", arn: "kms:%s:key/%s", replacing: []string{"keyUsage", "multiRegion"}},
	"aws:kms/alias:Alias":                               {named: true, arn: "kms:%s:%s", replacing: []string{"name"}},
	"aws:dlm/lifecyclePolicy:LifecyclePolicy":           {prefix: "policy-", arn: "dlm:%s:policy/%s"},
	"aws:cloudwatch/metricAlarm:MetricAlarm":            {named: true, arn: "cloudwatch:%s:alarm:%s", replacing: []string{"name"}},
	"aws:route53/record:Record":                         {prefix: "record-", replacing: []string{"name", "setIdentifier", "zoneId"}},

	"aws:s3/bucketV2:BucketV2":                               {bucket: true, replacing: []string{"bucket"}},
	"aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": {bucket: true, replacing: []string{"bucket"}},
	"aws:s3/bucketOwnershipControls:BucketOwnershipControls": {bucket: true, replacing: []string{"bucket"}},
	"aws:s3/bucketPolicy:BucketPolicy":                       {bucket: true, replacing: []string{"bucket"}},
	"aws:s3/bucketVersioningV2:BucketVersioningV2":           {bucket: true, replacing: []string{"bucket"}},
	"aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2": {
		bucket: true, replacing: []string{"bucket"},
	},
	"aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2": {bucket: true, replacing: []string{"bucket"}},
}

package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/blang/semver"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	"github.com/stretchr/testify/require"
)

const roleType tokens.Type = "aws:iam/role:Role"

func started(t *testing.T) *standIn {
	t.Helper()
	standIn := newStandIn(semver.MustParse("6.0.0"), volumeFolders{t.TempDir()})
	_, err := standIn.Configure(t.Context(), plugin.ConfigureRequest{
		Inputs: resource.PropertyMap{"region": resource.NewProperty("eu-west-1")},
	})
	require.NoError(t, err)
	return standIn
}

func urn(kind tokens.Type) resource.URN { return resource.NewURN("test", "project", "", kind, "it") }

func volume(values map[string]any) resource.PropertyMap {
	inputs := map[string]any{"availabilityZone": "eu-west-1a", "size": 500, "type": "st1", "encrypted": true}
	for key, value := range values {
		inputs[key] = value
	}
	return resource.NewPropertyMapFromMap(inputs)
}

func create(t *testing.T, standIn *standIn, kind tokens.Type, inputs resource.PropertyMap, preview bool) plugin.CreateResponse {
	t.Helper()
	response, err := standIn.Create(t.Context(), plugin.CreateRequest{URN: urn(kind), Properties: inputs, Preview: preview})
	require.NoError(t, err)
	return response
}

func TestAVolumeIsAFolderUntilItIsDeleted(t *testing.T) {
	standIn := started(t)
	created := create(t, standIn, volumeType, volume(nil), false)
	require.Regexp(t, "^vol-[0-9a-f]{17}$", created.ID)
	require.Equal(t, "arn:aws:ec2:eu-west-1:000000000000:volume/"+string(created.ID), created.Properties["arn"].StringValue())
	require.DirExists(t, filepath.Join(standIn.volumes.root, string(created.ID)))

	_, err := standIn.Delete(t.Context(), plugin.DeleteRequest{URN: urn(volumeType), ID: created.ID})
	require.NoError(t, err)
	require.NoDirExists(t, filepath.Join(standIn.volumes.root, string(created.ID)))
	read, err := standIn.Read(t.Context(), plugin.ReadRequest{URN: urn(volumeType), ID: created.ID})
	require.NoError(t, err)
	require.Empty(t, read.ID)
}

func TestAVolumeIsAdoptedAsItIs(t *testing.T) {
	standIn := started(t)
	created := create(t, standIn, volumeType, volume(nil), false)
	_, err := standIn.Update(t.Context(), plugin.UpdateRequest{
		URN: urn(volumeType), ID: created.ID, OldOutputs: created.Properties, NewInputs: volume(map[string]any{"size": 600}),
	})
	require.NoError(t, err)
	read, err := standIn.Read(t.Context(), plugin.ReadRequest{URN: urn(volumeType), ID: created.ID})
	require.NoError(t, err)
	require.Equal(t, created.ID, read.ID)
	require.Equal(t, created.Properties["arn"], read.Outputs["arn"])
	result, err := standIn.Diff(t.Context(), plugin.DiffRequest{
		URN: urn(volumeType), OldInputs: read.Inputs, NewInputs: volume(map[string]any{"size": 600}),
	})
	require.NoError(t, err)
	require.Equal(t, plugin.DiffNone, result.Changes)

	_, err = standIn.Delete(t.Context(), plugin.DeleteRequest{URN: urn(volumeType), ID: created.ID})
	require.NoError(t, err)
	left, err := os.ReadDir(standIn.volumes.root)
	require.NoError(t, err)
	require.Empty(t, left)
}

func TestAPreviewMakesNothing(t *testing.T) {
	standIn := started(t)
	created := create(t, standIn, volumeType, volume(nil), true)
	require.True(t, created.Properties["arn"].IsComputed())
	found, err := os.ReadDir(standIn.volumes.root)
	require.NoError(t, err)
	require.Empty(t, found)
	instance := create(t, standIn, instanceType, resource.PropertyMap{}, true)
	require.True(t, instance.Properties["privateDns"].IsComputed())
}

func TestOnlyWhatEBSCannotChangeReplacesAVolume(t *testing.T) {
	standIn := started(t)
	for key, replaces := range map[string]bool{
		"size": false, "type": false, "iops": false, "throughput": false,
		"availabilityZone": true, "kmsKeyId": true, "encrypted": true,
	} {
		result, err := standIn.Diff(t.Context(), plugin.DiffRequest{
			URN: urn(volumeType), OldInputs: volume(nil), NewInputs: volume(map[string]any{key: "other"}),
		})
		require.NoError(t, err)
		require.Equal(t, plugin.DiffSome, result.Changes, key)
		require.Equal(t, replaces, len(result.ReplaceKeys) == 1, key)
		require.Equal(t, replaces, result.DetailedDiff[key].Kind.IsReplace(), key)
	}
}

func TestWhatIsIgnoredIsNoChange(t *testing.T) {
	standIn := started(t)
	result, err := standIn.Diff(t.Context(), plugin.DiffRequest{
		URN:           urn(instanceType),
		OldInputs:     resource.NewPropertyMapFromMap(map[string]any{"ami": "ami-1"}),
		NewInputs:     resource.NewPropertyMapFromMap(map[string]any{"ami": "ami-2"}),
		IgnoreChanges: []string{"ami"},
	})
	require.NoError(t, err)
	require.Equal(t, plugin.DiffNone, result.Changes)
}

func TestAMadeUpNameStays(t *testing.T) {
	standIn := started(t)
	first, err := standIn.Check(t.Context(), plugin.CheckRequest{URN: urn(roleType)})
	require.NoError(t, err)
	require.Regexp(t, "^it-[0-9a-f]{7}$", first.Properties["name"].StringValue())
	again, err := standIn.Check(t.Context(), plugin.CheckRequest{URN: urn(roleType), Olds: first.Properties})
	require.NoError(t, err)
	require.Equal(t, first.Properties, again.Properties)
	created := create(t, standIn, roleType, first.Properties, false)
	require.Equal(t, first.Properties["name"].StringValue(), string(created.ID))
}

func TestAnUpdateKeepsWhatAWSGave(t *testing.T) {
	standIn := started(t)
	created := create(t, standIn, instanceType, resource.PropertyMap{}, false)
	require.Regexp(t, `^ip-10-\d+-\d+-\d+\.eu-west-1\.compute\.internal$`, created.Properties["privateDns"].StringValue())
	updated, err := standIn.Update(t.Context(), plugin.UpdateRequest{
		URN: urn(instanceType), ID: created.ID, OldOutputs: created.Properties,
		NewInputs: resource.NewPropertyMapFromMap(map[string]any{"instanceType": "m6i.2xlarge"}),
	})
	require.NoError(t, err)
	require.Equal(t, created.Properties["privateDns"], updated.Properties["privateDns"])
	require.Equal(t, "m6i.2xlarge", updated.Properties["instanceType"].StringValue())
}

func TestWhatItDoesNotKnowIsRefused(t *testing.T) {
	standIn := started(t)
	_, err := standIn.Check(t.Context(), plugin.CheckRequest{URN: urn("aws:s3/bucket:Bucket")})
	require.ErrorContains(t, err, "does not know aws:s3/bucket:Bucket")
	standIn.volumes = volumeFolders{}
	_, err = standIn.Create(t.Context(), plugin.CreateRequest{URN: urn(volumeType), Properties: volume(nil)})
	require.ErrorContains(t, err, "OPENSHIFT_KAFKA_EBS is not set")
	_, err = standIn.Delete(t.Context(), plugin.DeleteRequest{URN: urn(volumeType), ID: "../other"})
	require.ErrorContains(t, err, "no folder of a volume")
	checked, err := standIn.CheckConfig(t.Context(), plugin.CheckConfigRequest{})
	require.NoError(t, err)
	require.Len(t, checked.Failures, 1)
}

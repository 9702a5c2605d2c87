package main

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// change is what Diff says of an object that goes from before to after.
func change(t *testing.T, settings settings, typeName string, before, after body) plugin.DiffResult {
	t.Helper()
	s := &standIn{settings: settings}
	result, err := s.Diff(t.Context(), plugin.DiffRequest{
		URN:       resource.NewURN("test", "project", "", tokens.Type("kubernetes:"+typeName), "it"),
		OldInputs: resource.NewPropertyMapFromMap(before), OldOutputs: resource.NewPropertyMapFromMap(before),
		NewInputs: resource.NewPropertyMapFromMap(after),
	})
	require.NoError(t, err)
	return result
}

// with is an object of a kind that has this value at the path.
func with(version, kind, path string, value any) body {
	result := body{"apiVersion": version, "kind": kind, "metadata": body{"name": "it", "namespace": "here"}}
	keys := strings.Split(path, ".")
	last := result
	for _, key := range keys[:len(keys)-1] {
		child, found := last[key].(body)
		if !found {
			child = body{}
			last[key] = child
		}
		last = child
	}
	last[keys[len(keys)-1]] = value
	return result
}

func apiVersion(kind schema.GroupKind) string { return strings.TrimPrefix(kind.Group+"/v1", "/") }

func typeName(kind schema.GroupKind) string {
	if kind.Group == "" {
		return "core/v1:" + kind.Kind
	}
	return apiVersion(kind) + ":" + kind.Kind
}

func TestImmutableFieldsReplace(t *testing.T) {
	for kind, fields := range immutable {
		for _, field := range fields {
			for name, values := range map[string][2]any{
				"of a value":           {"one", "two"},
				"to something unknown": {"one", resource.MakeComputed(resource.NewStringProperty(""))},
				"of a secret": {
					resource.MakeSecret(resource.NewStringProperty("a")), resource.MakeSecret(resource.NewStringProperty("b")),
				},
			} {
				t.Run(fmt.Sprintf("%s %s %s", kind, field, name), func(t *testing.T) {
					before := with(apiVersion(kind), kind.Kind, field, values[0])
					after := with(apiVersion(kind), kind.Kind, field, values[1])
					result := change(t, settings{secretMutable: true}, typeName(kind), before, after)
					assert.Equal(t, plugin.DiffSome, result.Changes)
					assert.Len(t, result.ReplaceKeys, len(result.DetailedDiff))
					assert.True(t, result.DeleteBeforeReplace)
					for path, difference := range result.DetailedDiff {
						assert.True(t, difference.Kind.IsReplace(), path)
					}
				})
			}
		}
	}
}

func TestAddingOrRemovingAnImmutableFieldReplaces(t *testing.T) {
	without := with("v1", "PersistentVolumeClaim", "spec.resources", body{})
	having := with("v1", "PersistentVolumeClaim", "spec.volumeName", "disk")
	assert.True(t, change(t, settings{}, "core/v1:PersistentVolumeClaim", without, having).Replace())
	assert.True(t, change(t, settings{}, "core/v1:PersistentVolumeClaim", having, without).Replace())
	bare := maps.Clone(having)
	delete(bare, "spec")
	assert.True(t, change(t, settings{}, "core/v1:PersistentVolumeClaim", bare, having).Replace(), "with all around it")
}

func TestOtherFieldsUpdate(t *testing.T) {
	kinds := map[schema.GroupKind]bool{{Kind: "Service"}: true, {Group: "kafka.example", Kind: "Topic"}: true}
	for kind := range immutable {
		kinds[kind] = true
	}
	for kind := range kinds {
		fields := []string{"metadata.labels"}
		if kind.Kind == "Topic" { // of the others, fields that they do not have are dropped
			fields = append(fields, "spec.replicas", "spec.selectors", "spec.other")
		}
		for _, field := range fields {
			t.Run(fmt.Sprintf("%s %s", kind, field), func(t *testing.T) {
				before := with(apiVersion(kind), kind.Kind, field, body{"a": 1, "b": []any{1, 2}})
				after := with(apiVersion(kind), kind.Kind, field, body{"a": 1, "b": []any{1, 3}})
				result := change(t, settings{}, typeName(kind), before, after)
				assert.Equal(t, plugin.DiffSome, result.Changes)
				assert.Equal(t, map[string]plugin.PropertyDiff{
					field + ".b[1]": {Kind: plugin.DiffUpdate},
				}, result.DetailedDiff)
				assert.Empty(t, result.ReplaceKeys)
				assert.False(t, result.DeleteBeforeReplace)
			})
		}
	}
}

func TestEqualIsNoChange(t *testing.T) {
	object := with("apps/v1", "StatefulSet", "spec.selector", body{"matchLabels": body{"app.kubernetes.io/name": "kafka"}})
	result := change(t, settings{}, "apps/v1:StatefulSet", object, object)
	assert.Equal(t, plugin.DiffNone, result.Changes)
	assert.False(t, result.Replace() || result.DeleteBeforeReplace)
}

func TestASecondNameNeedsNoDeletionFirst(t *testing.T) {
	for _, field := range []string{"metadata.name", "metadata.namespace"} {
		before, after := with("v1", "Service", field, "one"), with("v1", "Service", field, "two")
		result := change(t, settings{}, "core/v1:Service", before, after)
		assert.True(t, result.Replace())
		assert.False(t, result.DeleteBeforeReplace, "both can be at a time")
	}
}

func TestAPatchReplacesOnlyForAnotherObject(t *testing.T) {
	before, after := with("v1", "Secret", "data", body{"k": "YQ=="}), with("v1", "Secret", "data", body{"k": "Yg=="})
	assert.True(t, change(t, settings{}, "core/v1:Secret", before, after).Replace())
	assert.False(t, change(t, settings{}, "core/v1:SecretPatch", before, after).Replace())
	other := with("v1", "Secret", "metadata.name", "other")
	assert.True(t, change(t, settings{}, "core/v1:SecretPatch", before, other).Replace())
}

func TestDataReplacesUnlessItIsMutable(t *testing.T) {
	mutable := settings{configMapMutable: true, secretMutable: true}
	for kind, fields := range map[string][]string{
		"ConfigMap": {"data", "binaryData"}, "Secret": {"data"},
	} {
		for _, field := range fields {
			key := field + `["server.properties"]`
			before := with("v1", kind, field, body{"server.properties": "a"})
			after := with("v1", kind, field, body{"server.properties": "b"})
			assert.Contains(t, change(t, settings{}, "core/v1:"+kind, before, after).DetailedDiff, key)
			assert.True(t, change(t, settings{}, "core/v1:"+kind, before, after).Replace(), field)
			assert.False(t, change(t, mutable, "core/v1:"+kind, before, after).Replace(), field)
			before["immutable"], after["immutable"] = true, true
			assert.True(t, change(t, mutable, "core/v1:"+kind, before, after).Replace(), "frozen "+field)
		}
	}
}

func TestWhatBecomesSecretIsNoChange(t *testing.T) {
	before := with("v1", "Service", "spec.clusterIP", "None")
	after := with("v1", "Service", "spec.clusterIP", resource.MakeSecret(resource.NewStringProperty("None")))
	assert.Equal(t, plugin.DiffNone, change(t, settings{}, "core/v1:Service", before, after).Changes)
}

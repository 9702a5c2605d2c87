package main

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	corev1 "k8s.io/api/core/v1"
)

func (s *stack) quota(cpu string) *subject {
	hard := body{"cpu": cpu, "pods": "3"}
	return s.declare("v1/ResourceQuota", body{"metadata": body{"name": "limit"}, "spec": body{"hard": hard}})
}

func TestReadOfAnUndriftedObjectShowsWhatWasDeclared(t *testing.T) {
	s := newStack(t).quota("1000m")
	require.NoError(t, s.create())
	hard := s.outputs["spec"].ObjectValue()["hard"].ObjectValue()
	require.Equal(t, "1", hard["cpu"].StringValue(), "the API server has its own spelling")
	read := s.read()
	assert.Equal(t, s.quota("1").inputs, read.Inputs)
	assert.Equal(t, s.id, read.ID)
	assert.Equal(t, plugin.DiffNone, s.diff(read.Inputs).Changes)
}

func TestReadShowsDrift(t *testing.T) {
	s := newStack(t).configMap("settings", body{"mode": "kraft", "kept": "a", "gone": "b"})
	require.NoError(t, s.create())
	edit(t, s, `{"data": {"mode": "theirs", "gone": null, "more": "c"}, "metadata": {"labels": {"a": "b"}}}`)
	read := s.read()
	assert.Equal(t, s.configMap("settings", body{"mode": "theirs", "kept": "a"}).inputs, read.Inputs,
		"what nobody declared is no drift")
	assert.Len(t, read.Outputs["data"].ObjectValue(), 3)
	s.outputs = read.Outputs
	result := s.diff(read.Inputs)
	assert.ElementsMatch(t, []resource.PropertyKey{"data.mode", "data.gone"}, result.ReplaceKeys)
	assert.True(t, result.DeleteBeforeReplace)
}

func TestReadKeepsADriftedSecretSecret(t *testing.T) {
	s := newStack(t).declare("v1/Secret", body{"metadata": body{"name": "keys"}, "data": body{"a": secret("YQ==")}})
	require.NoError(t, s.create())
	live := &corev1.Secret{}
	require.NoError(t, s.live(live))
	live.Data["a"] = []byte("b")
	require.NoError(t, s.cluster.Update(t.Context(), live))
	read := s.read()
	assert.Equal(t, secret(body{"a": "Yg=="}), read.Inputs["data"])
	assert.True(t, read.Outputs["data"].IsSecret())
}

func TestReadOfAMissingObjectIsEmpty(t *testing.T) {
	s := newStack(t).configMap("settings", body{"mode": "kraft"})
	require.NoError(t, s.create())
	require.NoError(t, s.delete())
	read := s.read()
	assert.Empty(t, read.ID)
	assert.Empty(t, read.Outputs)
}

func TestImportReadsWhatIsThere(t *testing.T) {
	stack := newStack(t)
	for kind, object := range map[string]*subject{
		"core": stack.configMap("settings", body{"mode": "kraft"}),
		"group": stack.declare("rbac.authorization.k8s.io/v1/Role", body{
			"metadata": body{"name": "reader"},
			"rules":    []any{body{"apiGroups": []any{""}, "resources": []any{"pods"}, "verbs": []any{"get"}}},
		}),
		"cluster-wide": stack.declare("v1/Namespace", body{"metadata": body{"name": stack.namespace, "namespace": ""}}),
	} {
		t.Run(kind, func(t *testing.T) {
			if kind != "cluster-wide" {
				require.NoError(t, object.create())
			}
			declared, _ := plain(object.inputs)
			object.id = resource.ID(stack.namespace + "/" + object.urn.Name())
			if kind == "cluster-wide" {
				object.id = resource.ID(stack.namespace)
			}
			object.inputs, object.outputs = nil, nil
			read := object.read()
			assert.Equal(t, object.id, read.ID)
			found, _ := plain(read.Inputs)
			assert.Subset(t, found["metadata"], body{"name": object.urn.Name()})
			delete(declared, "metadata")
			assert.Subset(t, found, declared)
			assert.NotContains(t, found["metadata"], "uid")
			assert.Contains(t, read.Outputs["metadata"].ObjectValue(), resource.PropertyKey("uid"))
		})
	}
}

func TestImportOfASecretKeepsItSecret(t *testing.T) {
	s := newStack(t).declare("v1/Secret", body{"metadata": body{"name": "keys"}, "stringData": body{"a": "geheim"}})
	require.NoError(t, s.create())
	s.inputs, s.outputs = nil, nil
	read := s.read()
	assert.True(t, read.Inputs["data"].IsSecret())
	assert.True(t, read.Outputs["data"].IsSecret())
}

func TestImportOfNothingIsEmpty(t *testing.T) {
	s := newStack(t).configMap("settings", nil)
	s.id, s.inputs = resource.ID(s.namespace+"/settings"), nil
	assert.Empty(t, s.read().ID)
}

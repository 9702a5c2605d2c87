package main

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
)

func TestCreateMakesTheObject(t *testing.T) {
	s := newStack(t).configMap("settings", body{"mode": "kraft"})
	require.NoError(t, s.create())
	live := &corev1.ConfigMap{}
	require.NoError(t, s.live(live))
	assert.Equal(t, map[string]string{"mode": "kraft"}, live.Data)
	assert.Equal(t, resource.ID(s.namespace+"/settings"), s.id)
	assert.Equal(t, string(live.UID), s.outputs["metadata"].ObjectValue()["uid"].StringValue())
	assert.NotContains(t, s.outputs["metadata"].ObjectValue(), resource.PropertyKey("managedFields"))
}

func TestCreateTakesNoFieldFromAnotherManager(t *testing.T) {
	first := newStack(t).configMap("settings", body{"mode": "zookeeper"})
	require.NoError(t, first.create())
	second := first.configMap("settings", body{"mode": "kraft"})
	err := second.create()
	assert.ErrorContains(t, err, "ConfigMap "+first.namespace+"/settings: Apply failed with 1 conflict")
	live := &corev1.ConfigMap{}
	require.NoError(t, first.live(live))
	assert.Equal(t, "zookeeper", live.Data["mode"], "it was not taken over")
}

// Its template could not be changed, but it will be another Job.
func TestPreviewOfAReplacementOfTheSameName(t *testing.T) {
	first := newStack(t).job(body{skipAwait: "true"})
	require.NoError(t, first.create())
	second := first.declare("batch/v1/Job", body{"metadata": body{"name": "format"}, "spec": body{"template": body{
		"spec": body{"restartPolicy": "Never", "containers": []any{body{"name": "format", "image": "another"}}},
	}}})
	_, err := second.preview()
	require.NoError(t, err)
}

func TestCreateKeepsSecretsSecret(t *testing.T) {
	secret := newStack(t).declare("v1/Secret", body{
		"metadata":   body{"name": "keys", "annotations": body{"hint": resource.MakeSecret(resource.NewStringProperty("h"))}},
		"stringData": body{"password": "geheim"},
	})
	require.NoError(t, secret.create())
	assert.True(t, secret.outputs["data"].IsSecret(), "without the program saying so")
	annotations := secret.outputs["metadata"].ObjectValue()["annotations"].ObjectValue()
	assert.True(t, annotations["hint"].IsSecret(), "what the program made secret")
	assert.False(t, secret.outputs["metadata"].ObjectValue()["name"].IsSecret())
	live := &corev1.Secret{}
	require.NoError(t, secret.live(live))
	assert.Equal(t, "geheim", string(live.Data["password"]))
}

func TestPreviewLeavesNothingBehind(t *testing.T) {
	s := newStack(t).configMap("settings", body{"mode": "kraft"})
	properties, err := s.preview()
	require.NoError(t, err)
	assert.Equal(t, s.inputs["data"], properties["data"])
	assert.True(t, apierrors.IsNotFound(s.live(&corev1.ConfigMap{})))
}

func TestPreviewShowsTheServersWordsWhole(t *testing.T) {
	stack := newStack(t)
	for name, example := range map[string]struct {
		spec body
		want []string
	}{
		"invalid value": {body{"type": "Nonsense", "ports": []any{body{"port": 70000}}}, []string{
			`Service "broker" is invalid`, `spec.ports[0].port: Invalid value: 70000`, `spec.type: Unsupported value: "Nonsense"`,
		}},
		"unknown field": {body{"ports": []any{body{"port": 9092, "portt": 9092}}}, []string{
			`.portt: field not declared in schema`,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s := stack.declare("v1/Service", body{"metadata": body{"name": "broker"}, "spec": example.spec})
			_, err := s.preview()
			require.Error(t, err)
			for _, want := range append(example.want, "Service "+stack.namespace+"/broker: ") {
				assert.ErrorContains(t, err, want)
			}
		})
	}
}

func TestPreviewWaitsForNoNamespace(t *testing.T) {
	s := newStack(t).declare("v1/ConfigMap", body{"metadata": body{"name": "settings", "namespace": "comes-later"}})
	properties, err := s.preview()
	require.NoError(t, err)
	assert.Equal(t, s.inputs, properties)
	assert.ErrorContains(t, s.create(), `namespaces "comes-later" not found`)
}

func TestPreviewWithUnknownValuesAsksNobody(t *testing.T) {
	s := newStack(t).configMap("settings", body{"mode": resource.MakeComputed(resource.NewStringProperty(""))})
	properties, err := s.preview()
	require.NoError(t, err)
	assert.True(t, properties["data"].ObjectValue()["mode"].IsComputed())
}

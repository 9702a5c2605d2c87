package main

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

// edit changes the live object as another field manager.
func edit(t *testing.T, s *subject, change string) {
	t.Helper()
	live := &corev1.ConfigMap{}
	require.NoError(t, s.live(live))
	patch := client.RawPatch("application/merge-patch+json", []byte(change))
	require.NoError(t, s.cluster.Patch(t.Context(), live, patch, client.FieldOwner("somebody")))
}

func TestUpdateSetsAndRemovesFields(t *testing.T) {
	s := newStack(t).configMap("settings", body{"mode": "zookeeper", "old": "x"})
	require.NoError(t, s.create())
	edit(t, s, `{"data": {"theirs": "y"}}`)
	_, err := s.update(s.configMap("settings", body{"mode": "kraft"}), false)
	require.NoError(t, err)
	live := &corev1.ConfigMap{}
	require.NoError(t, s.live(live))
	assert.Equal(t, map[string]string{"mode": "kraft", "theirs": "y"}, live.Data)
	assert.Equal(t, live.ResourceVersion, s.outputs["metadata"].ObjectValue()["resourceVersion"].StringValue())
}

func TestUpdateInPreviewChangesNothing(t *testing.T) {
	s := newStack(t).configMap("settings", body{"mode": "zookeeper"})
	require.NoError(t, s.create())
	properties, err := s.update(s.configMap("settings", body{"mode": "kraft"}), true)
	require.NoError(t, err)
	assert.Equal(t, "kraft", properties["data"].ObjectValue()["mode"].StringValue())
	unknown := s.configMap("settings", body{"mode": resource.MakeComputed(resource.NewStringProperty(""))})
	properties, err = s.update(unknown, true)
	require.NoError(t, err)
	assert.Equal(t, unknown.inputs, properties)
	live := &corev1.ConfigMap{}
	require.NoError(t, s.live(live))
	assert.Equal(t, map[string]string{"mode": "zookeeper"}, live.Data)
}

func TestUpdateShowsAConflictWhole(t *testing.T) {
	s := newStack(t).configMap("settings", body{"mode": "zookeeper", "old": "x"})
	require.NoError(t, s.create())
	edit(t, s, `{"data": {"mode": "theirs", "old": "theirs"}}`)
	for _, preview := range []bool{true, false} {
		_, err := s.update(s.configMap("settings", body{"mode": "kraft", "old": "y"}), preview)
		require.Error(t, err)
		for _, words := range []string{
			"ConfigMap " + s.namespace + "/settings: ", "2 conflicts", `"somebody"`, ".data.mode", ".data.old",
		} {
			assert.ErrorContains(t, err, words)
		}
	}
	live := &corev1.ConfigMap{}
	require.NoError(t, s.live(live))
	assert.Equal(t, "theirs", live.Data["mode"])
}

func TestUpdateShowsWhatTheServerRefuses(t *testing.T) {
	s := newStack(t).declare("v1/Service", body{"metadata": body{"name": "it"}, "spec": body{"ports": []any{body{"port": 1}}}})
	require.NoError(t, s.create())
	before := s.outputs
	to := s.declare("v1/Service", body{"metadata": body{"name": "it"}, "spec": body{"ports": []any{body{"port": 0}}}})
	_, err := s.update(to, false)
	assert.ErrorContains(t, err, "spec.ports[0].port: Invalid value: 0")
	assert.Equal(t, before, s.outputs)
}

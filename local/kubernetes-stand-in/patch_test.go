package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
)

func (s *stack) patch(data body) *subject {
	return s.declare("v1/ConfigMapPatch", body{"metadata": body{"name": "settings"}, "data": data})
}

func TestPatchMakesAnObjectThatIsNotThere(t *testing.T) {
	s := newStack(t).patch(body{"a": "1"})
	_, err := s.preview()
	require.NoError(t, err, "the object may come with this run")
	require.NoError(t, s.create())
	require.NoError(t, s.live(&corev1.ConfigMap{}))
}

func TestPatchLeavesTheObjectAndTheFieldsOfOthers(t *testing.T) {
	stack := newStack(t)
	require.NoError(t, stack.configMap("settings", body{"mode": "kraft"}).create())
	s, live := stack.patch(body{"a": "1", "b": "2"}), &corev1.ConfigMap{}
	require.NoError(t, s.create())
	edit(t, s, `{"data": {"theirs": "3"}}`)
	require.NoError(t, s.live(live))
	assert.Equal(t, map[string]string{"mode": "kraft", "a": "1", "b": "2", "theirs": "3"}, live.Data)
	_, err := s.update(s.patch(body{"a": "4"}), false)
	require.NoError(t, err)
	require.NoError(t, s.live(live))
	assert.Equal(t, map[string]string{"mode": "kraft", "a": "4", "theirs": "3"}, live.Data)
	require.NoError(t, s.delete())
	require.NoError(t, s.live(live))
	assert.Equal(t, map[string]string{"mode": "kraft", "theirs": "3"}, live.Data)
	assert.Nil(t, live.DeletionTimestamp)
}

func TestPatchesOfOneObjectKeepApart(t *testing.T) {
	stack := newStack(t)
	require.NoError(t, stack.configMap("settings", body{"mode": "kraft"}).create())
	one, other := stack.patch(body{"a": "1"}), stack.patch(body{"b": "2"})
	other.urn += "-more"
	require.NoError(t, one.create())
	require.NoError(t, other.create())
	require.NoError(t, one.delete())
	live := &corev1.ConfigMap{}
	require.NoError(t, one.live(live))
	assert.Equal(t, map[string]string{"mode": "kraft", "b": "2"}, live.Data)
}

func TestPatchOfWhatIsGoneMakesNothing(t *testing.T) {
	stack := newStack(t)
	object, s := stack.configMap("settings", body{"mode": "kraft"}), stack.patch(body{"a": "1"})
	require.NoError(t, object.create())
	require.NoError(t, s.create())
	require.NoError(t, object.delete())
	_, err := s.update(stack.patch(body{"a": "2"}), false)
	assert.ErrorContains(t, err, `configmaps "settings" not found`)
	require.NoError(t, s.delete())
	assert.True(t, apierrors.IsNotFound(s.live(&corev1.ConfigMap{})))
}

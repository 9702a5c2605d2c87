package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
)

const holder = "example.com/backup"

// held is an object that somebody holds by a finalizer.
func held(t *testing.T) *subject {
	t.Helper()
	s := newStack(t).configMap("settings", body{"mode": "kraft"})
	require.NoError(t, s.create())
	edit(t, s, `{"metadata": {"finalizers": ["`+holder+`"]}}`)
	t.Cleanup(func() {
		if s.live(&corev1.ConfigMap{}) == nil {
			edit(t, s, `{"metadata": {"finalizers": null}}`)
		}
	})
	return s
}

func TestDeleteEndsWhenTheObjectIsGone(t *testing.T) {
	s := held(t)
	done := make(chan error, 1)
	go func() { done <- s.delete() }()
	s.shown.until(t, "held by "+holder)
	require.NoError(t, s.live(&corev1.ConfigMap{}))
	assert.Empty(t, done, "it is not gone yet")
	edit(t, s, `{"metadata": {"finalizers": null}}`)
	require.NoError(t, <-done)
	assert.True(t, apierrors.IsNotFound(s.live(&corev1.ConfigMap{})))
}

func TestDeleteNamesWhoHoldsTheObject(t *testing.T) {
	s := held(t)
	s.timeout = 2
	err := s.delete()
	for _, words := range []string{
		"ConfigMap " + s.namespace + "/settings: it is not gone: being deleted since 20", "held by " + holder, "deadline exceeded",
	} {
		assert.ErrorContains(t, err, words)
	}
	assert.ErrorContains(t, s.delete(), "held by "+holder, "once more")
}

func TestDeleteEndsWithTheRun(t *testing.T) {
	s := held(t)
	done := make(chan error, 1)
	go func() { done <- s.delete() }()
	s.shown.until(t, "held by "+holder)
	require.NoError(t, s.provider.SignalCancellation(t.Context()))
	assert.ErrorContains(t, <-done, "it is not gone: being deleted")
}

func TestDeleteOfWhatIsGoneSucceeds(t *testing.T) {
	s := newStack(t).configMap("settings", body{"mode": "kraft"})
	require.NoError(t, s.create())
	require.NoError(t, s.delete())
	require.NoError(t, s.delete())
	kindless := s.declare("example.com/v1/Gone", body{"metadata": body{"name": "it"}})
	kindless.id, kindless.outputs = "it", kindless.inputs
	require.NoError(t, kindless.delete())
}

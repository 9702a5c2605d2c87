package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// claim is for a volume of a class that binds in this mode.
func (s *stack) claim(binding string) *subject {
	class := s.declare("storage.k8s.io/v1/StorageClass", body{
		"metadata": body{"name": s.namespace, "namespace": ""}, "provisioner": "example.com/disk", "volumeBindingMode": binding,
	})
	require.NoError(s.t, class.create())
	return s.declare("v1/PersistentVolumeClaim", body{"metadata": body{"name": "data"}, "spec": body{
		"storageClassName": s.namespace, "accessModes": []any{"ReadWriteOnce"}, "resources": body{"requests": body{"storage": "1Gi"}},
	}})
}

func TestAClaimThatWaitsForItsFirstPodIsReady(t *testing.T) {
	require.NoError(t, newStack(t).claim("WaitForFirstConsumer").create())
}

func TestAClaimThatBindsAtOnceIsReadyWhenBound(t *testing.T) {
	s := newStack(t).claim("Immediate")
	done := make(chan error, 1)
	go func() { done <- s.create() }()
	s.shown.until(t, "PVC is not Bound")
	live := &corev1.PersistentVolumeClaim{}
	require.NoError(t, s.live(live))
	live.Status.Phase = corev1.ClaimBound
	require.NoError(t, s.cluster.Status().Update(t.Context(), live))
	require.NoError(t, <-done)
}

func TestAFailedJobEndsTheWait(t *testing.T) {
	pod := body{"restartPolicy": "Never", "containers": []any{body{"name": "format", "image": "kafka"}}}
	s := newStack(t).declare("batch/v1/Job", body{"metadata": body{"name": "format"}, "spec": body{"template": body{"spec": pod}}})
	done := make(chan error, 1)
	go func() { done <- s.create() }()
	s.shown.until(t, "Job")
	live, now := &batchv1.Job{}, metav1.Now()
	require.NoError(t, s.live(live))
	live.Status.StartTime = &now
	for _, kind := range []batchv1.JobConditionType{batchv1.JobFailureTarget, batchv1.JobFailed} {
		live.Status.Conditions = append(live.Status.Conditions, batchv1.JobCondition{
			Type: kind, Status: corev1.ConditionTrue, Reason: "BackoffLimitExceeded", LastTransitionTime: now,
		})
	}
	require.NoError(t, s.cluster.Status().Update(t.Context(), live))
	assert.Contains(t, reasonsOf(t, <-done)[0], "Job "+s.namespace+"/format: it failed: ")
	assert.NotEmpty(t, s.outputs)
}

func TestNothingIsAwaitedWhereTheProgramSaysSo(t *testing.T) {
	s := newStack(t).statefulSet(body{"name": "kafka", "annotations": body{skipAwait: "true"}})
	require.NoError(t, s.create())
	assert.Empty(t, s.shown.all())
}

func TestUpdateWaitsToo(t *testing.T) {
	s := newStack(t).statefulSet(body{"name": "kafka", "annotations": body{skipAwait: "true"}})
	require.NoError(t, s.create())
	s.timeout = 2
	_, err := s.update(s.statefulSet(body{"name": "kafka", "labels": body{"a": "b"}}), false)
	assert.Contains(t, reasonsOf(t, err)[0], "it was not ready in time")
}

func TestAPodThatFindsNoNodeSaysWhy(t *testing.T) {
	s := newStack(t).declare("v1/Pod", body{
		"metadata": body{"name": "it"}, "spec": body{"containers": []any{body{"name": "kafka", "image": "kafka"}}},
	})
	done := make(chan error, 1)
	go func() { done <- s.create() }()
	s.shown.until(t, "")
	live := &corev1.Pod{}
	require.NoError(t, s.live(live))
	live.Status.Conditions = []corev1.PodCondition{condition(corev1.PodScheduled, "False", "Unschedulable", unschedulable)}
	require.NoError(t, s.cluster.Status().Update(t.Context(), live))
	s.shown.until(t, unschedulable)
	require.NoError(t, s.provider.SignalCancellation(t.Context()))
	assert.Contains(t, reasonsOf(t, <-done), "Unschedulable: "+unschedulable)
}

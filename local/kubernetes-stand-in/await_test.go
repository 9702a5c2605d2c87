package main

import (
	"errors"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

const unschedulable = "0/3 nodes are available: 3 Insufficient memory."

func (s *stack) statefulSet(metadata body) *subject {
	labels := body{"app": "kafka"}
	pod := body{"containers": []any{body{"name": "kafka", "image": "kafka"}}}
	return s.declare("apps/v1/StatefulSet", body{"metadata": metadata, "spec": body{
		"replicas": 1, "serviceName": "kafka", "selector": body{"matchLabels": labels},
		"template": body{"metadata": body{"labels": labels}, "spec": pod},
	}})
}

// begin creates the subject and returns as soon as its wait has begun.
func (s *subject) begin() <-chan error {
	done := make(chan error, 1)
	go func() { done <- s.create() }()
	s.shown.until(s.t, "Replicas: 0/1")
	return done
}

// pending plays controller and scheduler: a pod that fits nowhere, and a warning about it.
func (s *stack) pending() {
	pod := &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Name: "kafka-0", Namespace: s.namespace, Labels: map[string]string{"app": "kafka"}},
		Spec:       corev1.PodSpec{Containers: []corev1.Container{{Name: "kafka", Image: "kafka"}}},
	}
	require.NoError(s.t, s.cluster.Create(s.t.Context(), pod))
	pod.Status.Conditions = []corev1.PodCondition{condition(corev1.PodScheduled, "False", "Unschedulable", unschedulable)}
	require.NoError(s.t, s.cluster.Status().Update(s.t.Context(), pod))
	require.NoError(s.t, s.cluster.Create(s.t.Context(), &corev1.Event{
		ObjectMeta:     metav1.ObjectMeta{GenerateName: "kafka-0.", Namespace: s.namespace},
		InvolvedObject: corev1.ObjectReference{Kind: "Pod", Name: pod.Name, Namespace: pod.Namespace, UID: pod.UID},
		Type:           corev1.EventTypeWarning, Reason: "NotTriggerScaleUp", Message: "no node group fits",
	}))
}

// number plays the controller's count of pods.
func (s *subject) number(replicas, ready int32) {
	live := &appsv1.StatefulSet{}
	require.NoError(s.t, s.live(live))
	live.Status = appsv1.StatefulSetStatus{
		ObservedGeneration: live.Generation, Replicas: replicas, ReadyReplicas: ready, AvailableReplicas: ready,
		CurrentReplicas: replicas, UpdatedReplicas: replicas, CurrentRevision: "r1", UpdateRevision: "r1",
	}
	require.NoError(s.t, s.cluster.Status().Update(s.t.Context(), live))
}

func reasonsOf(t *testing.T, err error) []string {
	t.Helper()
	var failed *plugin.InitError
	require.True(t, errors.As(err, &failed), "not an error of initialization: %v", err)
	return failed.Reasons
}

func TestCreateWaitsUntilReady(t *testing.T) {
	s := newStack(t).statefulSet(body{"name": "kafka"})
	done := s.begin()
	s.number(1, 0)
	s.shown.until(t, "Ready: 0/1")
	s.number(1, 1)
	require.NoError(t, <-done)
	assert.InDelta(t, 1, s.outputs["status"].ObjectValue()["readyReplicas"].NumberValue(), 0)
}

func TestCreateSaysWhyItIsNotReadyInTime(t *testing.T) {
	s := newStack(t).statefulSet(body{"name": "kafka"})
	s.pending()
	// Enough for a busy machine to make the object in; it is never ready.
	s.timeout = 3
	reasons := reasonsOf(t, s.create())
	assert.Equal(t, "StatefulSet "+s.namespace+"/kafka: it was not ready in time", reasons[0])
	assert.Contains(t, reasons, "pod kafka-0: Unschedulable: "+unschedulable)
	assert.Contains(t, reasons, "pod kafka-0: NotTriggerScaleUp: no node group fits")
	assert.NotEmpty(t, s.id)
	assert.Contains(t, s.outputs["metadata"].ObjectValue(), resource.PropertyKey("uid"), "it can be deleted")
	require.NoError(t, s.delete())
}

func TestReasonsStayOnShow(t *testing.T) {
	s := newStack(t).statefulSet(body{"name": "kafka"})
	s.pending()
	done := s.begin()
	s.shown.until(t, unschedulable)
	s.number(1, 0)
	s.shown.until(t, "Ready: 0/1")
	s.number(1, 1)
	require.NoError(t, <-done)
	explained := false
	for _, status := range s.shown.all() {
		contains := strings.Contains(status, unschedulable)
		assert.True(t, contains || !explained, "without its reason: %q", status)
		explained = explained || contains
	}
}

func TestCancellationKeepsWhatWasMade(t *testing.T) {
	s := newStack(t).statefulSet(body{"name": "kafka"})
	s.pending()
	done := s.begin()
	require.NoError(t, s.provider.SignalCancellation(t.Context()))
	reasons := reasonsOf(t, <-done)
	assert.Contains(t, reasons[0], "it was not ready yet when the run was cancelled")
	assert.Contains(t, reasons, "pod kafka-0: Unschedulable: "+unschedulable)
	live := &appsv1.StatefulSet{}
	require.NoError(t, s.live(live))
	assert.Equal(t, string(live.UID), s.outputs["metadata"].ObjectValue()["uid"].StringValue())
}

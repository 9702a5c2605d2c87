package main

import (
	"slices"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
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

// job runs to its end once.
func (s *stack) job(annotations body) *subject {
	pod := body{"restartPolicy": "Never", "containers": []any{body{"name": "format", "image": "kafka"}}}
	return s.declare("batch/v1/Job", body{
		"metadata": body{"name": "format", "annotations": annotations}, "spec": body{"template": body{"spec": pod}},
	})
}

// ends plays controller and kubelet: the job is over in this way, and its pod has said why.
func (s *subject) ends(conditions []batchv1.JobConditionType, reason, message string) {
	live, now := &batchv1.Job{}, metav1.Now()
	require.NoError(s.t, s.live(live))
	pod := &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Name: "format-x", Namespace: s.namespace, Labels: live.Spec.Selector.MatchLabels},
		Spec:       live.Spec.Template.Spec,
	}
	require.NoError(s.t, s.cluster.Create(s.t.Context(), pod))
	pod.Status.Conditions = []corev1.PodCondition{condition(corev1.PodReady, "False", "PodFailed", "")}
	pod.Status.ContainerStatuses = []corev1.ContainerStatus{{Name: "format", State: ended(1, "Error", message)}}
	require.NoError(s.t, s.cluster.Status().Update(s.t.Context(), pod))
	live.Status.StartTime = &now
	for _, kind := range conditions {
		live.Status.Conditions = append(live.Status.Conditions, batchv1.JobCondition{
			Type: kind, Status: corev1.ConditionTrue, Reason: reason, LastTransitionTime: now,
		})
	}
	if slices.Contains(conditions, batchv1.JobComplete) {
		live.Status.CompletionTime = &now
	}
	require.NoError(s.t, s.cluster.Status().Update(s.t.Context(), live))
}

var (
	failure = []batchv1.JobConditionType{batchv1.JobFailureTarget, batchv1.JobFailed}
	success = []batchv1.JobConditionType{batchv1.JobSuccessCriteriaMet, batchv1.JobComplete}
)

func TestAFailedJobEndsTheWaitWithTheWordsOfItsPod(t *testing.T) {
	s := newStack(t).job(nil)
	done := make(chan error, 1)
	go func() { done <- s.create() }()
	s.shown.until(t, "Job")
	s.ends(failure, "BackoffLimitExceeded", "error: no such disk")
	reasons := reasonsOf(t, <-done)
	assert.Contains(t, reasons[0], "Job "+s.namespace+"/format: it failed: ")
	assert.Contains(t, reasons, "pod format-x: container format ended with 1 (Error) error: no such disk")
	assert.NotEmpty(t, s.outputs)
}

func TestAFailedJobIsReplacedWhereTheProgramSaysSo(t *testing.T) {
	for name, example := range map[string]struct {
		annotations body
		conditions  []batchv1.JobConditionType
		replaced    bool
	}{
		"failed":              {body{replaceUnready: "true"}, failure, true},
		"complete":            {body{replaceUnready: "true"}, success, false},
		"failed, but kept":    {body{replaceUnready: "false"}, failure, false},
		"failed, and no word": {nil, failure, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStack(t).job(example.annotations)
			done := make(chan error, 1)
			go func() { done <- s.create() }()
			s.shown.until(t, "Job")
			s.ends(example.conditions, "", "")
			<-done
			result := s.diff(s.inputs)
			assert.Equal(t, example.replaced, result.Replace())
			assert.Equal(t, example.replaced, result.DeleteBeforeReplace, "both have one name")
		})
	}
}

func TestAJobThatRunsStillIsReplacedToo(t *testing.T) {
	s := newStack(t).job(body{replaceUnready: "true", skipAwait: "true"})
	require.NoError(t, s.create())
	result := s.diff(s.inputs)
	assert.Equal(t, plugin.DiffSome, result.Changes)
	assert.Equal(t, []resource.PropertyKey{`.metadata.annotations["pulumi.com/replaceUnready"]`}, result.ReplaceKeys)
}

func TestAJobThatIsGoneIsNotReplaced(t *testing.T) {
	s := newStack(t).job(body{replaceUnready: "true", skipAwait: "true"})
	require.NoError(t, s.create())
	require.NoError(t, s.delete())
	assert.Equal(t, plugin.DiffNone, s.diff(s.inputs).Changes)
}

func TestOnlyJobsAreReplacedForBeingUnready(t *testing.T) {
	s := newStack(t).statefulSet(body{"name": "kafka", "annotations": body{replaceUnready: "true", skipAwait: "true"}})
	require.NoError(t, s.create())
	assert.Equal(t, plugin.DiffNone, s.diff(s.inputs).Changes)
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

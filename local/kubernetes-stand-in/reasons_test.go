package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	corev1 "k8s.io/api/core/v1"
)

func condition(kind corev1.PodConditionType, is corev1.ConditionStatus, reason, message string) corev1.PodCondition {
	return corev1.PodCondition{Type: kind, Status: is, Reason: reason, Message: message}
}

func waiting(reason, message string) corev1.ContainerState {
	return corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: reason, Message: message}}
}

func ended(code int32, reason, message string) corev1.ContainerState {
	return corev1.ContainerState{
		Terminated: &corev1.ContainerStateTerminated{ExitCode: code, Reason: reason, Message: message},
	}
}

func running() corev1.ContainerState {
	return corev1.ContainerState{Running: &corev1.ContainerStateRunning{}}
}

func TestContainerReasons(t *testing.T) {
	for name, example := range map[string]struct {
		status corev1.ContainerStatus
		want   []string
	}{
		"ready":           {corev1.ContainerStatus{State: running(), Ready: true}, nil},
		"not started":     {corev1.ContainerStatus{}, nil},
		"others go first": {corev1.ContainerStatus{State: waiting("PodInitializing", "")}, nil},
		"no image": {corev1.ContainerStatus{State: waiting("ErrImagePull", "not found")},
			[]string{"container kafka waits: ErrImagePull not found"}},
		"no message": {corev1.ContainerStatus{State: waiting("ContainerCreating", "")},
			[]string{"container kafka waits: ContainerCreating"}},
		"probe fails": {corev1.ContainerStatus{State: running()}, []string{"container kafka runs but is not ready"}},
		"done":        {corev1.ContainerStatus{State: ended(0, "Completed", "")}, nil},
		"failed": {corev1.ContainerStatus{State: ended(1, "Error", "no space")},
			[]string{"container kafka ended with 1 (Error) no space"}},
		"fails again and again": {
			corev1.ContainerStatus{State: waiting("CrashLoopBackOff", "back-off"), LastTerminationState: ended(137, "OOMKilled", "")},
			[]string{"container kafka waits: CrashLoopBackOff back-off", "container kafka ended with 137 (OOMKilled)"}},
		"runs again": {corev1.ContainerStatus{State: running(), LastTerminationState: ended(2, "Error", "")},
			[]string{"container kafka runs but is not ready", "container kafka ended with 2 (Error)"}},
	} {
		example.status.Name = "kafka"
		assert.Equal(t, example.want, containerReasons(example.status), name)
	}
}

func TestPodReasons(t *testing.T) {
	crashing := corev1.ContainerStatus{Name: "kafka", State: running(), LastTerminationState: ended(1, "Error", "")}
	for name, example := range map[string]struct {
		status corev1.PodStatus
		want   []string
	}{
		"new": {corev1.PodStatus{}, nil},
		"ready, whatever was before": {corev1.PodStatus{
			Conditions:        []corev1.PodCondition{condition(corev1.PodReady, "True", "", "")},
			ContainerStatuses: []corev1.ContainerStatus{crashing},
		}, nil},
		"unschedulable": {corev1.PodStatus{Conditions: []corev1.PodCondition{
			condition(corev1.PodScheduled, "False", "Unschedulable", "0/3 nodes are available: 3 Insufficient cpu."),
		}}, []string{"Unschedulable: 0/3 nodes are available: 3 Insufficient cpu."}},
		"scheduled": {corev1.PodStatus{Conditions: []corev1.PodCondition{condition(corev1.PodScheduled, "True", "", "")}}, nil},
		"containers of both kinds": {corev1.PodStatus{
			Conditions:            []corev1.PodCondition{condition(corev1.PodReady, "False", "ContainersNotReady", "")},
			InitContainerStatuses: []corev1.ContainerStatus{{Name: "format", State: ended(3, "Error", "disk")}},
			ContainerStatuses:     []corev1.ContainerStatus{{Name: "kafka", State: waiting("PodInitializing", "")}},
		}, []string{"container format ended with 3 (Error) disk"}},
	} {
		assert.Equal(t, example.want, podReasons(&corev1.Pod{Status: example.status}), name)
	}
}

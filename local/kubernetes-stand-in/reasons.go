package main

import (
	"context"
	"fmt"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

var (
	podResource   = schema.GroupVersionResource{Version: "v1", Resource: "pods"}
	eventResource = schema.GroupVersionResource{Version: "v1", Resource: "events"}
)

// reasons collects why an object is not ready. It is best effort: what cannot be read, by lack of rights too, is left out.
func (c *cluster) reasons(ctx context.Context, object *unstructured.Unstructured) []string {
	if object.GetKind() == "Pod" {
		return c.reasonsOfPod(ctx, object)
	}
	reasons := c.warnings(ctx, object)
	labels, found, _ := unstructured.NestedStringMap(object.Object, "spec", "selector", "matchLabels")
	if !found {
		return reasons
	}
	selector := metav1.FormatLabelSelector(&metav1.LabelSelector{MatchLabels: labels})
	list, err := c.objects.Resource(podResource).Namespace(object.GetNamespace()).
		List(ctx, metav1.ListOptions{LabelSelector: selector})
	if err != nil {
		return reasons
	}
	for i := range list.Items {
		for _, reason := range c.reasonsOfPod(ctx, &list.Items[i]) {
			reasons = append(reasons, fmt.Sprintf("pod %s: %s", list.Items[i].GetName(), reason))
		}
	}
	return reasons
}

func (c *cluster) reasonsOfPod(ctx context.Context, live *unstructured.Unstructured) []string {
	pod := &corev1.Pod{}
	if runtime.DefaultUnstructuredConverter.FromUnstructured(live.Object, pod) != nil {
		return nil
	}
	reasons := podReasons(pod)
	if len(reasons) > 0 {
		reasons = append(reasons, c.warnings(ctx, live)...)
	}
	return reasons
}

// reason leaves no space where a message should be.
func reason(format string, values ...any) string {
	return strings.TrimSpace(fmt.Sprintf(format, values...))
}

// podReasons is empty for a pod that is ready.
func podReasons(pod *corev1.Pod) []string {
	ready := true
	var reasons []string
	for _, condition := range pod.Status.Conditions {
		if condition.Type == corev1.PodScheduled && condition.Status == corev1.ConditionFalse {
			reasons = append(reasons, fmt.Sprintf("%s: %s", condition.Reason, condition.Message))
		}
		if condition.Type == corev1.PodReady && condition.Status != corev1.ConditionTrue {
			ready = false
		}
	}
	if ready {
		return reasons
	}
	statuses := append(append([]corev1.ContainerStatus{}, pod.Status.InitContainerStatuses...), pod.Status.ContainerStatuses...)
	for _, container := range statuses {
		reasons = append(reasons, containerReasons(container)...)
	}
	return reasons
}

func containerReasons(container corev1.ContainerStatus) []string {
	var reasons []string
	if waiting := container.State.Waiting; waiting != nil && waiting.Reason != "PodInitializing" {
		reasons = append(reasons, reason("container %s waits: %s %s", container.Name, waiting.Reason, waiting.Message))
	}
	if container.State.Running != nil && !container.Ready {
		reasons = append(reasons, fmt.Sprintf("container %s runs but is not ready", container.Name))
	}
	for _, ended := range []*corev1.ContainerStateTerminated{container.State.Terminated, container.LastTerminationState.Terminated} {
		if ended != nil && ended.ExitCode != 0 {
			reasons = append(reasons,
				reason("container %s ended with %d (%s) %s", container.Name, ended.ExitCode, ended.Reason, ended.Message))
		}
	}
	return reasons
}

// warnings are the warning events about an object.
func (c *cluster) warnings(ctx context.Context, object *unstructured.Unstructured) []string {
	list, err := c.objects.Resource(eventResource).Namespace(object.GetNamespace()).List(ctx, metav1.ListOptions{
		FieldSelector: fmt.Sprintf("involvedObject.uid=%s,type=Warning", object.GetUID()),
	})
	if err != nil {
		return nil
	}
	var messages []string
	for _, entry := range list.Items {
		event := &corev1.Event{}
		if runtime.DefaultUnstructuredConverter.FromUnstructured(entry.Object, event) == nil {
			messages = append(messages, fmt.Sprintf("%s: %s", event.Reason, event.Message))
		}
	}
	return messages
}

package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/dynamic"
)

// Delete ends when the object is gone. A patch gives its fields back and leaves the object.
func (s *standIn) Delete(ctx context.Context, request plugin.DeleteRequest) (plugin.DeleteResponse, error) {
	ctx, end := s.bounded(ctx, request.Timeout)
	defer end()
	body, _ := plain(request.Inputs)
	object := &unstructured.Unstructured{Object: body}
	var err error
	if isPatch(request.URN) {
		err = s.release(ctx, object, managerOf(request.Outputs))
	} else {
		err = s.remove(ctx, request, object)
	}
	// Gone, or its kind is: either way it is not there any more.
	if err != nil && !apierrors.IsNotFound(err) && !meta.IsNoMatchError(err) {
		return plugin.DeleteResponse{Status: resource.StatusUnknown}, named(object, err)
	}
	return plugin.DeleteResponse{}, nil
}

func (s *standIn) release(ctx context.Context, object *unstructured.Unstructured, manager string) error {
	live, err := s.cluster.get(ctx, object)
	if err != nil {
		return err
	}
	empty := &unstructured.Unstructured{Object: map[string]any{}}
	// Without it, an apply would make the object anew if it went just now.
	empty.SetUID(live.GetUID())
	empty.SetGroupVersionKind(object.GroupVersionKind())
	empty.SetName(object.GetName())
	empty.SetNamespace(object.GetNamespace())
	_, err = s.cluster.apply(ctx, empty, manager, application{})
	return err
}

func (s *standIn) remove(
	ctx context.Context, request plugin.DeleteRequest, object *unstructured.Unstructured,
) error {
	client, err := s.cluster.client(object)
	if err != nil {
		return err
	}
	policy := propagation(object)
	if err := client.Delete(ctx, object.GetName(), metav1.DeleteOptions{PropagationPolicy: &policy}); err != nil {
		return err
	}
	if object.GetAnnotations()[skipAwait] == "true" && slices.Contains(goneWithoutWaiting, object.GetKind()) {
		return nil
	}
	return s.untilGone(ctx, request.URN, client, object.GetName())
}

// Kinds whose deletion upstream does not wait for where skipAwait is set. It waits for all others.
var goneWithoutWaiting = []string{"Namespace", "Pod", "ReplicationController", "DaemonSet", "Deployment", "StatefulSet", "Job"}

// propagation is in the foreground, unless the program says otherwise: an owner is gone only when its pods are.
func propagation(object *unstructured.Unstructured) metav1.DeletionPropagation {
	switch strings.ToLower(object.GetAnnotations()["pulumi.com/deletionPropagationPolicy"]) {
	case "orphan":
		return metav1.DeletePropagationOrphan
	case "background":
		return metav1.DeletePropagationBackground
	}
	return metav1.DeletePropagationForeground
}

// untilGone waits for those who hold the object by a finalizer.
func (s *standIn) untilGone(ctx context.Context, urn resource.URN, client dynamic.ResourceInterface, name string) error {
	last := ""
	err := wait.PollUntilContextCancel(ctx, s.pace.poll, true, func(ctx context.Context) (bool, error) {
		live, err := client.Get(ctx, name, metav1.GetOptions{})
		switch {
		case apierrors.IsNotFound(err):
			return true, nil
		case err != nil:
			return false, temporary(err)
		case live.GetDeletionTimestamp() == nil:
			// Another one of its name has been made since.
			return true, nil
		}
		if text := leftover(live); text != last {
			last = text
			s.report.Status(urn, text)
		}
		return false, nil
	})
	if err != nil && last != "" {
		return fmt.Errorf("it is not gone: %s: %w", last, err)
	}
	return err
}

func leftover(live *unstructured.Unstructured) string {
	since := ""
	if begun := live.GetDeletionTimestamp(); begun != nil {
		since = fmt.Sprintf(" since %s", begun.UTC().Format(time.RFC3339))
	}
	text := "being deleted" + since
	if finalizers := live.GetFinalizers(); len(finalizers) > 0 {
		text += ", held by " + strings.Join(finalizers, ", ")
	}
	conditions, _, _ := unstructured.NestedSlice(live.Object, "status", "conditions")
	for _, entry := range conditions {
		if condition, ok := entry.(map[string]any); ok && condition["status"] == "True" && condition["message"] != nil {
			text += fmt.Sprintf("; %v", condition["message"])
		}
	}
	return text
}

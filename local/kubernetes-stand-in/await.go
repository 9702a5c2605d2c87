package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/diag"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	utilnet "k8s.io/apimachinery/pkg/util/net"
	"k8s.io/apimachinery/pkg/util/wait"
	"sigs.k8s.io/cli-utils/pkg/kstatus/status"
)

// pace is how often a wait asks the API server. Reasons cost several requests, and a user reads no faster.
type pace struct{ poll, reasons time.Duration }

var usualPace = pace{poll: 250 * time.Millisecond, reasons: 3 * time.Second}

const (
	// What explaining may take when the time for waiting is over.
	lastWords = 10 * time.Second
	// What the client says of a request that would have to wait for longer than there is time.
	overtime = "would exceed context deadline"
	// The upstream plugin's own annotations.
	skipAwait      = "pulumi.com/skipAwait"
	replaceUnready = "pulumi.com/replaceUnready"
)

// Kinds with a state to wait for. Others are ready when the API server has them.
var awaited = []string{
	"StatefulSet", "Deployment", "DaemonSet", "ReplicaSet", "Pod", "Job", "PersistentVolumeClaim",
	"CustomResourceDefinition", "PersistentVolume",
}

// await returns when the object is ready. When it is not in time, the error names the reasons, and the object is kept
// in the state as created but not ready.
func (s *standIn) await(
	ctx context.Context, urn resource.URN, object *unstructured.Unstructured,
) (*unstructured.Unstructured, error) {
	if isPatch(urn) || !slices.Contains(awaited, object.GetKind()) || object.GetAnnotations()[skipAwait] == "true" {
		return object, nil
	}
	live, failure, shown := object, "", progress{urn: urn, explained: time.Now()}
	err := wait.PollUntilContextCancel(ctx, s.pace.poll, true, func(ctx context.Context) (bool, error) {
		found, err := s.cluster.get(ctx, object)
		if err != nil {
			return false, temporary(err)
		}
		live = found
		state, message, err := s.readiness(ctx, live)
		switch {
		case err != nil:
			return false, err
		case state == status.CurrentStatus:
			return true, nil
		case state == status.FailedStatus:
			failure = message
			return true, nil
		}
		s.show(ctx, &shown, live, message)
		return false, nil
	})
	switch {
	case err == nil && failure == "":
		return live, nil
	case err == nil:
		return live, s.notReady(live, "it failed: "+failure)
	case s.running.Err() != nil:
		return live, s.notReady(live, "it was not ready yet when the run was cancelled")
	case errors.Is(err, context.DeadlineExceeded):
		return live, s.notReady(live, "it was not ready in time")
	}
	return live, s.notReady(live, err.Error())
}

// Kinds whose readiness upstream asks for when it reads, too.
var askedWhenRead = []string{"StatefulSet", "Deployment", "DaemonSet", "Pod", "Job"}

// stillReady is what a refresh finds of an object that should be ready.
func (s *standIn) stillReady(ctx context.Context, urn resource.URN, live, declared *unstructured.Unstructured) error {
	if isPatch(urn) || !slices.Contains(askedWhenRead, live.GetKind()) || declared.GetAnnotations()[skipAwait] == "true" {
		return nil
	}
	state, message, err := s.readiness(ctx, live)
	if err != nil || state == status.CurrentStatus {
		return err
	}
	return s.notReady(live, "it is not ready: "+message)
}

// progress is what a user sees of a wait. A reason stays on show until reasons are read again.
type progress struct {
	urn          resource.URN
	explained    time.Time
	why, message string
}

func (s *standIn) show(ctx context.Context, shown *progress, live *unstructured.Unstructured, message string) {
	if time.Since(shown.explained) >= s.pace.reasons {
		shown.explained, shown.why = time.Now(), ""
		if reasons := s.cluster.reasons(ctx, live); len(reasons) > 0 {
			shown.why = ": " + reasons[0]
		}
	}
	if message += shown.why; message != shown.message {
		shown.message = message
		s.report.Status(shown.urn, message)
	}
}

// notReady says what is wrong in the words of scheduler, kubelet and controllers.
func (s *standIn) notReady(live *unstructured.Unstructured, what string) error {
	ctx, end := context.WithTimeout(context.Background(), lastWords)
	defer end()
	reasons := []string{fmt.Sprintf("%s %s: %s", live.GetKind(), identity(live), what)}
	if _, message, err := s.readiness(ctx, live); err == nil && message != "" {
		reasons = append(reasons, message)
	}
	return &plugin.InitError{Reasons: append(reasons, s.cluster.reasons(ctx, live)...)}
}

func (s *standIn) readiness(ctx context.Context, live *unstructured.Unstructured) (status.Status, string, error) {
	result, err := status.Compute(live)
	if err != nil {
		return "", "", err
	}
	switch live.GetKind() {
	case "Job":
		// To the library a job that runs is as it should be; here the stack goes on when it has done its work.
		if result.Status == status.CurrentStatus && !completed(live) {
			return status.InProgressStatus, result.Message, nil
		}
	case "Pod":
		// The library gives a pod up that finds no node in 15 s; one may become free.
		if phase, _, _ := unstructured.NestedString(live.Object, "status", "phase"); phase == "Pending" {
			return status.InProgressStatus, result.Message, nil
		}
	case "PersistentVolume":
		phase, _, _ := unstructured.NestedString(live.Object, "status", "phase")
		if phase != "Available" && phase != "Bound" {
			return status.InProgressStatus, "PV is neither available nor bound: " + phase, nil
		}
	case "PersistentVolumeClaim":
		if result.Status == status.InProgressStatus && s.cluster.bindsLater(ctx, live) {
			return status.CurrentStatus, "", nil
		}
	}
	return result.Status, result.Message, nil
}

// failedToBeReady tells a Job that the last update left failed or running, and that its program wants anew then. What
// cannot be asked is ready. As upstream, it does so for Jobs only, and says that it does not for others.
func (s *standIn) failedToBeReady(ctx context.Context, urn resource.URN, object *unstructured.Unstructured) bool {
	if isPatch(urn) || object.GetAnnotations()[replaceUnready] != "true" {
		return false
	}
	if object.GetKind() != "Job" {
		s.report.Log(diag.Warning, urn, "replaceUnready annotation is not supported for this resource")
		return false
	}
	live, err := s.cluster.get(ctx, object)
	return err == nil && !completed(live)
}

func completed(job *unstructured.Unstructured) bool {
	conditions, _, _ := unstructured.NestedSlice(job.Object, "status", "conditions")
	return slices.ContainsFunc(conditions, func(entry any) bool {
		condition, ok := entry.(map[string]any)
		return ok && condition["type"] == "Complete" && condition["status"] == "True"
	})
}

// bindsLater tells a claim that stays pending until a pod uses it.
func (c *cluster) bindsLater(ctx context.Context, claim *unstructured.Unstructured) bool {
	name, _, _ := unstructured.NestedString(claim.Object, "spec", "storageClassName")
	class := &unstructured.Unstructured{}
	class.SetAPIVersion("storage.k8s.io/v1")
	class.SetKind("StorageClass")
	class.SetName(name)
	live, err := c.get(ctx, class)
	if err != nil {
		return false
	}
	mode, _, _ := unstructured.NestedString(live.Object, "volumeBindingMode")
	return mode == "WaitForFirstConsumer"
}

// temporary swallows errors that pass: a poll asks again, until its time is over.
func temporary(err error) error {
	var network net.Error
	if apierrors.IsServerTimeout(err) || apierrors.IsTooManyRequests(err) || apierrors.IsServiceUnavailable(err) ||
		apierrors.IsInternalError(err) || utilnet.IsConnectionRefused(err) || utilnet.IsConnectionReset(err) ||
		utilnet.IsProbableEOF(err) || errors.As(err, &network) || err != nil && strings.Contains(err.Error(), overtime) {
		return nil
	}
	return err
}

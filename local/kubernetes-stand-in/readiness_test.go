package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/cli-utils/pkg/kstatus/status"
)

const busy, done, dead = status.InProgressStatus, status.CurrentStatus, status.FailedStatus

// phase is an object in one phase of its life, and what a wait makes of it.
type phase struct {
	spec, status body
	want         status.Status
	message      string
}

func check(t *testing.T, apiVersion, kind string, phases map[string]phase) {
	t.Helper()
	for name, phase := range phases {
		t.Run(kind+" "+name, func(t *testing.T) {
			object := body{
				"apiVersion": apiVersion, "kind": kind, "spec": phase.spec,
				"metadata": body{"name": "it", "generation": int64(2)},
			}
			if phase.status != nil {
				object["status"] = phase.status
			}
			state, message, err := (&standIn{}).readiness(t.Context(), &unstructured.Unstructured{Object: object})
			require.NoError(t, err)
			assert.Equal(t, phase.want, state)
			assert.Contains(t, message, phase.message)
		})
	}
}

// numbers are a status whose spec was seen already.
func numbers(counts map[string]int64, more body) body {
	result := body{"observedGeneration": int64(2)}
	for name, count := range counts {
		result[name] = count
	}
	for name, value := range more {
		result[name] = value
	}
	return result
}

func conditions(entries ...[3]string) body {
	var list []any
	for _, entry := range entries {
		list = append(list, body{"type": entry[0], "status": entry[1], "reason": entry[2], "message": entry[2]})
	}
	return body{"conditions": list}
}

func TestReadinessOfAStatefulSet(t *testing.T) {
	spec := body{"replicas": int64(3)}
	same := body{"currentRevision": "r1", "updateRevision": "r1"}
	rolling := body{"currentRevision": "r1", "updateRevision": "r2"}
	held := body{"type": "RollingUpdate", "rollingUpdate": body{"partition": int64(3)}}
	all := map[string]int64{"replicas": 3, "readyReplicas": 3, "currentReplicas": 3, "updatedReplicas": 3}
	check(t, "apps/v1", "StatefulSet", map[string]phase{
		"not seen yet":   {spec, nil, busy, ""},
		"seen as it was": {spec, body{"observedGeneration": int64(1), "replicas": int64(3)}, busy, "generation"},
		"without pods":   {spec, numbers(nil, same), busy, "Replicas: 0/3"},
		"not all ready":  {spec, numbers(map[string]int64{"replicas": 3, "readyReplicas": 1}, same), busy, "Ready: 1/3"},
		"too many": {spec, numbers(map[string]int64{
			"replicas": 4, "readyReplicas": 3, "currentReplicas": 3,
		}, same), busy, ""},
		"half updated": {spec, numbers(map[string]int64{
			"replicas": 3, "readyReplicas": 3, "currentReplicas": 1, "updatedReplicas": 2,
		}, rolling), busy, ""},
		"ready":             {spec, numbers(all, same), done, ""},
		"held by partition": {body{"replicas": int64(3), "updateStrategy": held}, numbers(all, rolling), done, ""},
		"none wanted":       {body{"replicas": int64(0)}, numbers(nil, same), done, ""},
	})
}

func TestReadinessOfADeployment(t *testing.T) {
	spec := body{"replicas": int64(2)}
	all := map[string]int64{"replicas": 2, "updatedReplicas": 2, "readyReplicas": 2, "availableReplicas": 2}
	check(t, "apps/v1", "Deployment", map[string]phase{
		"not seen yet": {spec, nil, busy, ""},
		"starting": {spec, numbers(map[string]int64{
			"replicas": 2, "updatedReplicas": 2,
		}, conditions([3]string{"Available", "False", ""})), busy, "Available: 0/2"},
		"ready": {spec, numbers(all, conditions([3]string{"Available", "True", ""})), done, ""},
		"given up": {spec, numbers(nil, conditions([3]string{"Progressing", "False", "ProgressDeadlineExceeded"})),
			dead, "Progress deadline exceeded"},
	})
}

func TestReadinessOfAJob(t *testing.T) {
	check(t, "batch/v1", "Job", map[string]phase{
		"not started": {body{}, body{}, busy, "not started"},
		"running":     {body{}, body{"startTime": "2026-01-01T00:00:00Z", "active": int64(1)}, busy, "in progress"},
		"complete":    {body{}, conditions([3]string{"Complete", "True", ""}), done, ""},
		"not yet": {body{}, body{
			"startTime":  "2026-01-01T00:00:00Z",
			"conditions": []any{body{"type": "Complete", "status": "False"}},
		}, busy, ""},
		"failed": {body{}, conditions([3]string{"Failed", "True", "BackoffLimitExceeded"}), dead, "Failed"},
	})
}

func TestReadinessOfAPod(t *testing.T) {
	unscheduled := conditions([3]string{"PodScheduled", "False", "Unschedulable"})
	unscheduled["phase"] = "Pending"
	ready := conditions([3]string{"Ready", "True", ""})
	ready["phase"] = "Running"
	check(t, "v1", "Pod", map[string]phase{
		"unscheduled": {body{}, unscheduled, busy, ""},
		"ready":       {body{}, ready, done, ""},
		"done":        {body{}, body{"phase": "Succeeded"}, done, ""},
	})
}

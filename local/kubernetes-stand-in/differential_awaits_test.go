package main

import (
	"maps"
	"sync"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

func podTemplate(image string) body {
	return body{
		"metadata": body{"labels": body{"app": "kafka"}},
		"spec":     body{"containers": []any{body{"name": "kafka", "image": image}}},
	}
}

func (a *actor) workload(kind, image string, annotations body, spec body) *thing {
	whole := body{"selector": body{"matchLabels": body{"app": "kafka"}}, "template": podTemplate(image)}
	maps.Copy(whole, spec)
	return a.declare("apps/v1/"+kind, body{"metadata": body{"name": "kafka", "annotations": annotations}, "spec": whole})
}

func (a *actor) statefulSet(image string, annotations body) *thing {
	return a.workload("StatefulSet", image, annotations, body{"serviceName": "kafka", "replicas": 3})
}

// meanwhile runs a controller's part beside a call that waits for it.
func meanwhile(controller, call func()) {
	var both sync.WaitGroup
	both.Go(controller)
	call()
	both.Wait()
}

// statefulSetReady is the status of a StatefulSet all of whose pods are ready and of one revision.
func statefulSetReady(live *unstructured.Unstructured) {
	live.Object["status"] = body{
		"observedGeneration": live.GetGeneration(), "replicas": int64(3), "readyReplicas": int64(3),
		"availableReplicas": int64(3), "currentReplicas": int64(3), "updatedReplicas": int64(3),
		"currentRevision": "r1", "updateRevision": "r1",
	}
}

func withConditions(entries ...[2]string) func(*unstructured.Unstructured) {
	return func(live *unstructured.Unstructured) {
		var list []any
		for _, entry := range entries {
			list = append(list, body{
				"type": entry[0], "status": entry[1], "lastTransitionTime": "2026-01-01T00:00:00Z", "reason": "Test", "message": "test",
			})
		}
		live.Object["status"] = body{"startTime": "2026-01-01T00:00:00Z", "conditions": list}
	}
}

func jobDone(live *unstructured.Unstructured) {
	withConditions([2]string{"SuccessCriteriaMet", "True"}, [2]string{"Complete", "True"})(live)
	live.Object["status"].(body)["completionTime"] = "2026-01-01T00:00:01Z"
}

func jobFailed(reason string) func(*unstructured.Unstructured) {
	return func(live *unstructured.Unstructured) {
		withConditions([2]string{"FailureTarget", "True"}, [2]string{"Failed", "True"})(live)
		live.Object["status"].(body)["conditions"].([]any)[1].(body)["reason"] = reason
	}
}

func phased(phase string) func(*unstructured.Unstructured) {
	return func(live *unstructured.Unstructured) { live.Object["status"] = body{"phase": phase} }
}

// deploymentReady plays the controller, which makes a ReplicaSet and says so in the Deployment.
func (t *thing) deploymentReady() {
	t.when(func(live *unstructured.Unstructured) {
		labels := map[string]string{"app": "kafka"}
		yes := true
		set := &appsv1.ReplicaSet{
			ObjectMeta: metav1.ObjectMeta{
				Name: "kafka-1", Namespace: t.namespace, Labels: labels,
				Annotations: map[string]string{"deployment.kubernetes.io/revision": "1"},
				OwnerReferences: []metav1.OwnerReference{{
					APIVersion: "apps/v1", Kind: "Deployment", Name: live.GetName(), UID: live.GetUID(), Controller: &yes,
				}},
			},
			Spec: appsv1.ReplicaSetSpec{
				Selector: &metav1.LabelSelector{MatchLabels: labels},
				Template: corev1.PodTemplateSpec{
					ObjectMeta: metav1.ObjectMeta{Labels: labels},
					Spec:       corev1.PodSpec{Containers: []corev1.Container{{Name: "kafka", Image: "kafka"}}},
				},
			},
		}
		t.fault("replica set", t.cluster.Create(t.ctx, set))
		set.Status = appsv1.ReplicaSetStatus{Replicas: 1, ReadyReplicas: 1, AvailableReplicas: 1, ObservedGeneration: 1}
		t.fault("its status", t.cluster.Status().Update(t.ctx, set))
		revision := []byte(`{"metadata": {"annotations": {"deployment.kubernetes.io/revision": "1"}}}`)
		t.fault("revision", t.cluster.Patch(t.ctx, live, client.RawPatch("application/merge-patch+json", revision),
			client.FieldOwner("controller")))
		withConditions([2]string{"Available", "True"}, [2]string{"Progressing", "True"})(live)
		status := live.Object["status"].(body)
		delete(status, "startTime")
		status["conditions"].([]any)[1].(body)["reason"] = "NewReplicaSetAvailable"
		maps.Copy(status, body{
			"observedGeneration": live.GetGeneration(), "replicas": int64(1), "readyReplicas": int64(1),
			"updatedReplicas": int64(1), "availableReplicas": int64(1),
		})
	})
}

func (a *actor) claimOf(binding string) *thing {
	class := a.declare("storage.k8s.io/v1/StorageClass", body{
		"metadata": body{"name": a.namespace, "namespace": clusterWide}, "provisioner": "example.com/disk", "volumeBindingMode": binding,
	})
	class.create("class")
	return a.declare("v1/PersistentVolumeClaim", body{"metadata": body{"name": "data"}, "spec": body{
		"storageClassName": a.namespace, "accessModes": []any{"ReadWriteOnce"}, "resources": body{"requests": body{"storage": "1Gi"}},
	}})
}

func (a *actor) volume() *thing {
	return a.declare("v1/PersistentVolume", body{"metadata": body{"name": a.namespace, "namespace": clusterWide}, "spec": body{
		"capacity": body{"storage": "1Gi"}, "accessModes": []any{"ReadWriteOnce"}, "hostPath": body{"path": "/tmp"},
	}})
}

var skipped = body{skipAwait: "true"}

// soon is a time-out for what will not happen.
func (t *thing) soon() *thing {
	t.timeout = 2
	return t
}

var awaitOperations = []operation{
	{"a StatefulSet that becomes ready", func(a *actor) {
		one := a.statefulSet("kafka", nil)
		meanwhile(func() { one.when(statefulSetReady) }, func() { one.create("create") })
		one.diff("no change", one)
		one.read("read")
	}},
	{"a StatefulSet that is not ready in time", func(a *actor) {
		one := a.statefulSet("kafka", nil).soon()
		one.create("create")
		one.diff("no change", one)
		same := one.declared
		one.read("read")
		one.update("update", one.become(&thing{declared: same}), false)
		one.delete("delete")
	}},
	{"a StatefulSet that nobody waits for", func(a *actor) {
		one := a.statefulSet("kafka", skipped)
		one.create("create")
		one.update("update", a.statefulSet("other", skipped), false)
		one.read("read")
	}},
	{"an update of a StatefulSet that is not ready in time", func(a *actor) {
		one := a.statefulSet("kafka", skipped)
		one.create("create")
		one.soon().update("update", a.statefulSet("other", nil), false)
	}},
	{"a Deployment that becomes ready", func(a *actor) {
		one := a.workload("Deployment", "kafka", nil, nil)
		meanwhile(one.deploymentReady, func() { one.create("create") })
		one.read("read")
	}},
	{"a Deployment that is not ready in time", func(a *actor) {
		one := a.workload("Deployment", "kafka", nil, nil).soon()
		one.create("create")
		one.read("read")
	}},
	{"a Job that ends well", func(a *actor) {
		one := a.format("kafka", nil)
		meanwhile(func() { one.when(jobDone) }, func() { one.create("create") })
		one.read("read")
	}},
	{"a Job that fails by its pod failure policy", func(a *actor) {
		one := a.format("kafka", nil)
		one.timeout = 10
		meanwhile(func() { one.when(jobFailed("PodFailurePolicy")) }, func() { one.create("create") })
	}},
	{"a Job that fails too often", func(a *actor) {
		one := a.format("kafka", nil)
		meanwhile(func() { one.when(jobFailed("BackoffLimitExceeded")) }, func() { one.create("create") })
		one.read("read")
	}},
	{"a Job that runs on", func(a *actor) {
		one := a.format("kafka", nil).soon()
		one.create("create")
	}},
	{"replaceUnready of a Job that runs", func(a *actor) { a.unready(nil) }},
	{"replaceUnready of a Job that is complete", func(a *actor) { a.unready(jobDone) }},
	{"replaceUnready of a Job that failed", func(a *actor) { a.unready(jobFailed("BackoffLimitExceeded")) }},
	{"replaceUnready of a Job that is gone", func(a *actor) {
		one := a.format("kafka", body{replaceUnready: "true", skipAwait: "true"})
		one.create("create")
		a.fault("delete", a.cluster.Delete(a.ctx, one.named(), client.PropagationPolicy(metav1.DeletePropagationBackground)))
		one.diff("no change", one)
	}},
	{"replaceUnready of a StatefulSet", func(a *actor) {
		one := a.statefulSet("kafka", body{replaceUnready: "true", skipAwait: "true"})
		one.create("create")
		one.diff("no change", one)
	}},
	{"a claim that waits for its first pod", func(a *actor) {
		one := a.claimOf("WaitForFirstConsumer")
		one.create("create")
		one.read("read")
	}},
	{"a claim that is bound", func(a *actor) {
		one := a.claimOf("Immediate")
		meanwhile(func() { one.when(phased("Bound")) }, func() { one.create("create") })
	}},
	{"a volume that becomes available", func(a *actor) {
		one := a.volume()
		meanwhile(func() { one.when(phased("Available")) }, func() { one.create("create") })
	}},
	{"a Pod that becomes ready", func(a *actor) {
		one := a.declare("v1/Pod", body{"metadata": body{"name": "it"}, "spec": podTemplate("kafka")["spec"]})
		meanwhile(func() {
			one.when(func(live *unstructured.Unstructured) {
				live.Object["status"] = body{"phase": "Running", "conditions": []any{
					body{"type": "PodScheduled", "status": "True"}, body{"type": "Initialized", "status": "True"},
					body{"type": "Ready", "status": "True"}, body{"type": "ContainersReady", "status": "True"},
				}}
			})
		}, func() { one.create("create") })
	}},
	{"a headless Service", func(a *actor) {
		one := a.declare("v1/Service", body{"metadata": body{"name": "kafka"}, "spec": body{
			"clusterIP": "None", "selector": body{"app": "kafka"}, "ports": []any{body{"port": 9092}},
		}})
		one.create("create")
		one.read("read")
	}},
	{"a Service that finds no pod in time", func(a *actor) {
		one := a.declare("v1/Service", body{"metadata": body{"name": "kafka"}, "spec": body{
			"selector": body{"app": "kafka"}, "ports": []any{body{"port": 9092}},
		}}).soon()
		one.create("create")
		one.read("read")
	}},
	{"pulumi.com/waitFor", func(a *actor) {
		one := a.declare("v1/ConfigMap", body{"metadata": body{
			"name": "settings", "annotations": body{"pulumi.com/waitFor": "jsonpath={.data.ready}=yes"},
		}}).soon()
		one.create("create")
	}},
}

// unready notes what a change of nothing does to a Job in a state.
func (a *actor) unready(status func(*unstructured.Unstructured)) {
	one := a.format("kafka", body{replaceUnready: "true", skipAwait: "true"})
	one.create("create")
	if status != nil {
		one.when(status)
	}
	one.diff("no change", one)
}

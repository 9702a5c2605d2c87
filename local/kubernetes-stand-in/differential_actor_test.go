package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/wait"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

// actor runs an operation through one of the plugins, in a namespace of its own, and notes what can be seen of it.
type actor struct {
	*process
	ctx       context.Context
	cluster   client.Client
	namespace string
	seen      observations
}

// observations are values by step and field: "update: detailed.spec.replicas" and "UPDATE".
type observations map[string]string

func (a *actor) note(step, field, value string) {
	key := a.scrub(step + ": " + field)
	if _, twice := a.seen[key]; twice {
		panic("noted twice: " + key)
	}
	a.seen[key] = a.scrub(value)
}

// fault notes that the test itself could not do its part; it is the same for both plugins, or a difference.
func (a *actor) fault(what string, err error) {
	if err != nil {
		a.seen["the test: "+what] = err.Error()
	}
}

var actors atomic.Int64

func newActor(ctx context.Context, running *process, objects client.Client) (*actor, error) {
	name := fmt.Sprintf("differential%04d", actors.Add(1))
	err := objects.Create(ctx, &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: name}})
	return &actor{running, ctx, objects, name, observations{}}, err
}

// thing is one resource, with what its state would hold.
type thing struct {
	*actor
	urn             resource.URN
	id              resource.ID
	declared        resource.PropertyMap // by the program
	inputs, outputs resource.PropertyMap
	timeout         float64
}

// clusterWide instead of a namespace says that the object has none.
const clusterWide = "-"

// declare puts an object into the actor's namespace unless it names another.
func (a *actor) declare(kind string, object body) *thing {
	version := kind[:strings.LastIndex(kind, "/")]
	name := kind[len(version)+1:]
	group := version
	if !strings.Contains(group, "/") {
		group = "core/" + group
	}
	result := body{"apiVersion": version, "kind": strings.TrimSuffix(name, "Patch")}
	maps.Copy(result, object)
	metadata := body{"namespace": a.namespace}
	maps.Copy(metadata, object["metadata"].(body))
	if metadata["namespace"] == clusterWide {
		delete(metadata, "namespace")
	}
	result["metadata"] = metadata
	logical, _ := metadata["name"].(string)
	urn := resource.NewURN("test", "project", "", tokens.Type("kubernetes:"+group+":"+name), logical+"-"+a.namespace)
	return &thing{actor: a, urn: urn, declared: resource.NewPropertyMapFromMap(result), timeout: 60}
}

func (a *actor) configMap(name string, data body) *thing {
	return a.declare("v1/ConfigMap", body{"metadata": body{"name": name}, "data": data})
}

// check is what the engine asks first; what it answers is what later calls get.
func (t *thing) check(step string, previous resource.PropertyMap) resource.PropertyMap {
	response, err := t.provider.Check(t.ctx, plugin.CheckRequest{
		URN: t.urn, Name: t.urn.Name(), Type: t.urn.Type(), Olds: previous, News: t.declared, AllowUnknowns: true,
		RandomSeed: []byte("0123456789abcdef0123456789abcdef"),
	})
	if err != nil || len(response.Failures) > 0 {
		t.note(step, "checked", "refused")
		return t.declared
	}
	t.noteAll(step, "checked.", response.Properties)
	return response.Properties
}

func failures(all []plugin.CheckFailure) string {
	var found []string
	for _, failure := range all {
		found = append(found, strings.TrimSuffix("refused: "+string(failure.Property), ": "))
	}
	return strings.Join(slices.Sorted(slices.Values(found)), ", ")
}

func (t *thing) preview(step string) {
	response, err := t.provider.Create(t.ctx, plugin.CreateRequest{
		URN: t.urn, Name: t.urn.Name(), Type: t.urn.Type(), Properties: t.check(step, nil), Preview: true,
	})
	t.note(step, "result", class(err))
	if err == nil {
		t.noteAll(step, "outputs.", response.Properties)
	}
}

func (t *thing) create(step string) {
	t.inputs = t.check(step, nil)
	t.created(step)
}

func (t *thing) created(step string) {
	response, err := t.provider.Create(t.ctx, plugin.CreateRequest{
		URN: t.urn, Name: t.urn.Name(), Type: t.urn.Type(), Properties: t.inputs, Timeout: t.timeout,
	})
	t.id, t.outputs = response.ID, response.Properties
	t.note(step, "result", class(err))
	t.note(step, "id", string(t.id))
	t.noteAll(step, "outputs.", t.outputs)
	t.look(step)
}

// adopt is the state of an object that was made before, as either plugin would have kept it.
func (t *thing) adopt() {
	t.id, t.inputs, t.outputs = resource.ID(t.namespace+"/settings"), t.declared, t.declared.Copy()
	t.outputs["__inputs"] = resource.NewObjectProperty(t.declared)
}

// become is the thing as another version of the program declares it.
func (t *thing) become(object *thing) *thing {
	next := *t
	next.declared = object.declared
	return &next
}

// notMade tells a resource that the engine would not ask about, because it has no identity.
func (t *thing) notMade(step string) bool {
	if t.id == "" {
		t.note(step, "result", "nothing was made")
	}
	return t.id == ""
}

func (t *thing) diff(step string, to *thing) {
	if t.notMade(step) {
		return
	}
	next := t.become(to)
	result, err := t.provider.Diff(t.ctx, plugin.DiffRequest{
		URN: t.urn, Name: t.urn.Name(), Type: t.urn.Type(), ID: t.id, OldInputs: t.inputs, OldOutputs: t.outputs,
		NewInputs: next.check(step, t.inputs), AllowUnknowns: true,
	})
	t.note(step, "result", class(err))
	t.noteDiff(step, result)
}

func (a *actor) noteDiff(step string, result plugin.DiffResult) {
	a.note(step, "changes", map[plugin.DiffChanges]string{
		plugin.DiffNone: "none", plugin.DiffSome: "some", plugin.DiffUnknown: "unknown",
	}[result.Changes])
	a.note(step, "replaces", keys(result.ReplaceKeys))
	a.note(step, "changed", keys(result.ChangedKeys))
	a.note(step, "deleteBeforeReplace", fmt.Sprint(result.DeleteBeforeReplace))
	for path, change := range result.DetailedDiff {
		a.note(step, "detailed."+path, fmt.Sprintf("%v, of inputs: %t", change.Kind, change.InputDiff))
	}
}

func keys(all []resource.PropertyKey) string {
	var found []string
	for _, key := range all {
		found = append(found, string(key))
	}
	return strings.Join(slices.Sorted(slices.Values(found)), " ")
}

func (t *thing) update(step string, to *thing, preview bool) {
	if t.notMade(step) {
		return
	}
	next := t.become(to)
	checked := next.check(step, t.inputs)
	response, err := t.provider.Update(t.ctx, plugin.UpdateRequest{
		URN: t.urn, Name: t.urn.Name(), Type: t.urn.Type(), ID: t.id, OldInputs: t.inputs, OldOutputs: t.outputs,
		NewInputs: checked, Timeout: t.timeout, Preview: preview,
	})
	t.note(step, "result", class(err))
	var unready *plugin.InitError
	if err == nil || errors.As(err, &unready) {
		t.noteAll(step, "outputs.", response.Properties)
	}
	if preview {
		return
	}
	if err == nil || errors.As(err, &unready) {
		t.declared, t.inputs, t.outputs = next.declared, checked, response.Properties
	}
	t.look(step)
}

func (t *thing) read(step string) {
	if t.notMade(step) {
		return
	}
	response, err := t.provider.Read(t.ctx, plugin.ReadRequest{
		URN: t.urn, Name: t.urn.Name(), Type: t.urn.Type(), ID: t.id, Inputs: t.inputs, State: t.outputs,
	})
	t.note(step, "result", class(err))
	t.note(step, "id", string(response.ID))
	t.noteAll(step, "inputs.", response.Inputs)
	t.noteAll(step, "outputs.", response.Outputs)
	t.inputs, t.outputs = response.Inputs, response.Outputs
}

func (t *thing) delete(step string) {
	if t.notMade(step) {
		return
	}
	_, err := t.provider.Delete(t.ctx, plugin.DeleteRequest{
		URN: t.urn, Name: t.urn.Name(), Type: t.urn.Type(), ID: t.id, Inputs: t.inputs, Outputs: t.outputs,
		Timeout: t.timeout,
	})
	t.note(step, "result", class(err))
	t.look(step)
}

// named is the object that the thing declares, empty.
func (t *thing) named() *unstructured.Unstructured {
	declared, _ := plain(t.declared)
	whole := &unstructured.Unstructured{Object: declared}
	object := &unstructured.Unstructured{Object: body{}}
	object.SetAPIVersion(whole.GetAPIVersion())
	object.SetKind(whole.GetKind())
	object.SetNamespace(whole.GetNamespace())
	object.SetName(whole.GetName())
	return object
}

// look notes what the cluster holds now.
func (t *thing) look(step string) {
	live := t.named()
	if err := t.cluster.Get(t.ctx, client.ObjectKeyFromObject(live), live); err != nil {
		t.note(step, "object", class(err))
		return
	}
	t.noteObject(step, live)
}

// other makes the object as another field manager.
func (t *thing) other(what string) {
	declared, _ := plain(t.declared)
	t.fault(what, t.cluster.Create(t.ctx, &unstructured.Unstructured{Object: declared}, client.FieldOwner("somebody")))
}

// edit changes the live object as another field manager.
func (t *thing) edit(change string) {
	patch := client.RawPatch("application/merge-patch+json", []byte(change))
	t.fault("edit", t.cluster.Patch(t.ctx, t.named(), patch, client.FieldOwner("somebody")))
}

// when plays a controller: once the object is there, it gets this status.
func (t *thing) when(status func(live *unstructured.Unstructured)) {
	live := t.named()
	err := wait.PollUntilContextTimeout(t.ctx, 50*time.Millisecond, time.Minute, true, func(ctx context.Context) (bool, error) {
		return t.cluster.Get(ctx, client.ObjectKeyFromObject(live), live) == nil, nil
	})
	if err == nil {
		status(live)
		err = t.cluster.Status().Update(t.ctx, live)
	}
	t.fault("status of "+live.GetName(), err)
}

// served returns when the API server has the object's kind: upstream does not wait for that.
func (t *thing) served() {
	t.fault("kind", wait.PollUntilContextTimeout(t.ctx, 50*time.Millisecond, time.Minute, true,
		func(ctx context.Context) (bool, error) {
			err := t.cluster.Get(ctx, client.ObjectKeyFromObject(t.named()), t.named())
			return err == nil || apierrors.IsNotFound(err), nil
		}))
}

// untilDeleting returns when somebody has asked for the object's deletion.
func (t *thing) untilDeleting() {
	live := t.named()
	t.fault("deletion", wait.PollUntilContextTimeout(t.ctx, 50*time.Millisecond, time.Minute, true,
		func(ctx context.Context) (bool, error) {
			err := t.cluster.Get(ctx, client.ObjectKeyFromObject(live), live)
			return err == nil && live.GetDeletionTimestamp() != nil, err
		}))
}

// ignored is a diff of which the program ignores a field.
func (t *thing) ignored(step string, to *thing, path string) {
	if t.notMade(step) {
		return
	}
	result, err := t.provider.Diff(t.ctx, plugin.DiffRequest{
		URN: t.urn, Name: t.urn.Name(), Type: t.urn.Type(), ID: t.id, OldInputs: t.inputs, OldOutputs: t.outputs,
		NewInputs: t.become(to).check(step, t.inputs), AllowUnknowns: true, IgnoreChanges: []string{path},
	})
	t.note(step, "result", class(err))
	t.noteDiff(step, result)
}

package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/api/validation"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/rand"
)

// The time a user gets who declared none; the upstream plugin's.
const defaultTimeout = 10 * time.Minute

func (s *standIn) Create(ctx context.Context, request plugin.CreateRequest) (plugin.CreateResponse, error) {
	ctx, end := s.bounded(ctx, request.Timeout)
	defer end()
	body, complete := plain(request.Properties)
	object := &unstructured.Unstructured{Object: body}
	response := plugin.CreateResponse{Properties: request.Properties}
	if request.Preview && (!complete || isPatch(request.URN) || !s.cluster.serves(object)) {
		return response, nil
	}
	owner := newManager()
	// In a preview nothing can be taken from anybody, and what is there may be this resource's predecessor.
	live, err := s.cluster.apply(ctx, object, owner, application{dryRun: request.Preview, force: request.Preview || forced(object)})
	if request.Preview {
		if immutableField(err) {
			object.SetName(object.GetName() + rand.String(5))
			live, err = s.cluster.apply(ctx, object, owner, application{dryRun: true, force: true})
		}
		if apierrors.IsForbidden(err) || namespaceMissing(err) {
			return response, nil
		}
	}
	if err != nil {
		return plugin.CreateResponse{Status: resource.StatusUnknown}, named(object, err)
	}
	if request.Preview {
		unstructured.RemoveNestedField(live.Object, "status")
		response.Properties = state(live, request.Properties, owner)
		return response, nil
	}
	ready, err := s.await(ctx, request.URN, live)
	response.ID, response.Properties, response.Status = identity(ready), state(ready, request.Properties, owner), statusOf(err)
	return response, withState(err, response.ID, request.Properties, response.Properties)
}

// immutableField tells the API server's refusal to change a field of what is there. In a preview that is no fault: the object may
// be deleted before this one is made.
func immutableField(err error) bool {
	return apierrors.IsInvalid(err) && strings.Contains(err.Error(), validation.FieldImmutableErrorMsg)
}

func forced(object *unstructured.Unstructured) bool {
	return object.GetAnnotations()["pulumi.com/patchForce"] == "true"
}

// namespaceMissing is no fault in a preview either: the namespace may come with the same run. Whatever else an object needs
// must be there, such as the Role of a RoleBinding where the user may not bind what he cannot see.
func namespaceMissing(err error) bool {
	var status apierrors.APIStatus
	return apierrors.IsNotFound(err) && errors.As(err, &status) &&
		status.Status().Details != nil && status.Status().Details.Kind == "namespaces"
}

func (s *standIn) Update(ctx context.Context, request plugin.UpdateRequest) (plugin.UpdateResponse, error) {
	ctx, end := s.bounded(ctx, request.Timeout)
	defer end()
	body, complete := plain(request.NewInputs)
	object := &unstructured.Unstructured{Object: normalized(body)}
	if request.Preview && (!complete || !s.cluster.serves(object)) {
		return plugin.UpdateResponse{Properties: request.NewInputs}, nil
	}
	owner := managerOf(request.OldOutputs)
	// Nobody makes an object by an update that has gone meanwhile.
	live, err := s.cluster.get(ctx, object)
	if request.Preview && apierrors.IsForbidden(err) {
		return plugin.UpdateResponse{Properties: request.NewInputs}, nil
	}
	if err != nil {
		return plugin.UpdateResponse{Properties: request.OldOutputs, Status: resource.StatusUnknown}, named(object, err)
	}
	changed, err := s.cluster.apply(ctx, object, owner, application{dryRun: request.Preview, force: forced(object)})
	if request.Preview && apierrors.IsForbidden(err) {
		return plugin.UpdateResponse{Properties: request.NewInputs}, nil
	}
	if err == nil {
		live = changed
	}
	if err == nil && !request.Preview {
		live, err = s.await(ctx, request.URN, live)
	} else if err != nil {
		// As upstream: the state has what is declared now, and remembers that it was refused.
		err = &plugin.InitError{Reasons: []string{named(object, err).Error()}}
	}
	response := plugin.UpdateResponse{Properties: state(live, request.NewInputs, owner), Status: statusOf(err)}
	return response, withState(err, request.ID, request.NewInputs, response.Properties)
}

// Read tells what is live, and as inputs what of it was declared.
func (s *standIn) Read(ctx context.Context, request plugin.ReadRequest) (plugin.ReadResponse, error) {
	ctx, end := s.bounded(ctx, request.Timeout)
	defer end()
	object, err := identified(request)
	if err != nil {
		return plugin.ReadResponse{Status: resource.StatusUnknown}, err
	}
	live, err := s.cluster.get(ctx, object)
	if apierrors.IsNotFound(err) || meta.IsNoMatchError(err) {
		return plugin.ReadResponse{}, nil
	}
	if err != nil {
		return plugin.ReadResponse{Status: resource.StatusUnknown}, named(object, err)
	}
	owner := managerOf(request.State)
	result := plugin.ReadResult{ID: request.ID, Outputs: state(live, request.Inputs, owner)}
	if len(request.Inputs) == 0 {
		result.Inputs = properties(&unstructured.Unstructured{Object: declarable(live)}, nil)
		return plugin.ReadResponse{ReadResult: result}, nil
	}
	found := pruned(live.Object, normalized(object.Object)).(map[string]any)
	result.Inputs = properties(&unstructured.Unstructured{Object: found}, request.Inputs)
	err = s.stillReady(ctx, request.URN, live, object)
	return plugin.ReadResponse{ReadResult: result, Status: statusOf(err)}, withState(err, result.ID, result.Inputs, result.Outputs)
}

// identified is the object that a state names: by its inputs, or, when it is imported, by type and id.
func identified(request plugin.ReadRequest) (*unstructured.Unstructured, error) {
	if body, _ := plain(request.Inputs); len(body) > 0 {
		return &unstructured.Unstructured{Object: body}, nil
	}
	_, typeName, _ := strings.Cut(string(request.Type), ":")
	version, kind, found := strings.Cut(typeName, ":")
	if !found {
		return nil, fmt.Errorf("no Kubernetes kind: %s", request.Type)
	}
	object := &unstructured.Unstructured{Object: map[string]any{}}
	object.SetAPIVersion(strings.TrimPrefix(version, "core/"))
	object.SetKind(kind)
	if namespace, name, found := strings.Cut(string(request.ID), "/"); found {
		object.SetNamespace(namespace)
		object.SetName(name)
	} else {
		object.SetName(string(request.ID))
	}
	return object, nil
}

// bounded is the time that a user gave for an operation, cut short when he cancels.
func (s *standIn) bounded(ctx context.Context, seconds float64) (context.Context, func()) {
	timeout := defaultTimeout
	if seconds > 0 {
		timeout = time.Duration(seconds * float64(time.Second))
	}
	limited, end := context.WithTimeout(ctx, timeout)
	stop := context.AfterFunc(s.running, end)
	return limited, func() { stop(); end() }
}

func statusOf(err error) resource.Status {
	if err != nil {
		return resource.StatusPartialFailure
	}
	return resource.StatusOK
}

// fieldManager is where the state keeps the name of who owns the declared fields; the upstream plugin's own key.
const fieldManager = "__fieldManager"

// newManager is another for each resource, so that two resources do not take over each other's object.
func newManager() string {
	name, err := resource.NewUniqueHex("pulumi-kubernetes-", 8, 0)
	if err != nil {
		panic(err) // the system has no random numbers
	}
	return name
}

func managerOf(state resource.PropertyMap) string {
	if name := state[fieldManager]; name.IsString() {
		return name.StringValue()
	}
	return newManager()
}

// state is what the engine keeps of a live object.
func state(live *unstructured.Unstructured, inputs resource.PropertyMap, owner string) resource.PropertyMap {
	result := properties(live, inputs)
	result[fieldManager] = resource.NewStringProperty(owner)
	return result
}

func isPatch(urn resource.URN) bool { return strings.HasSuffix(string(urn.Type()), "Patch") }

func identity(object *unstructured.Unstructured) resource.ID {
	return resource.ID(strings.TrimPrefix(object.GetNamespace()+"/"+object.GetName(), "/"))
}

func named(object *unstructured.Unstructured, err error) error {
	return fmt.Errorf("%s %s: %w", object.GetKind(), identity(object), err)
}

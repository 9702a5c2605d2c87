package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// The time a user gets who declared none; the upstream plugin's.
const defaultTimeout = 10 * time.Minute

func (s *standIn) Create(ctx context.Context, request plugin.CreateRequest) (plugin.CreateResponse, error) {
	ctx, end := s.bounded(ctx, request.Timeout)
	defer end()
	body, complete := plain(request.Properties)
	object := &unstructured.Unstructured{Object: body}
	response := plugin.CreateResponse{ID: identity(object), Properties: request.Properties}
	if request.Preview && (!complete || s.replaces(ctx, request, object)) {
		return response, nil
	}
	if err := s.mayCreate(ctx, request, object); err != nil {
		return plugin.CreateResponse{Status: resource.StatusUnknown}, named(object, err)
	}
	live, err := s.cluster.apply(ctx, object, manager(request.URN), request.Preview)
	if request.Preview && (err == nil || awaitsOthers(err)) {
		return response, nil
	}
	if err != nil {
		return plugin.CreateResponse{Status: resource.StatusUnknown}, named(object, err)
	}
	ready, err := s.await(ctx, request.URN, live)
	response.Properties, response.Status = properties(ready, request.Properties), statusOf(err)
	return response, withState(err, response.ID, request.Properties, response.Properties)
}

// replaces tells that an object of this name is there while the plan is made, as it is when it is deleted first. Whether it
// is the stack's own shows only when it is made; upstream's preview says no more.
func (s *standIn) replaces(
	ctx context.Context, request plugin.CreateRequest, object *unstructured.Unstructured,
) bool {
	_, err := s.cluster.get(ctx, object)
	return err == nil && !isPatch(request.URN)
}

// mayCreate keeps an object that somebody else made from being taken over silently, and a patch from making one.
func (s *standIn) mayCreate(
	ctx context.Context, request plugin.CreateRequest, object *unstructured.Unstructured,
) error {
	_, err := s.cluster.get(ctx, object)
	switch exists, patch := err == nil, isPatch(request.URN); {
	case exists && !patch:
		return fmt.Errorf("it exists already, but not in this stack: delete it, or adopt it with: pulumi import '%s' '%s' '%s'",
			request.Type, request.Name, identity(object))
	case apierrors.IsNotFound(err) && patch && !request.Preview:
		return fmt.Errorf("it does not exist, and a patch does not create it: %w", err)
	case exists, apierrors.IsNotFound(err), request.Preview && awaitsOthers(err):
		return nil
	}
	return err
}

func (s *standIn) Update(ctx context.Context, request plugin.UpdateRequest) (plugin.UpdateResponse, error) {
	ctx, end := s.bounded(ctx, request.Timeout)
	defer end()
	body, complete := plain(request.NewInputs)
	object := &unstructured.Unstructured{Object: body}
	if request.Preview && !complete {
		return plugin.UpdateResponse{Properties: request.NewInputs}, nil
	}
	live, err := s.change(ctx, request, object)
	if err != nil {
		return plugin.UpdateResponse{Properties: request.OldOutputs, Status: resource.StatusUnknown}, named(object, err)
	}
	if request.Preview {
		return plugin.UpdateResponse{Properties: properties(live, request.NewInputs)}, nil
	}
	ready, err := s.await(ctx, request.URN, live)
	response := plugin.UpdateResponse{Properties: properties(ready, request.NewInputs), Status: statusOf(err)}
	return response, withState(err, request.ID, request.NewInputs, response.Properties)
}

// change applies what is declared now. A patch makes no object, even if the one that it was for has gone meanwhile.
func (s *standIn) change(
	ctx context.Context, request plugin.UpdateRequest, object *unstructured.Unstructured,
) (*unstructured.Unstructured, error) {
	if isPatch(request.URN) {
		if _, err := s.cluster.get(ctx, object); err != nil {
			return nil, err
		}
	}
	return s.cluster.apply(ctx, object, manager(request.URN), request.Preview)
}

// Read tells what is live. As inputs it gives the declared ones, if applying them would change nothing: the API server
// alone knows that "1000m" and "1" are the same.
func (s *standIn) Read(ctx context.Context, request plugin.ReadRequest) (plugin.ReadResponse, error) {
	ctx, end := s.bounded(ctx, request.Timeout)
	defer end()
	object, err := identified(request)
	if err != nil {
		return plugin.ReadResponse{Status: resource.StatusUnknown}, err
	}
	live, err := s.cluster.get(ctx, object)
	if apierrors.IsNotFound(err) {
		return plugin.ReadResponse{}, nil
	}
	if err != nil {
		return plugin.ReadResponse{Status: resource.StatusUnknown}, named(object, err)
	}
	result := plugin.ReadResult{ID: request.ID, Outputs: properties(live, request.Inputs), Inputs: request.Inputs}
	if len(request.Inputs) == 0 {
		result.Inputs = properties(&unstructured.Unstructured{Object: declarable(live)}, nil)
	} else if applied, err := s.cluster.apply(ctx, object, manager(request.URN), true); err != nil ||
		!reflect.DeepEqual(declarable(applied), declarable(live)) {
		found := resource.NewPropertyMapFromMap(project(live.Object, object.Object).(map[string]any))
		result.Inputs = keepSecret(resource.NewObjectProperty(found), resource.NewObjectProperty(request.Inputs)).ObjectValue()
	}
	return plugin.ReadResponse{ReadResult: result}, nil
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

// awaitsOthers tells an error that vanishes when what the object needs exists: its definition or its namespace.
func awaitsOthers(err error) bool { return apierrors.IsNotFound(err) || meta.IsNoMatchError(err) }

func statusOf(err error) resource.Status {
	if err != nil {
		return resource.StatusPartialFailure
	}
	return resource.StatusOK
}

// manager owns the declared fields. Each patch has its own, because several may touch one object.
func manager(urn resource.URN) string {
	if !isPatch(urn) {
		return "pulumi-kubernetes"
	}
	return fmt.Sprintf("pulumi-kubernetes-%x", sha256.Sum256([]byte(urn)))[:28]
}

func isPatch(urn resource.URN) bool { return strings.HasSuffix(string(urn.Type()), "Patch") }

func identity(object *unstructured.Unstructured) resource.ID {
	return resource.ID(strings.TrimPrefix(object.GetNamespace()+"/"+object.GetName(), "/"))
}

func named(object *unstructured.Unstructured, err error) error {
	return fmt.Errorf("%s %s: %w", object.GetKind(), identity(object), err)
}

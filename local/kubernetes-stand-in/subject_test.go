package main

import (
	"maps"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	"github.com/stretchr/testify/require"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

// body is an object, or a part of one, as a program declares it.
type body = map[string]any

// stack is one program's run in a namespace of its own.
type stack struct {
	*engine
	t         *testing.T
	cluster   client.Client
	namespace string
}

func newStack(t *testing.T) *stack {
	t.Helper()
	running := server(t)
	namespace := &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{GenerateName: "test-"}}
	require.NoError(t, running.objects.Create(t.Context(), namespace))
	return &stack{newEngine(t, body{"kubeconfig": running.kubeconfig}), t, running.objects, namespace.Name}
}

// subject is one resource of a stack, with what its state would hold.
type subject struct {
	*stack
	urn             resource.URN
	id              resource.ID
	inputs, outputs resource.PropertyMap
	timeout         float64
}

// declare puts an object into the stack's namespace unless it names another.
func (s *stack) declare(kind string, object body) *subject {
	s.t.Helper()
	version := kind[:strings.LastIndex(kind, "/")]
	name := kind[len(version)+1:]
	group := version
	if !strings.Contains(group, "/") {
		group = "core/" + group
	}
	result := body{"apiVersion": version, "kind": strings.TrimSuffix(name, "Patch")}
	maps.Copy(result, object)
	metadata := body{"namespace": s.namespace}
	maps.Copy(metadata, object["metadata"].(body))
	result["metadata"] = metadata
	urn := resource.NewURN("test", "project", "", tokens.Type("kubernetes:"+group+":"+name), metadata["name"].(string))
	return &subject{stack: s, urn: urn, inputs: resource.NewPropertyMapFromMap(result), timeout: 30}
}

func (s *stack) configMap(name string, data body) *subject {
	return s.declare("v1/ConfigMap", body{"metadata": body{"name": name}, "data": data})
}

func (s *subject) create() error {
	response, err := s.provider.Create(s.t.Context(), plugin.CreateRequest{
		URN: s.urn, Name: s.urn.Name(), Type: s.urn.Type(), Properties: s.inputs, Timeout: s.timeout,
	})
	s.id, s.outputs = response.ID, response.Properties
	return err
}

func (s *subject) preview() (resource.PropertyMap, error) {
	response, err := s.provider.Create(s.t.Context(), plugin.CreateRequest{
		URN: s.urn, Name: s.urn.Name(), Type: s.urn.Type(), Properties: s.inputs, Preview: true,
	})
	return response.Properties, err
}

// update declares the object anew; what fails leaves the state as it was.
func (s *subject) update(to *subject, preview bool) (resource.PropertyMap, error) {
	response, err := s.provider.Update(s.t.Context(), plugin.UpdateRequest{
		URN: s.urn, Name: s.urn.Name(), Type: s.urn.Type(), ID: s.id, OldInputs: s.inputs, OldOutputs: s.outputs,
		NewInputs: to.inputs, Timeout: s.timeout, Preview: preview,
	})
	if err == nil && !preview {
		s.inputs, s.outputs = to.inputs, response.Properties
	}
	return response.Properties, err
}

func (s *subject) read() plugin.ReadResult {
	s.t.Helper()
	response, err := s.provider.Read(s.t.Context(), plugin.ReadRequest{
		URN: s.urn, Name: s.urn.Name(), Type: s.urn.Type(), ID: s.id, Inputs: s.inputs, State: s.outputs,
	})
	require.NoError(s.t, err)
	return response.ReadResult
}

func (s *subject) diff(inputs resource.PropertyMap) plugin.DiffResult {
	s.t.Helper()
	result, err := s.provider.Diff(s.t.Context(), plugin.DiffRequest{
		URN: s.urn, Name: s.urn.Name(), Type: s.urn.Type(), ID: s.id, OldInputs: inputs, OldOutputs: s.outputs,
		NewInputs: s.inputs, AllowUnknowns: true,
	})
	require.NoError(s.t, err)
	return result
}

func (s *subject) delete() error {
	_, err := s.provider.Delete(s.t.Context(), plugin.DeleteRequest{
		URN: s.urn, Name: s.urn.Name(), Type: s.urn.Type(), ID: s.id, Inputs: s.inputs, Outputs: s.outputs,
		Timeout: s.timeout,
	})
	return err
}

// live finds the subject's object in the cluster, whoever made it.
func (s *subject) live(into client.Object) error {
	object, _ := plain(s.inputs)
	metadata := object["metadata"].(body)
	namespace, _ := metadata["namespace"].(string)
	return s.cluster.Get(s.t.Context(), client.ObjectKey{Namespace: namespace, Name: metadata["name"].(string)}, into)
}

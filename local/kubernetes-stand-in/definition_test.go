package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// definition declares a kind that no other test has.
func (s *stack) definition(kind, plural string) *subject {
	schema := body{"type": "object", "properties": body{"spec": body{
		"type": "object", "properties": body{"partitions": body{"type": "integer"}},
	}}}
	return s.declare("apiextensions.k8s.io/v1/CustomResourceDefinition", body{
		"metadata": body{"name": plural + ".example.com", "namespace": ""},
		"spec": body{
			"group": "example.com", "scope": "Namespaced", "names": body{"kind": kind, "plural": plural},
			"versions": []any{body{"name": "v1", "served": true, "storage": true, "schema": body{"openAPIV3Schema": schema}}},
		},
	})
}

func TestAKindAndItsObjectComeInOneRun(t *testing.T) {
	stack := newStack(t)
	definition := stack.definition("Topic", "topics")
	object := stack.declare("example.com/v1/Topic", body{"metadata": body{"name": "orders"}, "spec": body{"partitions": 3}})
	_, err := object.preview()
	require.NoError(t, err, "the kind comes with this run")
	assert.ErrorContains(t, object.create(), `no matches for kind "Topic"`)
	require.NoError(t, definition.create())
	t.Cleanup(func() { require.NoError(t, definition.delete()) })
	require.NoError(t, object.create(), "at once")
	assert.Equal(t, object.inputs, object.read().Inputs)
	wrong := stack.declare("example.com/v1/Topic", body{"metadata": body{"name": "wrong"}, "spec": body{"partition": 3}})
	_, err = wrong.preview()
	assert.ErrorContains(t, err, "partition: field not declared in schema")
	require.NoError(t, object.delete())
}

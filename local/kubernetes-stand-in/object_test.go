package main

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/stretchr/testify/assert"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

func secret(value any) resource.PropertyValue {
	return resource.MakeSecret(resource.NewPropertyValue(value))
}

func unknown() resource.PropertyValue { return resource.MakeComputed(resource.NewStringProperty("")) }

func TestPlainOpensSecretsAndKeepsWholeNumbersWhole(t *testing.T) {
	output := resource.NewOutputProperty(resource.Output{Element: secret("known"), Known: true, Secret: true})
	object, complete := plain(resource.NewPropertyMapFromMap(body{
		"text": secret("s"), "port": 9092, "ratio": 0.5, "off": false, "list": []any{secret(1), body{"deep": secret(body{"a": 2})}},
		"output": output, "none": nil,
	}))
	assert.True(t, complete)
	assert.Equal(t, body{
		"text": "s", "port": int64(9092), "ratio": 0.5, "off": false, "output": "known", "none": nil,
		"list": []any{int64(1), body{"deep": body{"a": int64(2)}}},
	}, object)
}

func TestPlainLeavesTheUnknownOut(t *testing.T) {
	output := resource.NewOutputProperty(resource.Output{Element: resource.NewStringProperty("")})
	for name, value := range map[string]any{
		"computed": unknown(), "nested": body{"a": unknown()}, "in a list": []any{unknown()},
		"in a secret": resource.MakeSecret(unknown()), "output": output,
	} {
		object, complete := plain(resource.NewPropertyMapFromMap(body{"kind": "Service", "it": value}))
		assert.False(t, complete, name)
		assert.Equal(t, "Service", object["kind"])
	}
}

func TestPropertiesAreWhatIsLiveWithoutBookkeeping(t *testing.T) {
	live := &unstructured.Unstructured{Object: body{
		"apiVersion": "v1", "kind": "Service", "spec": body{"port": int64(9092)},
		"metadata": body{"name": "kafka", "managedFields": []any{body{"manager": "m"}}},
	}}
	assert.Equal(t, resource.NewPropertyMapFromMap(body{
		"apiVersion": "v1", "kind": "Service", "spec": body{"port": 9092}, "metadata": body{"name": "kafka"},
	}), properties(live, nil))
	assert.Contains(t, live.Object["metadata"], "managedFields", "the live object stays as it is")
}

func TestPropertiesOfASecretAreSecret(t *testing.T) {
	live := &unstructured.Unstructured{Object: body{
		"apiVersion": "v1", "kind": "Secret", "type": "Opaque", "data": body{"a": "YQ=="}, "stringData": body{"a": "a"},
	}}
	result := properties(live, resource.NewPropertyMapFromMap(body{"data": body{"a": "YQ=="}}))
	assert.True(t, result["data"].IsSecret() && result["stringData"].IsSecret())
	assert.False(t, result["type"].IsSecret())
	live.SetAPIVersion("example.com/v1")
	assert.False(t, properties(live, nil)["data"].IsSecret(), "a kind of the same name")
}

func TestKeepSecretFollowsWhatWasDeclared(t *testing.T) {
	output := resource.NewOutputProperty(resource.Output{Element: resource.NewStringProperty("a"), Known: true, Secret: true})
	like := resource.NewPropertyValue(body{
		"a": secret("old"), "b": body{"c": secret("old")}, "d": []any{"x", secret("old"), "gone"}, "e": "open", "f": output,
		"g": body{"was": "an object"}, "h": secret("gone"),
	})
	value := resource.NewPropertyValue(body{
		"a": "new", "b": body{"c": body{"now": 1}, "more": 1}, "d": []any{"x", "new"}, "e": secret("mine"), "f": "new", "g": "text",
	})
	assert.Equal(t, resource.NewPropertyValue(body{
		"a": secret("new"), "b": body{"c": secret(body{"now": 1}), "more": 1}, "d": secret([]any{"x", "new"}),
		"e": secret("mine"), "f": secret("new"), "g": "text",
	}), keepSecret(value, like))
}

func TestPrunedKeepsWhatWasDeclared(t *testing.T) {
	for name, example := range map[string]struct{ live, declared, want any }{
		"more is live":      {body{"a": 1, "b": 2}, body{"a": 9}, body{"a": 1}},
		"less is live":      {body{"a": 1}, body{"a": 1, "b": 2}, body{"a": 1}},
		"nested":            {body{"a": body{"b": 1, "c": 2}}, body{"a": body{"c": 3}}, body{"a": body{"c": 2}}},
		"equally long list": {[]any{body{"a": 1, "b": 2}}, []any{body{"a": 3}}, []any{body{"a": 1}}},
		"longer list":       {[]any{body{"a": 1}, 2}, []any{body{"a": 3}}, []any{body{"a": 1}}},
		"another type":      {"text", body{"a": 3}, "text"},
		"no list any more":  {body{"a": 1}, []any{1}, body{"a": 1}},
		"a value":           {1, 2, 1},
	} {
		assert.Equal(t, example.want, pruned(example.live, example.declared), name)
	}
}

func TestDeclarableHasNothingOfTheServers(t *testing.T) {
	live := &unstructured.Unstructured{Object: body{
		"kind": "Service", "status": body{"phase": "Bound"}, "metadata": body{
			"name": "kafka", "uid": "u", "resourceVersion": "1", "creationTimestamp": "now", "generation": int64(1),
			"managedFields": []any{}, "labels": body{"a": "b"},
		},
	}}
	assert.Equal(t, body{"kind": "Service", "metadata": body{"name": "kafka", "labels": body{"a": "b"}}}, declarable(live))
	assert.Contains(t, live.Object, "status")
}

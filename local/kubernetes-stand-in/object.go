package main

import (
	"math"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// plain turns properties into an object's body. Values that are not known yet are left out and make it incomplete.
func plain(properties resource.PropertyMap) (body map[string]any, complete bool) {
	complete = true
	var convert func(resource.PropertyValue) (any, bool)
	convert = func(value resource.PropertyValue) (any, bool) {
		switch {
		case value.IsComputed(), value.IsOutput() && !value.OutputValue().Known:
			complete = false
			return nil, true
		case value.IsOutput():
			return value.OutputValue().Element.MapRepl(nil, convert), true
		case value.IsSecret():
			return value.SecretValue().Element.MapRepl(nil, convert), true
		case value.IsNumber() && value.NumberValue() == math.Trunc(value.NumberValue()):
			return int64(value.NumberValue()), true
		}
		return nil, false
	}
	body = properties.MapRepl(nil, convert)
	return body, complete
}

// opened is the same without the secrecy of what is in it.
func opened(properties resource.PropertyMap) resource.PropertyMap {
	var open func(resource.PropertyValue) (any, bool)
	open = func(value resource.PropertyValue) (any, bool) {
		if value.IsSecret() {
			return value.SecretValue().Element.MapRepl(nil, open), true
		}
		return value, value.IsComputed()
	}
	return resource.NewPropertyMapFromMap(properties.MapRepl(nil, open))
}

// properties turns a live object into what the state keeps: secrets stay secrets, and the bookkeeping of field managers,
// which is long and says nothing to a user, is left out.
func properties(live *unstructured.Unstructured, inputs resource.PropertyMap) resource.PropertyMap {
	kept := live.DeepCopy()
	kept.SetManagedFields(nil)
	result := resource.NewPropertyMapFromMap(kept.Object)
	if kept.GetKind() == "Secret" && kept.GetAPIVersion() == "v1" {
		for _, field := range []resource.PropertyKey{"data", "stringData"} {
			if value, found := result[field]; found {
				result[field] = resource.MakeSecret(value)
			}
		}
	}
	return keepSecret(resource.NewObjectProperty(result), resource.NewObjectProperty(inputs)).ObjectValue()
}

// keepSecret marks as secret in value whatever is secret at the same place in like.
func keepSecret(value, like resource.PropertyValue) resource.PropertyValue {
	switch {
	case value.IsSecret():
	case like.IsSecret(), like.IsOutput() && like.OutputValue().Secret:
		return resource.MakeSecret(value)
	case value.IsObject() && like.IsObject():
		for key, child := range value.ObjectValue() {
			value.ObjectValue()[key] = keepSecret(child, like.ObjectValue()[key])
		}
	case value.IsArray() && like.IsArray():
		for i, child := range value.ArrayValue() {
			if i < len(like.ArrayValue()) {
				value.ArrayValue()[i] = keepSecret(child, like.ArrayValue()[i])
			}
		}
	}
	return value
}

// project reduces what is live to the fields that were declared, so that only a change of these counts as a change.
func project(live, declared any) any {
	switch declared := declared.(type) {
	case map[string]any:
		source, ok := live.(map[string]any)
		if !ok {
			return live
		}
		result := map[string]any{}
		for key, value := range declared {
			if present, found := source[key]; found {
				result[key] = project(present, value)
			}
		}
		return result
	case []any:
		source, ok := live.([]any)
		if !ok || len(source) != len(declared) {
			return live
		}
		result := make([]any, len(source))
		for i, value := range declared {
			result[i] = project(source[i], value)
		}
		return result
	}
	return live
}

// declarable removes from a live object what only the API server writes.
func declarable(live *unstructured.Unstructured) map[string]any {
	body := live.DeepCopy()
	unstructured.RemoveNestedField(body.Object, "status")
	for _, field := range []string{"managedFields", "uid", "resourceVersion", "creationTimestamp", "generation"} {
		unstructured.RemoveNestedField(body.Object, "metadata", field)
	}
	return body.Object
}

package main

import (
	"encoding/base64"
	"math"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes/scheme"
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
	kept.Object = withoutNulls(kept.Object).(map[string]any)
	result := resource.NewPropertyMapFromMap(kept.Object)
	if isSecret(kept) {
		for _, field := range []resource.PropertyKey{"data", "stringData"} {
			if value, found := result[field]; found {
				result[field] = resource.MakeSecret(value)
			}
		}
	}
	return keepSecret(resource.NewObjectProperty(result), resource.NewObjectProperty(inputs)).ObjectValue()
}

func withoutNulls(value any) any {
	switch value := value.(type) {
	case map[string]any:
		for key, child := range value {
			if child == nil {
				delete(value, key)
			} else {
				value[key] = withoutNulls(child)
			}
		}
	case []any:
		for i, child := range value {
			value[i] = withoutNulls(child)
		}
	}
	return value
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
	case like.ContainsSecrets():
		// Lists may come back in another order: the whole list is secret.
		return resource.MakeSecret(value)
	}
	return value
}

// pruned reduces what is live to the shape of what was declared, as the upstream plugin does: what nobody declared is no
// change, and neither are elements of a list beyond the declared ones.
func pruned(live, declared any) any {
	switch declared := declared.(type) {
	case map[string]any:
		source, ok := live.(map[string]any)
		if !ok {
			return live
		}
		result := map[string]any{}
		for key, value := range declared {
			if present, found := source[key]; found {
				result[key] = pruned(present, value)
			}
		}
		return result
	case []any:
		source, ok := live.([]any)
		if !ok {
			return live
		}
		result := make([]any, min(len(source), len(declared)))
		for i := range result {
			result[i] = pruned(source[i], declared[i])
		}
		return result
	}
	return live
}

// normalized spells what is declared as the API server does, so that another spelling is no change. Kinds that client-go
// does not know stay as they are.
func normalized(declared map[string]any) map[string]any {
	object := (&unstructured.Unstructured{Object: declared}).DeepCopy()
	if isSecret(object) {
		encode(object.Object)
	}
	typed, err := scheme.Scheme.New(object.GroupVersionKind())
	if err == nil && runtime.DefaultUnstructuredConverter.FromUnstructured(object.Object, typed) == nil {
		if spelled, err := runtime.DefaultUnstructuredConverter.ToUnstructured(typed); err == nil {
			spelled["apiVersion"], spelled["kind"] = object.GetAPIVersion(), object.GetKind()
			object.Object = pruned(spelled, object.Object).(map[string]any)
		}
	}
	for _, field := range readOnly {
		unstructured.RemoveNestedField(object.Object, "metadata", field)
	}
	return object.Object
}

func isSecret(object *unstructured.Unstructured) bool {
	return object.GetKind() == "Secret" && object.GetAPIVersion() == "v1"
}

// encode moves a Secret's texts to where the API server keeps them.
func encode(secret map[string]any) {
	texts, _, err := unstructured.NestedStringMap(secret, "stringData")
	if err != nil || len(texts) == 0 {
		return
	}
	for key, text := range texts {
		_ = unstructured.SetNestedField(secret, base64.StdEncoding.EncodeToString([]byte(text)), "data", key)
	}
	delete(secret, "stringData")
}

// readOnly are fields of the metadata that only the API server writes.
var readOnly = []string{
	"creationTimestamp", "deletionGracePeriodSeconds", "deletionTimestamp", "generation", "managedFields", "resourceVersion", "uid",
}

// declarable removes from a live object what only the API server writes.
func declarable(live *unstructured.Unstructured) map[string]any {
	body := live.DeepCopy()
	unstructured.RemoveNestedField(body.Object, "status")
	for _, field := range readOnly {
		unstructured.RemoveNestedField(body.Object, "metadata", field)
	}
	return body.Object
}

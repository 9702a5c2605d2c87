package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/yaml"
)

var renderedStacks = []string{"local", "local-kraft", "dev", "prod", "topics", "cmak"}

// renderedOperations try each object that this project's program declares; those that several stacks have, once.
func renderedOperations() ([]operation, error) {
	var operations []operation
	seen, edited := map[string]bool{}, map[string]bool{}
	for _, stack := range renderedStacks {
		text, err := goldenText(stack)
		if err != nil {
			return nil, err
		}
		decoder := yaml.NewYAMLOrJSONDecoder(strings.NewReader(text), 1<<20)
		for {
			object := &unstructured.Unstructured{}
			if err := decoder.Decode(&object.Object); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				return nil, fmt.Errorf("%s: %w", stack, err)
			}
			whole, _ := json.Marshal(object.Object)
			if object.GetKind() == "" || seen[string(whole)] {
				continue
			}
			seen[string(whole)] = true
			if binary, _, _ := unstructured.NestedMap(object.Object, "binaryData"); binary != nil {
				for key := range binary { // the reviewed text has its hash only
					_ = unstructured.SetNestedField(object.Object, "AAAA", "binaryData", key)
				}
			}
			operations = append(operations, rendered(stack, object, edits(object, edited)))
		}
	}
	return operations, nil
}

// variation is a change of one field of an object.
type variation struct {
	name   string
	change func(whole body)
}

// edits change, lengthen and remove each field below the top, once for each kind.
func edits(object *unstructured.Unstructured, done map[string]bool) []variation {
	var found []variation
	add := func(path []string, value any) {
		key := object.GetKind() + " " + strings.Join(path, ".")
		if done[key] {
			return
		}
		done[key] = true
		name := strings.Join(path, ".")
		found = append(found,
			variation{"other " + name, func(whole body) { _ = unstructured.SetNestedField(whole, other(value), path...) }},
			variation{"no " + name, func(whole body) { unstructured.RemoveNestedField(whole, path...) }})
		if list, isList := value.([]any); isList && len(list) > 0 {
			found = append(found, variation{"longer " + name, func(whole body) {
				_ = unstructured.SetNestedField(whole, append(slices.Clone(list), other(list[len(list)-1])), path...)
			}})
		}
	}
	for _, top := range slices.Sorted(maps.Keys(object.Object)) {
		switch value := object.Object[top].(type) {
		case string, bool, int64, float64, []any:
			if top != "apiVersion" && top != "kind" {
				add([]string{top}, value)
			}
		case body:
			if top == "data" {
				add([]string{top}, value)
				continue
			}
			for _, key := range slices.Sorted(maps.Keys(value)) {
				if top != "metadata" || key == "annotations" {
					add([]string{top, key}, value[key])
				}
			}
		}
	}
	return found
}

// other is another value of the same type.
func other(value any) any {
	switch value := value.(type) {
	case string:
		return value + "x"
	case bool:
		return !value
	case int64:
		return value + 1
	case float64:
		return value + 1
	case []any:
		if len(value) == 0 {
			return []any{"x"}
		}
		return append([]any{other(value[0])}, value[1:]...)
	case body:
		result := maps.Clone(value)
		for _, key := range slices.Sorted(maps.Keys(value)) {
			result[key] = other(value[key])
			break
		}
		return result
	}
	return "x"
}

func rendered(stack string, object *unstructured.Unstructured, edits []variation) operation {
	name := fmt.Sprintf("%s: %s %s", stack, object.GetKind(), object.GetName())
	return operation{name, func(a *actor) {
		one := a.rendered(object, nil)
		one.preview("preview")
		one.create("create")
		one.diff("no change", one)
		for _, edit := range edits {
			changed := a.rendered(object, edit.change)
			one.diff("diff with "+edit.name, changed)
			one.update("preview with "+edit.name, changed, true)
		}
		labelled := a.rendered(object, func(whole body) {
			_ = unstructured.SetNestedField(whole, "differs", "metadata", "labels", "team")
		})
		one.diff("diff with a label", labelled)
		one.update("preview with a label", labelled, true)
		one.update("update with a label", labelled, false)
		one.read("read")
		one.diff("no change after read", labelled)
		one.declared = labelled.declared
		one.deleteAnyway("delete")
	}}
}

// rendered is the object in the actor's namespace, or, without one, under a name of the actor's own. Nobody waits for it.
func (a *actor) rendered(object *unstructured.Unstructured, change func(body)) *thing {
	whole := object.DeepCopy()
	if change != nil {
		change(whole.Object)
	}
	metadata := whole.Object["metadata"].(body)
	metadata["annotations"] = withEntry(metadata["annotations"], skipAwait, "true")
	if whole.GetNamespace() == "" {
		metadata["name"], metadata["namespace"] = whole.GetName()+"-"+a.namespace, clusterWide
	} else {
		metadata["namespace"] = a.namespace
	}
	declared := a.declare(whole.GetAPIVersion()+"/"+whole.GetKind(), whole.Object)
	declared.urn = resource.NewURN("test", "project", "", declared.urn.Type(), whole.GetName())
	return declared
}

func withEntry(entries any, key, value string) body {
	result := body{}
	if existing, ok := entries.(body); ok {
		result = maps.Clone(existing)
	}
	result[key] = value
	return result
}

// deleteAnyway also deletes what a controller, which no test plays, would let go.
func (t *thing) deleteAnyway(step string) {
	if live := t.named(); live.GetKind() == "Namespace" {
		t.soon()
	} else {
		t.edit(`{"metadata": {"finalizers": null}}`)
	}
	t.delete(step)
}

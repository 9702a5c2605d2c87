package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// classes are kinds of error, each told by the API server's or the clients' own words; the first that fits counts. The
// words around them are each plugin's own.
var classes = []struct{ words, class string }{
	{"is forbidden: User", "forbidden"},
	{"apply had an apply conflict", "conflict"},
	{"Apply failed with", "conflict"},
	{"field not declared in schema", "unknown field"},
	{"it exists already", "exists already"},
	{"field is immutable", "invalid: immutable"},
	{"Forbidden: updates to", "invalid: immutable"},
	{"cannot change roleRef", "invalid: immutable"},
	{"is invalid", "invalid"},
	{"namespaces \"", "namespace not found"},
	{"no matches for kind", "unknown kind"},
	{"could not find the requested resource", "unknown kind"},
	{"not found", "not found"},
	{"cancelled", "cancelled"},
	{"canceled", "cancelled"},
	{"not ready in time", "timed out"},
	{"timed out", "timed out"},
	{"deadline exceeded", "timed out"},
	{"unreachable cluster", "unreachable"},
	{"is unreachable", "unreachable"},
	{"connection refused", "unreachable"},
	{"it failed", "failed"},
	{"it is not ready", "failed"},
	{"unable to convert", "invalid"},
	{"duplicate entries", "invalid"},
	{"failed to initialize", "failed"},
}

// class tells the kind of an error, and whether it leaves an object in the state.
func class(err error) string {
	if err == nil {
		return "ok"
	}
	kind := "refused: "
	text := err.Error()
	var unready *plugin.InitError
	if errors.As(err, &unready) {
		kind = "kept, not ready: "
		text = strings.Join(unready.Reasons, "; ")
	}
	for _, candidate := range classes {
		if strings.Contains(text, candidate.words) {
			return kind + candidate.class
		}
	}
	return kind + text
}

// What two runs of the same operation have different in any case.
var scrubbed = []struct {
	pattern *regexp.Regexp
	mark    string
}{
	{regexp.MustCompile(`\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z`), "TIME"},
	{regexp.MustCompile(`\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b`), "UID"},
	{regexp.MustCompile(`pulumi-kubernetes-[0-9a-f]{8,10}\b`), "pulumi-kubernetes-RANDOM"},
	{regexp.MustCompile(`\bformat[bcdfghjklmnpqrstvwxz2456789]{5}\b`), "formatRANDOM"},
	{regexp.MustCompile(`\b10\.0\.0\.\d+\b`), "ADDRESS"},
}

func (a *actor) scrub(value string) string {
	value = strings.ReplaceAll(value, a.namespace, "NAMESPACE")
	for _, each := range scrubbed {
		value = each.pattern.ReplaceAllString(value, each.mark)
	}
	return value
}

// noteAll notes each value of the properties at its path. What a plugin keeps for itself in the state is left out.
func (a *actor) noteAll(step, prefix string, properties resource.PropertyMap) {
	for key, value := range properties {
		if !strings.HasPrefix(string(key), "__") {
			a.flatten(step, prefix+string(key), value)
		}
	}
}

func (a *actor) flatten(step, path string, value resource.PropertyValue) {
	switch {
	case strings.HasSuffix(path, "metadata.managedFields"):
	case strings.HasSuffix(path, "metadata.resourceVersion"):
		a.note(step, path, "VERSION")
	case value.IsSecret():
		a.note(step, path+" (secret)", "yes")
		a.flatten(step, path, value.SecretValue().Element)
	case value.IsComputed():
		a.note(step, path, "unknown")
	case value.IsObject() && len(value.ObjectValue()) > 0:
		for key, child := range value.ObjectValue() {
			a.flatten(step, path+"."+string(key), child)
		}
	case value.IsArray() && len(value.ArrayValue()) > 0:
		for i, child := range value.ArrayValue() {
			a.flatten(step, fmt.Sprintf("%s[%d]", path, i), child)
		}
	default:
		a.note(step, path, fmt.Sprint(value.Mappable()))
	}
}

// apiServerItself writes the status of definitions when it comes to it, sooner or later.
const apiServerItself = "kube-apiserver"

// noteObject notes a live object, and who owns which of its fields.
func (a *actor) noteObject(step string, live *unstructured.Unstructured) {
	var managers []string
	for _, entry := range live.GetManagedFields() {
		if entry.Manager != apiServerItself {
			fields, _ := json.Marshal(entry.FieldsV1)
			managers = append(managers,
				a.scrub(fmt.Sprintf("%s, %s %s: %s", entry.Manager, entry.Operation, entry.Subresource, fields)))
		}
	}
	slices.Sort(managers)
	a.note(step, "managers", strings.Join(managers, "; "))
	if live.GetKind() == "CustomResourceDefinition" {
		delete(live.Object, "status")
	}
	a.noteAll(step, "object.", resource.NewPropertyMapFromMap(live.Object))
}

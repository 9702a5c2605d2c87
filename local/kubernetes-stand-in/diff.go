package main

import (
	"slices"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// immutable lists the fields whose change replaces an object, as in the upstream plugin (provider/pkg/provider/diff.go).
// They are deliberately that plugin's and not the API server's: what it would replace must be seen as replaced here.
var immutable = map[schema.GroupKind][]string{
	{Group: "apps", Kind: "StatefulSet"}: {
		"spec.podManagementPolicy", "spec.revisionHistoryLimit", "spec.selector", "spec.serviceName",
		"spec.volumeClaimTemplates",
	},
	{Group: "apps", Kind: "Deployment"}: {"spec.selector"},
	{Group: "apps", Kind: "DaemonSet"}:  {"spec.selector"},
	{Group: "batch", Kind: "Job"}:       {"spec.completions", "spec.parallelism", "spec.selector", "spec.template"},
	{Kind: "PersistentVolume"}: {
		"spec.csi", "spec.local", "spec.hostPath", "spec.nfs", "spec.awsElasticBlockStore",
	},
	{Kind: "PersistentVolumeClaim"}: {
		"spec.accessModes", "spec.selector", "spec.storageClassName", "spec.volumeName",
	},
	{Kind: "Service"}:       {"spec.clusterIP"},
	{Kind: "Secret"}:        {"type"},
	{Kind: "ResourceQuota"}: {"spec.scopes"},
	{Group: "rbac.authorization.k8s.io", Kind: "RoleBinding"}:        {"roleRef"},
	{Group: "rbac.authorization.k8s.io", Kind: "ClusterRoleBinding"}: {"roleRef"},
	{Group: "storage.k8s.io", Kind: "StorageClass"}:                  {"parameters", "provisioner"},
}

// difference compares what the cluster had of what was declared then with what is declared now. What is not known yet counts
// as changed. Removals alone are told by the inputs, as the upstream plugin says.
func difference(before, after resource.PropertyMap) plugin.DiffResult {
	detailed := plugin.NewDetailedDiffFromObjectDiff(before.Diff(after), false)
	if len(detailed) == 0 {
		return plugin.DiffResult{Changes: plugin.DiffNone}
	}
	for path, change := range detailed {
		change.InputDiff = change.Kind == plugin.DiffDelete
		detailed[path] = change
	}
	return plugin.DiffResult{Changes: plugin.DiffSome, DetailedDiff: detailed}
}

// ignore drops changes of what the program ignores.
func ignore(result *plugin.DiffResult, ignored []string) {
	for path := range result.DetailedDiff {
		if slices.ContainsFunc(ignored, func(field string) bool { return contains(field, path) }) {
			delete(result.DetailedDiff, path)
		}
	}
	if len(result.DetailedDiff) == 0 {
		*result = plugin.DiffResult{Changes: plugin.DiffNone}
	}
}

func contains(field, path string) bool {
	whole, err := resource.ParsePropertyPath(field)
	if err != nil {
		return false
	}
	part, err := resource.ParsePropertyPath(path)
	return err == nil && whole.Contains(part)
}

// markReplacements turns changes of these fields into a replacement.
func markReplacements(result *plugin.DiffResult, fields []string) {
	for path, change := range result.DetailedDiff {
		if slices.ContainsFunc(fields, func(field string) bool { return touches(path, field) }) {
			result.DetailedDiff[path] = change.ToReplace()
			result.ReplaceKeys = append(result.ReplaceKeys, resource.PropertyKey(path))
		}
	}
	slices.Sort(result.ReplaceKeys)
}

// markUnready replaces an object that has not changed, as the upstream plugin does: because of its annotation.
func markUnready(result *plugin.DiffResult) {
	if result.DetailedDiff == nil {
		result.DetailedDiff = map[string]plugin.PropertyDiff{}
	}
	result.Changes = plugin.DiffSome
	result.DetailedDiff[unreadyPath] = plugin.PropertyDiff{Kind: plugin.DiffUpdateReplace}
	result.ReplaceKeys = append(result.ReplaceKeys, unreadyPath)
}

// The fields that tell one object from another.
var identifying = []string{"kind", "metadata.name", "metadata.namespace"}

func replacing(object *unstructured.Unstructured, settings settings) []string {
	kind := object.GroupVersionKind().GroupKind()
	fields := append(slices.Clone(identifying), immutable[kind]...)
	frozen, _, _ := unstructured.NestedBool(object.Object, "immutable")
	switch kind {
	case schema.GroupKind{Kind: "ConfigMap"}:
		if frozen || !settings.configMapMutable {
			fields = append(fields, "data", "binaryData")
		}
	case schema.GroupKind{Kind: "Secret"}:
		if frozen || !settings.secretMutable {
			fields = append(fields, "data", "stringData")
		}
	}
	return fields
}

// touches tells whether a change at path changes the field: it lies in it, or it holds it.
func touches(path, field string) bool { return contains(field, path) || contains(path, field) }

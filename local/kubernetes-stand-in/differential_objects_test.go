package main

import (
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// operation is one thing that a program and its user may do, tried through both plugins.
type operation struct {
	name string
	run  func(a *actor)
}

func (a *actor) service(name string, spec body) *thing {
	return a.declare("v1/Service", body{"metadata": body{"name": name, "annotations": body{skipAwait: "true"}}, "spec": spec})
}

func (a *actor) secret(data body) *thing {
	return a.declare("v1/Secret", body{"metadata": body{"name": "keys"}, "data": data})
}

func (a *actor) format(image string, annotations body) *thing {
	pod := body{"restartPolicy": "Never", "containers": []any{body{"name": "format", "image": image}}}
	return a.declare("batch/v1/Job", body{
		"metadata": body{"name": "format", "annotations": annotations}, "spec": body{"template": body{"spec": pod}},
	})
}

var objectOperations = []operation{
	{"the life of a ConfigMap", func(a *actor) {
		one, two := a.configMap("settings", body{"mode": "zookeeper", "old": "x"}), a.configMap("settings", body{"mode": "kraft"})
		one.preview("preview")
		one.create("create")
		one.diff("no change", one)
		one.diff("diff", two)
		one.update("preview of update", two, true)
		one.update("update", two, false)
		one.read("read")
		one.diff("no change after read", two)
		one.delete("delete")
		one.read("read when gone")
	}},
	{"create what exists with other values", func(a *actor) {
		a.configMap("settings", body{"mode": "theirs"}).other("create")
		one := a.configMap("settings", body{"mode": "kraft"})
		one.preview("preview")
		one.create("create")
	}},
	{"create what exists with the same values", func(a *actor) {
		a.configMap("settings", body{"mode": "kraft"}).other("create")
		one := a.configMap("settings", body{"mode": "kraft"})
		one.create("create")
	}},
	{"create what another stack has", func(a *actor) {
		a.configMap("settings", body{"mode": "zookeeper"}).create("first")
		a.configMap("settings", body{"mode": "kraft"}).create("second")
	}},
	{"update a field of another manager", func(a *actor) {
		one, two := a.configMap("settings", body{"mode": "zookeeper"}), a.configMap("settings", body{"mode": "kraft"})
		one.create("create")
		one.edit(`{"data": {"mode": "theirs", "more": "theirs"}}`)
		one.update("preview", two, true)
		one.update("update", two, false)
		one.diff("diff", two)
	}},
	{"update with patchForce", func(a *actor) {
		one := a.configMap("settings", body{"mode": "zookeeper"})
		two := a.declare("v1/ConfigMap", body{
			"metadata": body{"name": "settings", "annotations": body{"pulumi.com/patchForce": "true"}}, "data": body{"mode": "kraft"},
		})
		one.create("create")
		one.edit(`{"data": {"mode": "theirs"}}`)
		one.update("update", two, false)
	}},
	{"an unknown field", func(a *actor) {
		wrong := a.service("broker", body{"ports": []any{body{"port": 9092, "portt": 9092}}})
		right := a.service("broker", body{"ports": []any{body{"port": 9092}}})
		wrong.preview("preview")
		wrong.create("create")
		right.create("create without it")
		right.update("preview of update", wrong, true)
		right.update("update", wrong, false)
	}},
	{"an invalid value", func(a *actor) {
		wrong := a.service("broker", body{"ports": []any{body{"port": 70000}}})
		right := a.service("broker", body{"ports": []any{body{"port": 9092}}})
		wrong.preview("preview")
		wrong.create("create")
		right.create("create without it")
		right.update("preview of update", wrong, true)
		right.update("update", wrong, false)
		right.diff("diff", wrong)
	}},
	{"a namespace that does not exist, in preview", func(a *actor) {
		a.declare("v1/ConfigMap", body{"metadata": body{"name": "settings", "namespace": "comes-later"}}).preview("preview")
	}},
	{"a namespace that does not exist", func(a *actor) {
		a.declare("v1/ConfigMap", body{"metadata": body{"name": "settings", "namespace": "comes-never"}}).create("create")
	}},
	{"a kind that does not exist, in preview", func(a *actor) {
		a.declare("example.com/v1/Topic", body{"metadata": body{"name": "orders"}}).preview("preview")
	}},
	{"a kind that does not exist", func(a *actor) {
		a.declare("example.com/v1/Topic", body{"metadata": body{"name": "orders"}}).create("create")
	}},
	{"drift", func(a *actor) {
		one := a.configMap("settings", body{"mode": "kraft", "kept": "a", "gone": "b"})
		same := a.configMap("settings", body{"mode": "kraft", "kept": "a", "gone": "b"})
		one.create("create")
		one.edit(`{"data": {"mode": "theirs", "gone": null, "more": "c"}, "metadata": {"labels": {"a": "b"}}}`)
		one.diff("diff before read", same)
		one.read("read")
		one.diff("diff", same)
		one.update("update", same, false)
	}},
	{"another spelling of the same value", func(a *actor) {
		quota := a.declare("v1/ResourceQuota", body{
			"metadata": body{"name": "limit", "annotations": body{skipAwait: "true"}}, "spec": body{"hard": body{"cpu": "1000m"}},
		})
		quota.create("create")
		quota.diff("no change", quota)
		same := quota.declared
		quota.read("read")
		quota.diff("no change after read", quota.become(&thing{declared: same}))
	}},
	{"an object that is gone", func(a *actor) {
		one := a.configMap("settings", body{"mode": "kraft"})
		one.create("create")
		a.fault("delete", a.cluster.Delete(a.ctx, one.named()))
		one.update("update", a.configMap("settings", body{"mode": "zookeeper"}), false)
		gone := *one
		gone.read("read")
		one.delete("delete")
	}},
	{"another object of the name of one that is gone", func(a *actor) {
		one := a.configMap("settings", body{"mode": "kraft"})
		one.create("create")
		a.fault("delete", a.cluster.Delete(a.ctx, one.named()))
		a.configMap("settings", body{"mode": "theirs"}).other("create")
		one.delete("delete")
	}},
	{"delete what a finalizer holds", func(a *actor) {
		one := a.configMap("settings", body{"mode": "kraft"})
		one.create("create")
		one.edit(`{"metadata": {"finalizers": ["example.com/backup"]}}`)
		one.timeout = 2
		one.delete("delete")
		one.edit(`{"metadata": {"finalizers": null}}`)
		one.delete("delete once more")
	}},
	{"another name", func(a *actor) {
		one := a.configMap("settings", body{"mode": "kraft"})
		one.create("create")
		one.diff("name", a.configMap("others", body{"mode": "kraft"}))
		one.diff("namespace", a.declare("v1/ConfigMap", body{
			"metadata": body{"name": "settings", "namespace": "default"}, "data": body{"mode": "kraft"},
		}))
	}},
	{"only what is secret changes", func(a *actor) {
		one := a.configMap("settings", body{"mode": "kraft"})
		one.create("create")
		two := a.configMap("settings", body{"mode": resource.MakeSecret(resource.NewStringProperty("kraft"))})
		one.diff("diff", two)
		one.update("update", two, false)
	}},
	{"a Secret", func(a *actor) {
		one := a.secret(body{"a": "YQ==", "b": "Yg=="})
		one.preview("preview")
		one.create("create")
		one.diff("no change", one)
		one.diff("diff", a.secret(body{"a": "YQ==", "b": "Yw=="}))
		one.update("update", a.secret(body{"a": "YQ==", "b": "Yw=="}), false)
		one.read("read")
		one.delete("delete")
	}},
	{"a Secret with stringData", func(a *actor) {
		one := a.declare("v1/Secret", body{"metadata": body{"name": "keys"}, "stringData": body{"password": "geheim"}})
		same := one.declared
		one.create("create")
		one.diff("no change", one)
		one.read("read")
		one.diff("no change after read", one.become(&thing{declared: same}))
		one.diff("diff", a.declare("v1/Secret", body{"metadata": body{"name": "keys"}, "stringData": body{"password": "other"}}))
	}},
	{"a declared secret in an object", func(a *actor) {
		one := a.configMap("settings", body{"mode": resource.MakeSecret(resource.NewStringProperty("kraft")), "open": "x"})
		one.create("create")
		one.read("read")
	}},
	{"a value that is not known yet", func(a *actor) {
		one, later := a.configMap("settings", body{"mode": "kraft"}), a.configMap("settings", body{"mode": unknown(), "b": "c"})
		later.preview("preview")
		one.create("create")
		one.diff("diff", later)
		one.update("preview of update", later, true)
	}},
	{"a name that is not known yet", func(a *actor) {
		a.declare("v1/ConfigMap", body{"metadata": body{"name": unknown()}}).preview("preview")
	}},
	{"an import of a ConfigMap", func(a *actor) {
		one := a.configMap("settings", body{"mode": "theirs"})
		one.other("create")
		one.id = resource.ID(a.namespace + "/settings")
		one.read("read")
		one.diff("no change", one)
		one.diff("diff", a.configMap("settings", body{"mode": "kraft"}))
		one.update("update", a.configMap("settings", body{"mode": "kraft"}), false)
	}},
	{"an import of a Secret", func(a *actor) {
		one := a.secret(body{"a": "YQ=="})
		one.other("create")
		one.id = resource.ID(a.namespace + "/keys")
		one.read("read")
	}},
	{"an import of a Namespace", func(a *actor) {
		one := a.declare("v1/Namespace", body{"metadata": body{"name": a.namespace, "namespace": clusterWide}})
		one.id = resource.ID(a.namespace)
		one.read("read")
	}},
	{"an import of nothing", func(a *actor) {
		one := a.configMap("settings", nil)
		one.id = resource.ID(a.namespace + "/settings")
		one.read("read")
	}},
	{"no name", func(a *actor) {
		one := a.declare("v1/ConfigMap", body{"metadata": body{}, "data": body{"mode": "kraft"}})
		one.check("check", nil)
	}},
	{"a generated name", func(a *actor) {
		a.declare("v1/ConfigMap", body{"metadata": body{"generateName": "settings-"}}).check("check", nil)
	}},
	{"a list", func(a *actor) {
		a.declare("v1/ConfigMapList", body{"metadata": body{"name": "all"}, "items": []any{}}).check("check", nil)
	}},
	{"what the program ignores", func(a *actor) {
		one := a.configMap("settings", body{"mode": "kraft"})
		one.create("create")
		one.ignored("diff", a.configMap("settings", body{"mode": "zookeeper", "more": "x"}), "data.mode")
	}},
	{"the preview of a replacement of the same name", func(a *actor) {
		one := a.format("kafka", body{skipAwait: "true"})
		one.create("create")
		one.diff("diff", a.format("another", body{skipAwait: "true"}))
		a.format("another", body{skipAwait: "true"}).preview("preview")
	}},
	{"an immutable field in place", func(a *actor) {
		one := a.format("kafka", body{skipAwait: "true"})
		one.create("create")
		one.update("preview", a.format("another", body{skipAwait: "true"}), true)
		one.update("update", a.format("another", body{skipAwait: "true"}), false)
	}},
	{"deletion in the background", func(a *actor) {
		one := a.declare("v1/ConfigMap", body{"metadata": body{
			"name": "settings", "annotations": body{"pulumi.com/deletionPropagationPolicy": "background"},
		}})
		one.create("create")
		one.delete("delete")
	}},
}

var patchOperations = []operation{
	{"a patch", func(a *actor) {
		a.configMap("settings", body{"mode": "kraft"}).other("create")
		one, two := a.patch(body{"a": "1", "b": "2"}), a.patch(body{"a": "4"})
		one.preview("preview")
		one.create("create")
		one.diff("no change", one)
		one.diff("diff", two)
		one.update("preview of update", two, true)
		one.update("update", two, false)
		one.read("read")
		one.delete("delete")
	}},
	{"a patch of what does not exist", func(a *actor) {
		one := a.patch(body{"a": "1"})
		one.preview("preview")
		one.create("create")
	}},
	{"a patch of what is gone", func(a *actor) {
		object, one := a.configMap("settings", body{"mode": "kraft"}), a.patch(body{"a": "1"})
		object.other("create")
		one.create("create")
		a.fault("delete", a.cluster.Delete(a.ctx, object.named()))
		one.update("update", a.patch(body{"a": "2"}), false)
		one.delete("delete")
	}},
	{"a patch of a field of another manager", func(a *actor) {
		a.configMap("settings", body{"mode": "theirs"}).other("create")
		a.patch(body{"mode": "ours"}).create("create")
	}},
	{"two patches of one object", func(a *actor) {
		a.configMap("settings", body{"mode": "kraft"}).other("create")
		one, other := a.patch(body{"a": "1"}), a.patch(body{"b": "2"})
		other.urn += "-more"
		one.create("one")
		other.create("other")
		one.delete("delete one")
	}},
}

func (a *actor) patch(data body) *thing {
	return a.declare("v1/ConfigMapPatch", body{"metadata": body{"name": "settings"}, "data": data})
}

var customOperations = []operation{
	{"a kind and its object in one run", func(a *actor) {
		kind := "Kind" + a.namespace
		definition := a.definition(kind, "integer")
		definition.create("definition")
		object := a.custom(kind, body{"partitions": 3})
		object.served()
		object.create("create")
		// Not before: what upstream knows of the server's kinds may be from before the definition.
		a.custom(kind, body{"partitions": 5}).preview("preview")
		object.diff("no change", object)
		object.diff("diff", a.custom(kind, body{"partitions": 4}))
		object.update("update", a.custom(kind, body{"partitions": 4}), false)
		a.custom(kind, body{"partition": 3}).preview("preview of an unknown field")
		object.read("read")
		definition.diff("diff of definition", a.definition(kind, "string"))
		object.delete("delete")
		definition.delete("delete definition")
		object.delete("delete without a definition")
		object.read("read without a definition")
	}},
}

// definition declares a kind that no other actor has, with a field of this type.
func (a *actor) definition(kind, typeOfField string) *thing {
	schema := body{"type": "object", "properties": body{"spec": body{
		"type": "object", "properties": body{"partitions": body{"type": typeOfField}},
	}}}
	singular := strings.ToLower(kind)
	return a.declare("apiextensions.k8s.io/v1/CustomResourceDefinition", body{
		"metadata": body{"name": singular + "s.example.com", "namespace": clusterWide},
		"spec": body{
			"group": "example.com", "scope": "Namespaced", "names": body{"kind": kind, "plural": singular + "s"},
			"versions": []any{body{"name": "v1", "served": true, "storage": true, "schema": body{"openAPIV3Schema": schema}}},
		},
	})
}

func (a *actor) custom(kind string, spec body) *thing {
	return a.declare("example.com/v1/"+kind, body{"metadata": body{"name": "orders"}, "spec": spec})
}

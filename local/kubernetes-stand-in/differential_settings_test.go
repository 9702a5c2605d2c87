package main

import (
	"context"
	"strings"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	authorizationv1 "k8s.io/api/authorization/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/wait"
)

// garbage is no kubeconfig, and must not be repeated, for it may be a credential.
const garbage = "users: geheim"

func (a *actor) checkConfig(step string, settings body) {
	response, err := a.provider.CheckConfig(a.ctx, plugin.CheckConfigRequest{
		URN:  resource.NewURN("test", "project", "", providerType, "cluster"),
		News: resource.NewPropertyMapFromMap(settings), AllowUnknowns: true,
	})
	a.note(step, "result", class(err))
	a.note(step, "failures", failures(response.Failures))
}

func (a *actor) diffConfig(step string, before, after body) {
	result, err := a.provider.DiffConfig(a.ctx, plugin.DiffConfigRequest{
		URN:       resource.NewURN("test", "project", "", providerType, "cluster"),
		OldInputs: resource.NewPropertyMapFromMap(before), OldOutputs: resource.NewPropertyMapFromMap(before),
		NewInputs: resource.NewPropertyMapFromMap(after), AllowUnknowns: true,
	})
	a.note(step, "result", class(err))
	a.noteDiff(step, result)
}

// settingsOperations need a plugin, but no cluster.
var settingsOperations = []operation{
	{"CheckConfig", func(a *actor) {
		a.checkConfig("the program's settings", body{
			"kubeconfig": nowhere, "context": "a", "enableServerSideApply": true, "enableConfigMapMutable": true,
			"kubeClientSettings": body{"qps": 50},
		})
		a.checkConfig("no kubeconfig", body{})
		for name, value := range map[string]any{
			"namespace": "kafka", "cluster": "a", "deleteUnreachable": true, "enableServerSideApply": false,
			"suppressDeprecationWarnings": true, "skipUpdateUnreachable": true, "clusterIdentifier": "x", "strictMode": "true",
		} {
			a.checkConfig(name, body{"kubeconfig": nowhere, "context": "a", name: value})
		}
		a.checkConfig("renderYamlToDirectory", body{"kubeconfig": nowhere, "renderYamlToDirectory": "/tmp/x"})
		a.checkConfig("unknown kubeconfig", body{"kubeconfig": unknown()})
	}},
	{"DiffConfig", func(a *actor) {
		one := body{"kubeconfig": nowhere, "enableConfigMapMutable": true}
		a.diffConfig("no change", one, one)
		a.diffConfig("another setting", one, body{"kubeconfig": nowhere, "enableConfigMapMutable": false})
		a.diffConfig("another server", one, body{
			"kubeconfig": strings.ReplaceAll(nowhere, "127.0.0.1:1", "127.0.0.1:2"), "enableConfigMapMutable": true,
		})
		a.diffConfig("another user", one, body{
			"kubeconfig": strings.ReplaceAll(nowhere, `"a"`, `"b"`), "enableConfigMapMutable": true,
		})
		a.diffConfig("unknown kubeconfig", one, body{"kubeconfig": unknown(), "enableConfigMapMutable": true})
	}},
}

// unreachableOperations meet a cluster that is not there, or settings that name none.
var unreachableOperations = []operation{
	{"a cluster that is not there", func(a *actor) { a.lifeWithoutCluster() }},
}

func (a *actor) lifeWithoutCluster() {
	one := a.configMap("settings", body{"mode": "kraft"})
	one.preview("preview")
	one.create("create")
	one.adopt()
	one.diff("diff", a.configMap("settings", body{"mode": "zookeeper"}))
	one.update("update", a.configMap("settings", body{"mode": "zookeeper"}), false)
	gone := *one
	gone.read("read")
	one.delete("delete")
}

// frozenOperations run with the settings that upstream has by itself.
var frozenOperations = []operation{
	{"a ConfigMap whose data are immutable", func(a *actor) {
		one := a.configMap("settings", body{"mode": "kraft"})
		one.create("create")
		one.diff("change", a.configMap("settings", body{"mode": "zookeeper"}))
		one.diff("add", a.configMap("settings", body{"mode": "kraft", "more": "x"}))
		one.diff("remove", a.configMap("settings", nil))
	}},
}

// limitedOperations run as a user with these rights and no others.
var limitedOperations = []operation{
	{"a RoleBinding whose Role comes later, by who may not bind it", func(a *actor) {
		a.allow([]string{"get", "create", "patch", "update", "delete"}, "rbac.authorization.k8s.io", "rolebindings")
		a.binding().preview("preview")
	}},
	{"create without rights", func(a *actor) {
		one := a.configMap("settings", body{"mode": "kraft"})
		one.preview("preview")
		one.create("create")
	}},
	{"create without the right to read", func(a *actor) {
		a.allow([]string{"create", "patch"}, "", "configmaps")
		one := a.configMap("settings", body{"mode": "kraft"})
		one.preview("preview")
		one.create("create")
	}},
	{"the rest without rights", func(a *actor) {
		one := a.configMap("settings", body{"mode": "kraft"})
		one.other("create")
		one.adopt()
		next := a.configMap("settings", body{"mode": "zookeeper"})
		one.diff("diff", next)
		one.update("preview", next, true)
		one.update("update", next, false)
		again := *one
		again.read("read")
		one.delete("delete")
	}},
	{"update with the right to read only", func(a *actor) {
		a.allow([]string{"get"}, "", "configmaps")
		one := a.configMap("settings", body{"mode": "kraft"})
		one.other("create")
		one.adopt()
		next := a.configMap("settings", body{"mode": "zookeeper"})
		one.update("preview", next, true)
		one.update("update", next, false)
		one.read("read")
		one.delete("delete")
	}},
}

func (a *actor) binding() *thing {
	return a.declare("rbac.authorization.k8s.io/v1/RoleBinding", body{
		"metadata": body{"name": "use-it"},
		"roleRef":  body{"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "comes-later"},
		"subjects": []any{body{"kind": "ServiceAccount", "name": "kafka", "namespace": a.namespace}},
	})
}

// limitedUser is the client certificate's name.
const limitedUser = "limited"

func (a *actor) allow(verbs []string, group string, resource string) {
	role := &rbacv1.Role{
		ObjectMeta: metav1.ObjectMeta{Name: limitedUser, Namespace: a.namespace},
		Rules:      []rbacv1.PolicyRule{{APIGroups: []string{group}, Resources: []string{resource}, Verbs: verbs}},
	}
	a.fault("role", a.cluster.Create(a.ctx, role))
	a.fault("binding", a.cluster.Create(a.ctx, &rbacv1.RoleBinding{
		ObjectMeta: metav1.ObjectMeta{Name: limitedUser, Namespace: a.namespace},
		RoleRef:    rbacv1.RoleRef{APIGroup: rbacv1.GroupName, Kind: "Role", Name: limitedUser},
		Subjects:   []rbacv1.Subject{{APIGroup: rbacv1.GroupName, Kind: "User", Name: limitedUser}},
	}))
	// The API server hears of it a little later.
	a.fault("rights", wait.PollUntilContextTimeout(a.ctx, 50*time.Millisecond, time.Minute, true,
		func(ctx context.Context) (bool, error) {
			review := &authorizationv1.SubjectAccessReview{Spec: authorizationv1.SubjectAccessReviewSpec{
				User: limitedUser,
				ResourceAttributes: &authorizationv1.ResourceAttributes{
					Namespace: a.namespace, Verb: verbs[0], Group: group, Resource: resource,
				},
			}}
			err := a.cluster.Create(ctx, review)
			return review.Status.Allowed, err
		}))
}

package main

import (
	"context"
	"errors"
	"net/url"
	"syscall"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

func TestAnIdNamesAnObject(t *testing.T) {
	for typeName, want := range map[string][2]string{
		"kubernetes:core/v1:Secret":                        {"v1", "Secret"},
		"kubernetes:apps/v1:StatefulSet":                   {"apps/v1", "StatefulSet"},
		"kubernetes:rbac.authorization.k8s.io/v1:Role":     {"rbac.authorization.k8s.io/v1", "Role"},
		"kubernetes:security.openshift.io/v1:SomethingOwn": {"security.openshift.io/v1", "SomethingOwn"},
	} {
		for id, parts := range map[resource.ID][2]string{"here/it": {"here", "it"}, "it": {"", "it"}} {
			object, err := identified(plugin.ReadRequest{Type: tokens.Type(typeName), ID: id})
			require.NoError(t, err)
			assert.Equal(t, want, [2]string{object.GetAPIVersion(), object.GetKind()})
			assert.Equal(t, parts, [2]string{object.GetNamespace(), object.GetName()})
			assert.Equal(t, id, identity(object))
		}
	}
	_, err := identified(plugin.ReadRequest{Type: "kubernetes:nonsense", ID: "it"})
	assert.ErrorContains(t, err, "kubernetes:nonsense")
}

func TestEachResourceHasAManagerOfItsOwn(t *testing.T) {
	one, other := newManager(), newManager()
	assert.NotEqual(t, one, other)
	assert.Regexp(t, "^pulumi-kubernetes-[0-9a-f]{8}$", one)
	kept := resource.PropertyMap{fieldManager: resource.NewStringProperty(one)}
	assert.Equal(t, one, managerOf(kept))
}

func TestErrorsThatPass(t *testing.T) {
	things := schema.GroupResource{Resource: "things"}
	for _, err := range []error{
		apierrors.NewServerTimeout(things, "get", 1), apierrors.NewTooManyRequests("slow", 1),
		apierrors.NewServiceUnavailable("starting"), apierrors.NewInternalError(errors.New("etcd")),
		syscall.ECONNREFUSED, syscall.ECONNRESET, &url.Error{Op: "Get", Err: errors.New("EOF")}, context.DeadlineExceeded,
	} {
		assert.NoError(t, temporary(err), "%v", err)
	}
	for _, err := range []error{
		apierrors.NewNotFound(things, "it"), apierrors.NewForbidden(things, "it", errors.New("no")), apierrors.NewUnauthorized("who"),
	} {
		assert.Equal(t, err, temporary(err))
	}
	assert.NoError(t, temporary(nil))
}

func TestALeftoverSaysWhatKeepsIt(t *testing.T) {
	live := &unstructured.Unstructured{Object: body{
		"metadata": body{"deletionTimestamp": "2026-01-02T03:04:05Z", "finalizers": []any{"a/b", "c/d"}},
		"status": body{"conditions": []any{
			body{"type": "NamespaceContentRemaining", "status": "True", "message": "Some resources are remaining"},
			body{"type": "NamespaceDeletionDiscoveryFailure", "status": "False", "message": "All is well"},
		}},
	}}
	assert.Equal(t, "being deleted since 2026-01-02T03:04:05Z, held by a/b, c/d; Some resources are remaining", leftover(live))
}

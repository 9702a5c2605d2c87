package main

import (
	"context"
	"encoding/json"
	"fmt"

	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/discovery/cached/memory"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/restmapper"
)

// cluster speaks with one API server about objects of any kind.
type cluster struct {
	objects dynamic.Interface
	mapper  *restmapper.DeferredDiscoveryRESTMapper
}

// openCluster connects lazily. What the API server warns of goes to warn.
func openCluster(settings settings, warn func(string)) (*cluster, error) {
	loading, err := settings.clientConfig()
	if err != nil {
		return nil, err
	}
	config, err := loading.ClientConfig()
	if err != nil {
		return nil, fmt.Errorf("cannot load the kubeconfig: %w", err)
	}
	config.QPS, config.Burst = settings.client.QPS, settings.client.Burst
	config.WarningHandler = warningHandler(warn)
	objects, err := dynamic.NewForConfig(config)
	if err != nil {
		return nil, err
	}
	found, err := discovery.NewDiscoveryClientForConfig(config)
	if err != nil {
		return nil, err
	}
	return &cluster{objects, restmapper.NewDeferredDiscoveryRESTMapper(memory.NewMemCacheClient(found))}, nil
}

type warningHandler func(string)

func (w warningHandler) HandleWarningHeader(code int, _ string, text string) {
	if code == 299 && text != "" {
		w(text)
	}
}

var _ rest.WarningHandler = warningHandler(nil)

// client is for objects of this one's kind and namespace.
func (c *cluster) client(object *unstructured.Unstructured) (dynamic.ResourceInterface, error) {
	kind := object.GroupVersionKind()
	mapping, err := c.mapper.RESTMapping(kind.GroupKind(), kind.Version)
	if meta.IsNoMatchError(err) {
		// Its definition may have come with this very run.
		c.mapper.Reset()
		mapping, err = c.mapper.RESTMapping(kind.GroupKind(), kind.Version)
	}
	if err != nil {
		return nil, err
	}
	client := c.objects.Resource(mapping.Resource)
	if mapping.Scope.Name() == meta.RESTScopeNameRoot {
		return client, nil
	}
	namespace := object.GetNamespace()
	if namespace == "" {
		namespace = metav1.NamespaceDefault
	}
	return client.Namespace(namespace), nil
}

func (c *cluster) get(ctx context.Context, object *unstructured.Unstructured) (*unstructured.Unstructured, error) {
	client, err := c.client(object)
	if err != nil {
		return nil, err
	}
	return client.Get(ctx, object.GetName(), metav1.GetOptions{})
}

// serves tells whether the API server has the object's kind, as far as can be told.
func (c *cluster) serves(object *unstructured.Unstructured) bool {
	_, err := c.client(object)
	return err == nil
}

// application is how fields are declared: with dryRun the API server answers as if, and keeps nothing; with force fields of
// other managers are taken over.
type application struct{ dryRun, force bool }

// apply declares the fields of the object as the manager's. Fields that the API server does not know are refused.
func (c *cluster) apply(
	ctx context.Context, object *unstructured.Unstructured, manager string, how application,
) (*unstructured.Unstructured, error) {
	client, err := c.client(object)
	if err != nil {
		return nil, err
	}
	body, err := json.Marshal(object.Object)
	if err != nil {
		return nil, err
	}
	options := metav1.PatchOptions{
		FieldManager: manager, FieldValidation: metav1.FieldValidationStrict, Force: &how.force,
	}
	if how.dryRun {
		options.DryRun = []string{metav1.DryRunAll}
	}
	return client.Patch(ctx, object.GetName(), types.ApplyPatchType, body, options)
}

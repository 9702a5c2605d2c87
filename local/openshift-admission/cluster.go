package main

import (
	"context"
	"errors"
	"log"

	securityv1 "github.com/openshift/api/security/v1"
	authenticationv1 "k8s.io/api/authentication/v1"
	authorizationv1 "k8s.io/api/authorization/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/cache"
)

// liveCluster caches a cluster's constraints and namespaces, and authorizes by SubjectAccessReviews.
type liveCluster struct {
	client              kubernetes.Interface
	sccs, allNamespaces cache.SharedInformer
}

func newLiveCluster(config *rest.Config) (*liveCluster, error) {
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return nil, err
	}
	scheme := runtime.NewScheme()
	if err := securityv1.Install(scheme); err != nil {
		return nil, err
	}
	security := rest.CopyConfig(config)
	security.APIPath = "/apis"
	security.GroupVersion = &securityv1.GroupVersion
	security.NegotiatedSerializer = serializer.NewCodecFactory(scheme).WithoutConversion()
	constraints, err := rest.RESTClientFor(security)
	if err != nil {
		return nil, err
	}
	follow := func(getter cache.Getter, resource string, kind runtime.Object) cache.SharedInformer {
		return cache.NewSharedInformer(cache.NewListWatchFromClient(getter, resource, "", fields.Everything()), kind, 0)
	}
	return &liveCluster{
		client:        client,
		sccs:          follow(constraints, "securitycontextconstraints", &securityv1.SecurityContextConstraints{}),
		allNamespaces: follow(client.CoreV1().RESTClient(), "namespaces", &corev1.Namespace{}),
	}, nil
}

// start returns once both caches are filled.
func (c *liveCluster) start(ctx context.Context) error {
	go c.sccs.Run(ctx.Done())
	go c.allNamespaces.Run(ctx.Done())
	if !cache.WaitForCacheSync(ctx.Done(), c.sccs.HasSynced, c.allNamespaces.HasSynced) {
		return errors.New("the caches of namespaces and security context constraints are not filled")
	}
	return nil
}

func (c *liveCluster) constraints() []*securityv1.SecurityContextConstraints {
	var found []*securityv1.SecurityContextConstraints
	for _, object := range c.sccs.GetStore().List() {
		found = append(found, object.(*securityv1.SecurityContextConstraints))
	}
	return found
}

func (c *liveCluster) namespace(name string) *corev1.Namespace {
	object, found, err := c.allNamespaces.GetStore().GetByKey(name)
	if err != nil || !found {
		return nil
	}
	return object.(*corev1.Namespace)
}

// mayUse denies when the review fails, as OpenShift does.
func (c *liveCluster) mayUse(ctx context.Context, user authenticationv1.UserInfo, namespace, constraints string) bool {
	extra := map[string]authorizationv1.ExtraValue{}
	for key, value := range user.Extra {
		extra[key] = authorizationv1.ExtraValue(value)
	}
	review := &authorizationv1.SubjectAccessReview{Spec: authorizationv1.SubjectAccessReviewSpec{
		User: user.Username, UID: user.UID, Groups: user.Groups, Extra: extra,
		ResourceAttributes: &authorizationv1.ResourceAttributes{
			Verb: "use", Group: securityv1.GroupName, Resource: "securitycontextconstraints", Name: constraints, Namespace: namespace,
		},
	}}
	answer, err := c.client.AuthorizationV1().SubjectAccessReviews().Create(ctx, review, metav1.CreateOptions{})
	if err != nil {
		log.Printf("cannot review whether %s may use %s: %v", user.Username, constraints, err)
		return false
	}
	return answer.Status.Allowed
}

package main

import (
	"context"
	"log"
	"strconv"
	"strings"
	"time"

	securityv1 "github.com/openshift/api/security/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	applycorev1 "k8s.io/client-go/applyconfigurations/core/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/util/workqueue"
)

// OpenShift's defaults for the numbers of users and the SELinux categories of namespaces.
const (
	firstUser          = 1_000_000_000
	usersPerNamespace  = 10_000
	blocks             = 100_000
	labelsPerNamespace = 5
	categories         = 1024
	fieldManager       = "cluster-policy-controller"
)

// allocator gives each namespace its ranges, as OpenShift's cluster-policy-controller does.
type allocator struct {
	client kubernetes.Interface
	// taken has the blocks that were ever given away: a deleted namespace's is not used again, as its files may still be there.
	taken map[int64]bool
	queue workqueue.TypedRateLimitingInterface[string]
	get   func(name string) *corev1.Namespace
}

func newAllocator(client kubernetes.Interface, namespaces cache.SharedInformer, get func(string) *corev1.Namespace) (*allocator, error) {
	limiter := workqueue.NewTypedItemExponentialFailureRateLimiter[string](50*time.Millisecond, 10*time.Second)
	a := &allocator{client, map[int64]bool{}, workqueue.NewTypedRateLimitingQueue(limiter), get}
	add := func(object any) { a.queue.Add(object.(*corev1.Namespace).Name) }
	_, err := namespaces.AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc: add, UpdateFunc: func(_, object any) { add(object) },
	})
	return a, err
}

// run counts what is taken already, and then serves one namespace after the other.
func (a *allocator) run(ctx context.Context, existing []any) {
	for _, object := range existing {
		if users, err := parseBlock(object.(*corev1.Namespace).Annotations[securityv1.UIDRangeAnnotation]); err == nil {
			a.taken[(users.start-firstUser)/usersPerNamespace] = true
		}
	}
	context.AfterFunc(ctx, a.queue.ShutDown)
	for {
		name, over := a.queue.Get()
		if over {
			return
		}
		if err := a.allocate(ctx, name); err != nil {
			log.Printf("namespace %s has no ranges yet: %v", name, err)
			a.queue.AddRateLimited(name)
		} else {
			a.queue.Forget(name)
		}
		a.queue.Done(name)
	}
}

func (a *allocator) allocate(ctx context.Context, name string) error {
	namespace := a.get(name)
	if namespace == nil || namespace.Annotations[securityv1.UIDRangeAnnotation] != "" {
		return nil
	}
	number := int64(0)
	for a.taken[number] && number < blocks {
		number++
	}
	annotations := rangesOf(number)
	if label, found := namespace.Annotations[securityv1.MCSAnnotation]; found {
		annotations[securityv1.MCSAnnotation] = label
	}
	change := applycorev1.Namespace(name).WithResourceVersion(namespace.ResourceVersion).WithAnnotations(annotations)
	if _, err := a.client.CoreV1().Namespaces().Apply(ctx, change, metav1.ApplyOptions{FieldManager: fieldManager}); err != nil {
		return err
	}
	a.taken[number] = true
	return nil
}

func rangesOf(number int64) map[string]string {
	start := firstUser + number*usersPerNamespace
	users := block{start, start + usersPerNamespace - 1}.String()
	return map[string]string{
		securityv1.UIDRangeAnnotation:           users,
		securityv1.SupplementalGroupsAnnotation: users,
		securityv1.MCSAnnotation:                "s0:" + strings.Join(categoryPair(number*labelsPerNamespace), ","),
	}
}

// categoryPair is one of all pairs of different categories, counted c1,c0; c2,c0; c2,c1; c3,c0 and so on.
func categoryPair(number int64) []string {
	high := int64(1)
	for high < categories-1 && high*(high+1)/2 <= number {
		high++
	}
	low := number - high*(high-1)/2
	return []string{"c" + strconv.FormatInt(high, 10), "c" + strconv.FormatInt(low, 10)}
}

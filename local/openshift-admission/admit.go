package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	securityv1 "github.com/openshift/api/security/v1"
	authenticationv1 "k8s.io/api/authentication/v1"
	corev1 "k8s.io/api/core/v1"
	apiequality "k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	utilerrors "k8s.io/apimachinery/pkg/util/errors"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/apimachinery/pkg/util/wait"
)

// subjectTypeAnnotation of an admitted pod has no constant in openshift/api.
const subjectTypeAnnotation = "security.openshift.io/validated-scc-subject-type"

// defaultConstraints are those without which OpenShift admits nothing.
var defaultConstraints = []string{"anyuid", "hostaccess", "hostmount-anyuid", "hostnetwork", "hostnetwork-v2", "nonroot", "nonroot-v2",
	"privileged", "restricted", "restricted-v2"}

// cluster is what decisions depend on, apart from the pod.
type cluster interface {
	// constraints returns all, in an order of its own.
	constraints() []*securityv1.SecurityContextConstraints
	// namespace returns nil unless it exists.
	namespace(name string) *corev1.Namespace
	// mayUse reports whether RBAC permits the user the verb use of the constraints.
	mayUse(ctx context.Context, user authenticationv1.UserInfo, namespace, constraints string) bool
}

// request is the creation or the update of a pod.
type request struct {
	user            authenticationv1.UserInfo
	namespace, name string
	pod             *corev1.Pod
	// before is the pod that an update changes.
	before *corev1.Pod
	// ephemeral is for an update that adds ephemeral containers.
	ephemeral bool
}

// admission admits pods as OpenShift's admission plugin security.openshift.io/SecurityContextConstraint does.
type admission struct {
	cluster
	// timeout is how long ranges of a new namespace are waited for.
	timeout time.Duration
}

// mutate returns the pod with the annotations and settings of the first constraints that permit it.
func (a admission) mutate(ctx context.Context, r request) (*corev1.Pod, error) {
	if r.isIgnored() {
		return r.pod, nil
	}
	required := r.pod.Annotations[securityv1.RequiredSCCAnnotation]
	if r.before != nil && required != r.before.Annotations[securityv1.RequiredSCCAnnotation] {
		return nil, r.forbidden(fmt.Errorf("invalid change of required security context constraint annotation: %v", securityv1.RequiredSCCAnnotation))
	}
	accepts := r.anything
	if r.before != nil {
		accepts = r.nothing
		if r.ephemeral {
			accepts = r.onlyEphemeral
		}
	}
	chosen, problems, err := a.choose(ctx, r, required, "", accepts)
	if err != nil {
		return nil, r.forbidden(err)
	}
	if chosen == nil {
		return nil, r.forbidden(fmt.Errorf("unable to validate against any security context constraint: %v", problems.ToAggregate()))
	}
	if chosen.pod.Annotations == nil {
		chosen.pod.Annotations = map[string]string{}
	}
	chosen.pod.Annotations[securityv1.ValidatedSCCAnnotation] = chosen.constraints
	chosen.pod.Annotations[subjectTypeAnnotation] = chosen.subject
	return chosen.pod, nil
}

// validate refuses a pod that others changed afterwards, so that no constraints permit it as it is now.
func (a admission) validate(ctx context.Context, r request) error {
	if r.isIgnored() {
		return nil
	}
	required, validated := r.pod.Annotations[securityv1.RequiredSCCAnnotation], r.pod.Annotations[securityv1.ValidatedSCCAnnotation]
	if required != "" && required != validated {
		return r.forbidden(fmt.Errorf("required scc/%v does not match the suggested scc/%v", required, validated))
	}
	chosen, problems, err := a.choose(ctx, r, required, validated, r.nothing)
	if err != nil {
		return r.forbidden(err)
	}
	if chosen == nil {
		return r.forbidden(fmt.Errorf("unable to validate against any security context constraint: %v", problems))
	}
	return nil
}

// connect refuses commands in a pod that the user could not create.
func (a admission) connect(ctx context.Context, r request, subresource string) error {
	if _, err := a.mutate(ctx, r); err != nil {
		return apierrors.NewForbidden(corev1.Resource("pods"), r.name, fmt.Errorf(
			"%s operation is not allowed because the pod's security context exceeds your permissions: %v", subresource, err))
	}
	return nil
}

// choice is the pod with the chosen constraints applied, and the type of subject that may use them: user or serviceaccount.
type choice struct {
	pod                  *corev1.Pod
	constraints, subject string
}

// choose tries constraints in order until one permits the pod, and changes it in no way that is not accepted.
func (a admission) choose(ctx context.Context, r request, required, first string, accepts func(*corev1.Pod) bool) (
	*choice, field.ErrorList, error,
) {
	candidates, err := a.candidates(required, first)
	if err != nil {
		return nil, nil, err
	}
	namespace, err := a.namespaceWithRanges(ctx, r.namespace)
	if err != nil {
		return nil, nil, err
	}
	resolved := make([]*securityv1.SecurityContextConstraints, 0, len(candidates))
	var errs []error
	for _, scc := range candidates {
		concrete, err := forNamespace(scc, namespace)
		errs = append(errs, err)
		resolved = append(resolved, concrete)
	}
	if err := utilerrors.NewAggregate(errs); err != nil {
		return nil, nil, err
	}
	var problems field.ErrorList
	var unusable *securityv1.SecurityContextConstraints
	secondVersion := false
	for _, scc := range resolved {
		secondVersion = secondVersion || scc.Name == "restricted-v2"
		subject := a.subject(ctx, r, scc)
		if subject == "" {
			if scc.Name == "restricted" {
				unusable = scc
			}
			problems = append(problems, field.Forbidden(field.NewPath(fmt.Sprintf("provider %q", scc.Name)), "not usable by user or serviceaccount"))
			continue
		}
		pod := r.pod.DeepCopy()
		if found := apply(scc, pod); len(found) > 0 {
			problems = append(problems, found...)
		} else if accepts(pod) {
			return &choice{pod, scc.Name, subject}, nil, nil
		}
	}
	if secondVersion && unusable != nil && len(apply(unusable, r.pod.DeepCopy())) == 0 {
		problems = append(problems, field.Forbidden(field.NewPath("no access to scc/restricted"),
			"the pod fails to validate against the `restricted-v2` security context constraint, "+
				"but would validate successfully against the `restricted` security context constraint"))
	}
	return nil, problems, nil
}

// candidates are the required constraints, or all in the order in which they are tried, those of the hint first.
func (a admission) candidates(required, hint string) ([]*securityv1.SecurityContextConstraints, error) {
	var found []*securityv1.SecurityContextConstraints
	byName := map[string]*securityv1.SecurityContextConstraints{}
	for _, scc := range a.constraints() {
		byName[scc.Name] = scc
		found = append(found, scc)
	}
	var absent []string
	for _, name := range defaultConstraints {
		if byName[name] == nil {
			absent = append(absent, name)
		}
	}
	if len(absent) > 0 {
		return nil, fmt.Errorf("securitycontextconstraints.security.openshift.io cache is missing %v", strings.Join(absent, ", "))
	}
	if required != "" {
		if byName[required] == nil {
			return nil, fmt.Errorf("failed to retrieve the required SCC %q: %w", required,
				apierrors.NewNotFound(securityv1.Resource("securitycontextconstraints"), required))
		}
		return []*securityv1.SecurityContextConstraints{byName[required]}, nil
	}
	inOrder(found)
	slices.SortStableFunc(found, func(a, b *securityv1.SecurityContextConstraints) int {
		return cmp.Compare(distance(a, hint), distance(b, hint))
	})
	return found, nil
}

func distance(scc *securityv1.SecurityContextConstraints, hint string) int {
	if scc.Name == hint {
		return 0
	}
	return 1
}

// namespaceWithRanges waits for the annotations, which follow the creation of a namespace.
func (a admission) namespaceWithRanges(ctx context.Context, name string) (*corev1.Namespace, error) {
	var found *corev1.Namespace
	var reason error
	err := wait.PollUntilContextTimeout(ctx, 50*time.Millisecond, a.timeout, true, func(context.Context) (bool, error) {
		found, reason = a.namespace(name), nil
		if found == nil {
			reason = apierrors.NewNotFound(corev1.Resource("namespace"), name)
			return false, nil
		}
		for _, annotation := range []string{securityv1.UIDRangeAnnotation, securityv1.MCSAnnotation} {
			if _, set := found.Annotations[annotation]; !set {
				reason = errors.New("unable to find annotation " + annotation)
				return false, nil
			}
		}
		return true, nil
	})
	if err != nil {
		if reason != nil {
			err = reason
		}
		return nil, fmt.Errorf("error fetching namespace %q: %w", name, err)
	}
	return found, nil
}

// subject returns the type of subject that may use the constraints: the pod's service account, else the user of the request.
func (a admission) subject(ctx context.Context, r request, scc *securityv1.SecurityContextConstraints) string {
	if name := r.pod.Spec.ServiceAccountName; name != "" && a.uses(ctx, serviceAccount(r.namespace, name), r.namespace, scc) {
		return "serviceaccount"
	}
	if a.uses(ctx, r.user, r.namespace, scc) {
		return "user"
	}
	return ""
}

func (a admission) uses(ctx context.Context, user authenticationv1.UserInfo, namespace string, scc *securityv1.SecurityContextConstraints) bool {
	for _, name := range scc.Users {
		if name == user.Username {
			return true
		}
	}
	for _, name := range scc.Groups {
		for _, group := range user.Groups {
			if name == group {
				return true
			}
		}
	}
	return a.mayUse(ctx, user, namespace, scc.Name)
}

// serviceAccount has no group system:authenticated: OpenShift authorizes it without.
func serviceAccount(namespace, name string) authenticationv1.UserInfo {
	return authenticationv1.UserInfo{
		Username: "system:serviceaccount:" + namespace + ":" + name,
		Groups:   []string{"system:serviceaccounts", "system:serviceaccounts:" + namespace},
	}
}

func (r request) forbidden(err error) error {
	if apierrors.IsForbidden(err) {
		return err
	}
	name := r.name
	for _, other := range []string{r.pod.Name, r.pod.GenerateName, "Unknown"} {
		if name == "" {
			name = other
		}
	}
	return apierrors.NewForbidden(corev1.Resource("pods"), name, err)
}

func (r request) anything(*corev1.Pod) bool { return true }

func (r request) nothing(pod *corev1.Pod) bool { return apiequality.Semantic.DeepEqual(pod, r.pod) }

func (r request) onlyEphemeral(pod *corev1.Pod) bool {
	pod = pod.DeepCopy()
	pod.Spec.EphemeralContainers = r.pod.Spec.EphemeralContainers
	return r.nothing(pod)
}

// ignoredAnnotations may change without another decision.
var ignoredAnnotations = map[string]bool{"k8s.ovn.org/pod-networks": true}

// isIgnored reports whether no constraints apply: to Windows pods, and to updates of fields that no constraints depend on.
func (r request) isIgnored() bool {
	if os := r.pod.Spec.OS; os != nil && os.Name == corev1.Windows {
		return true
	}
	if r.before == nil {
		return false
	}
	pod := r.pod.DeepCopy()
	pod.Spec.SchedulingGates = r.before.Spec.SchedulingGates
	if !apiequality.Semantic.DeepEqual(pod.Spec, r.before.Spec) {
		return false
	}
	for key := range r.before.Annotations {
		if _, kept := pod.Annotations[key]; !kept && !ignoredAnnotations[key] {
			return false
		}
	}
	for key, value := range pod.Annotations {
		if old, had := r.before.Annotations[key]; !(had && old == value) && !ignoredAnnotations[key] {
			return false
		}
	}
	pod.Annotations = r.before.Annotations
	pod.OwnerReferences = r.before.OwnerReferences
	pod.Finalizers = r.before.Finalizers
	pod.ManagedFields = r.before.ManagedFields
	return apiequality.Semantic.DeepEqual(pod, r.before)
}

package main

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	securityv1 "github.com/openshift/api/security/v1"
	authenticationv1 "k8s.io/api/authentication/v1"
	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	apiequality "k8s.io/apimachinery/pkg/api/equality"
	"sigs.k8s.io/yaml"
)

// TestObserved decides the cases as OpenShift's API server did.
func TestObserved(t *testing.T) {
	s := readCases(t)
	observed := map[string]observation{}
	read(t, "testdata/observed.json", &observed)
	if len(observed) != len(s.Cases) {
		t.Errorf("there are %d cases and %d answers", len(s.Cases), len(observed))
	}
	a := admission{cluster: readCluster(t)}
	for _, c := range s.Cases {
		t.Run(c.Name, func(t *testing.T) {
			wanted := observed[c.Name]
			if strings.Contains(wanted.Refused, " is invalid: ") {
				t.Skip("the API server's validation refuses it")
			}
			// Warnings are those of the API server.
			wanted.Warnings = nil
			sameAnswer(t, wanted, s.decide(t, a, c))
		})
	}
}

// decide does what an API server does with a request: it completes the pod, and calls the mutating and the validating webhook.
func (s suite) decide(t *testing.T, a admission, c testCase) observation {
	t.Helper()
	// As a client sends it: without empty lists.
	pod := &corev1.Pod{}
	clone(t, c.pod, pod)
	pod.Generation = 1
	if pod.Spec.ServiceAccountName == "" {
		pod.Spec.ServiceAccountName = "default"
	}
	if pod.Spec.SecurityContext == nil {
		pod.Spec.SecurityContext = &corev1.PodSecurityContext{}
	}
	pod, err := a.both(t.Context(), request{user: s.user(c.User), namespace: casesNamespace, name: pod.Name, pod: pod})
	if err != nil {
		return observation{Refused: err.Error()}
	}
	if c.Update == nil {
		return observe(pod)
	}
	r := request{user: s.user(c.Update.User), namespace: casesNamespace, name: pod.Name, pod: pod}
	if c.Update.Exec {
		if err := a.connect(t.Context(), r, "exec"); err != nil {
			return observation{Refused: err.Error()}
		}
		return observation{}
	}
	r.before, r.pod, r.ephemeral = pod, c.Update.change(pod), c.Update.Ephemeral != nil
	after, err := a.both(t.Context(), r)
	if err != nil {
		return observation{Refused: err.Error()}
	}
	if r.ephemeral {
		// Of the subresource's request the API server takes these containers only.
		pod.Spec.EphemeralContainers = after.Spec.EphemeralContainers
		after = pod
	}
	return observe(after)
}

func (a admission) both(ctx context.Context, r request) (*corev1.Pod, error) {
	pod, err := a.mutate(ctx, r)
	if err != nil {
		return nil, err
	}
	r.pod = pod.DeepCopy()
	if r.before != nil && !apiequality.Semantic.DeepEqual(pod.Spec, r.before.Spec) {
		// Between the two the API server counts the change, so that only the first webhook ignores removed scheduling gates.
		r.pod.Generation++
	}
	return pod, a.validate(ctx, r)
}

// fileCluster is a cluster of the objects in files.
type fileCluster struct {
	sccs     []*securityv1.SecurityContextConstraints
	project  corev1.Namespace
	roles    map[string][]rbacv1.PolicyRule
	bindings []rbacv1.RoleBinding
}

func readCluster(t *testing.T) *fileCluster {
	t.Helper()
	c := &fileCluster{roles: map[string][]rbacv1.PolicyRule{}}
	for _, file := range []string{"../openshift/security-context-constraints.yaml", "testdata/setup.yaml"} {
		var list struct{ Items []map[string]any }
		text, err := os.ReadFile(file)
		if err == nil {
			err = yaml.Unmarshal(text, &list)
		}
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, item := range list.Items {
			c.add(t, item)
		}
	}
	return c
}

func (c *fileCluster) add(t *testing.T, item map[string]any) {
	t.Helper()
	switch item["kind"] {
	case "SecurityContextConstraints":
		scc := &securityv1.SecurityContextConstraints{}
		clone(t, item, scc)
		complete(scc)
		c.sccs = append(c.sccs, scc)
	case "Namespace":
		clone(t, item, &c.project)
	case "Role", "ClusterRole":
		var role rbacv1.Role
		clone(t, item, &role)
		c.roles[role.Name] = role.Rules
	case "RoleBinding", "ClusterRoleBinding":
		var binding rbacv1.RoleBinding
		clone(t, item, &binding)
		c.bindings = append(c.bindings, binding)
	}
}

func (c *fileCluster) constraints() []*securityv1.SecurityContextConstraints { return c.sccs }

func (c *fileCluster) namespace(string) *corev1.Namespace { return &c.project }

func (c *fileCluster) mayUse(_ context.Context, user authenticationv1.UserInfo, _, constraints string) bool {
	if slices.Contains(user.Groups, "system:masters") {
		return true
	}
	return slices.ContainsFunc(c.bindings, func(binding rbacv1.RoleBinding) bool {
		allows := func(rule rbacv1.PolicyRule) bool {
			return slices.Contains(rule.Verbs, "use") && slices.Contains(rule.ResourceNames, constraints)
		}
		means := func(subject rbacv1.Subject) bool {
			switch subject.Kind {
			case "Group":
				return slices.Contains(user.Groups, subject.Name)
			case "ServiceAccount":
				return user.Username == "system:serviceaccount:"+subject.Namespace+":"+subject.Name
			}
			return user.Username == subject.Name
		}
		return slices.ContainsFunc(c.roles[binding.RoleRef.Name], allows) && slices.ContainsFunc(binding.Subjects, means)
	})
}

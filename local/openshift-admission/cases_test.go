package main

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	authenticationv1 "k8s.io/api/authentication/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"sigs.k8s.io/yaml"
)

const casesNamespace = "admission-cases"

// suite is testdata/cases.yaml.
type suite struct {
	// Users has the groups of each.
	Users map[string][]string       `json:"users"`
	Pods  map[string]map[string]any `json:"pods"`
	Cases []testCase                `json:"cases"`
}

// testCase is a pod that a user creates, and what another may do to it then.
type testCase struct {
	Name        string            `json:"name"`
	User        string            `json:"user"`
	Base        string            `json:"base"`
	Spec        map[string]any    `json:"spec"`
	Security    map[string]any    `json:"security"`
	Container   map[string]any    `json:"container"`
	Annotations map[string]string `json:"annotations"`
	Metadata    map[string]any    `json:"metadata"`
	Update      *update           `json:"update"`
	pod         *corev1.Pod
}

type update struct {
	User        string                      `json:"user"`
	Labels      map[string]string           `json:"labels"`
	Annotations map[string]string           `json:"annotations"`
	Finalizers  []string                    `json:"finalizers"`
	Image       string                      `json:"image"`
	Gates       *[]corev1.PodSchedulingGate `json:"gates"`
	Ephemeral   []corev1.EphemeralContainer `json:"ephemeral"`
	Exec        bool                        `json:"exec"`
}

// observation is what an API server answers.
type observation struct {
	Refused     string                             `json:"refused,omitempty"`
	Warnings    []string                           `json:"warnings,omitempty"`
	Annotations map[string]string                  `json:"annotations,omitempty"`
	Pod         *corev1.PodSecurityContext         `json:"pod,omitempty"`
	Containers  map[string]*corev1.SecurityContext `json:"containers,omitempty"`
}

func readCases(t *testing.T) suite {
	t.Helper()
	var s suite
	read(t, "testdata/cases.yaml", &s)
	for i := range s.Cases {
		s.Cases[i].pod = s.build(t, s.Cases[i])
	}
	var stack map[string]struct {
		Annotations map[string]string `json:"annotations"`
		Spec        corev1.PodSpec    `json:"spec"`
	}
	read(t, "testdata/stack.json", &stack)
	for _, name := range slices.Sorted(maps.Keys(stack)) {
		for _, user := range []string{"system:serviceaccount:kube-system:statefulset-controller", "admin", "developer"} {
			pod := &corev1.Pod{Spec: stack[name].Spec}
			pod.Annotations = stack[name].Annotations
			// Of the developer's account only what every account has.
			pod.Spec.ServiceAccountName = map[bool]string{true: "default", false: "cases-stack"}[user == "developer"]
			s.Cases = append(s.Cases, testCase{Name: "stack: " + name + " by " + last(user), User: user, pod: pod})
		}
	}
	for i := range s.Cases {
		pod := s.Cases[i].pod
		pod.Namespace = casesNamespace
		if pod.Name == "" && pod.GenerateName == "" {
			pod.Name = "case"
		}
	}
	return s
}

func last(user string) string { return user[strings.LastIndex(user, ":")+1:] }

// build makes the case's pod: maps are merged into the base's, field by field.
func (s suite) build(t *testing.T, c testCase) *corev1.Pod {
	t.Helper()
	base := c.Base
	if base == "" {
		base = "plain"
	}
	var spec map[string]any
	clone(t, s.Pods[base], &spec)
	maps.Copy(spec, c.Spec)
	merge(spec, "securityContext", c.Security)
	merge(spec["containers"].([]any)[0].(map[string]any), "securityContext", c.Container)
	pod := &corev1.Pod{}
	clone(t, map[string]any{"metadata": c.Metadata, "spec": spec}, pod)
	pod.Annotations = c.Annotations
	return pod
}

func merge(object map[string]any, field string, changes map[string]any) {
	if changes == nil {
		return
	}
	if object[field] == nil {
		object[field] = map[string]any{}
	}
	maps.Copy(object[field].(map[string]any), changes)
}

func clone(t *testing.T, from, to any) {
	t.Helper()
	text, err := json.Marshal(from)
	if err == nil {
		err = json.Unmarshal(text, to)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, file string, into any) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err == nil {
		err = yaml.UnmarshalStrict(text, into)
	}
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}

// change applies an update to a pod as an API server has it.
func (u update) change(pod *corev1.Pod) *corev1.Pod {
	pod = pod.DeepCopy()
	if u.Labels != nil {
		pod.Labels = u.Labels
	}
	for key, value := range u.Annotations {
		pod.Annotations[key] = value
	}
	if u.Finalizers != nil {
		pod.Finalizers = u.Finalizers
	}
	if u.Image != "" {
		pod.Spec.Containers[0].Image = u.Image
	}
	if u.Gates != nil {
		pod.Spec.SchedulingGates = *u.Gates
	}
	pod.Spec.EphemeralContainers = append(pod.Spec.EphemeralContainers, u.Ephemeral...)
	return pod
}

func (s suite) user(name string) authenticationv1.UserInfo {
	return authenticationv1.UserInfo{Username: name, Groups: s.Users[name]}
}

// observe keeps of a pod what constraints decide about.
func observe(pod *corev1.Pod) observation {
	seen := observation{Annotations: pod.Annotations, Pod: pod.Spec.SecurityContext, Containers: map[string]*corev1.SecurityContext{}}
	eachContainer(&pod.Spec, nil, func(container *corev1.Container, _ *field.Path) {
		seen.Containers[container.Name] = container.SecurityContext
	})
	return seen
}

// sameAnswer compares answers as JSON, so that nothing and an empty list are the same.
func sameAnswer(t *testing.T, wanted, found observation) {
	t.Helper()
	var texts [2]string
	for i, seen := range []observation{wanted, found} {
		text, err := json.MarshalIndent(seen, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		texts[i] = string(text)
	}
	if texts[0] != texts[1] {
		t.Errorf("OpenShift's API server answered\n%s\nand this one\n%s", texts[0], texts[1])
	}
}

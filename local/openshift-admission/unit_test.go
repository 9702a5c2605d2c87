package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	securityv1 "github.com/openshift/api/security/v1"
	admissionv1 "k8s.io/api/admission/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes/fake"
	"k8s.io/client-go/tools/cache"
)

// As `oc get scc` of OpenShift's documentation explains it: priority, then how much is permitted, then the name.
func TestInOrder_defaultConstraints_mostRestrictiveFirst(t *testing.T) {
	sccs := readCluster(t).constraints()
	sccs = slices.DeleteFunc(sccs, func(scc *securityv1.SecurityContextConstraints) bool { return strings.HasPrefix(scc.Name, "cases-") })
	inOrder(sccs)
	var found []string
	for _, scc := range sccs {
		found = append(found, scc.Name)
	}
	wanted := []string{"anyuid", "restricted-v2", "restricted-v3", "restricted", "nonroot-v2", "nonroot", "hostmount-anyuid",
		"hostnetwork-v2", "hostnetwork", "hostaccess", "privileged"}
	if !slices.Equal(wanted, found) {
		t.Errorf("wanted %v, found %v", wanted, found)
	}
}

func TestCandidates_defaultConstraintsAreMissing_fails(t *testing.T) {
	c := readCluster(t)
	c.sccs = slices.DeleteFunc(c.sccs, func(scc *securityv1.SecurityContextConstraints) bool { return scc.Name == "nonroot" })
	_, err := admission{cluster: c}.candidates("", "")
	if err == nil || !strings.Contains(err.Error(), "cache is missing nonroot") {
		t.Errorf("found %v", err)
	}
}

// A pod may be created right after its namespace.
func TestMutate_namespaceGetsItsRangesLater_waits(t *testing.T) {
	c := &lateCluster{fileCluster: readCluster(t), ready: time.Now().Add(100 * time.Millisecond)}
	_, err := admission{c, 10 * time.Second}.mutate(t.Context(), bareRequest())
	if err != nil {
		t.Error(err)
	}
}

func TestMutate_namespaceWithoutRanges_isRefused(t *testing.T) {
	c := &lateCluster{fileCluster: readCluster(t), ready: time.Now().Add(time.Hour)}
	_, err := admission{c, 10 * time.Millisecond}.mutate(t.Context(), bareRequest())
	if err == nil || !strings.Contains(err.Error(), "unable to find annotation openshift.io/sa.scc.uid-range") {
		t.Errorf("found %v", err)
	}
}

type lateCluster struct {
	*fileCluster
	ready time.Time
}

func (c *lateCluster) namespace(name string) *corev1.Namespace {
	if time.Now().Before(c.ready) {
		return &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: name}}
	}
	return c.fileCluster.namespace(name)
}

func bareRequest() request {
	pod := &corev1.Pod{Spec: corev1.PodSpec{ServiceAccountName: "default", Containers: []corev1.Container{{Name: "main"}},
		SecurityContext: &corev1.PodSecurityContext{}}}
	return request{user: suite{Users: map[string][]string{"developer": {"system:authenticated"}}}.user("developer"),
		namespace: casesNamespace, pod: pod}
}

// What another mutating webhook did to the pod after its constraints were chosen.
func TestValidate_podChangedAfterwards_isRefused(t *testing.T) {
	a, r := admission{cluster: readCluster(t)}, bareRequest()
	pod, err := a.mutate(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	r.pod = pod
	if err := a.validate(t.Context(), r); err != nil {
		t.Error(err)
	}
	r.pod.Spec.HostNetwork = true
	if err := a.validate(t.Context(), r); err == nil || !strings.Contains(err.Error(), "Host network is not allowed to be used") {
		t.Errorf("found %v", err)
	}
}

// Labels that OpenShift 4 gave its first namespaces: the categories go with the users.
func TestRangesOf_blocks_areThoseOfOpenShift(t *testing.T) {
	for number, wanted := range map[int64][2]string{
		0: {"1000000000/10000", "s0:c1,c0"}, 1: {"1000010000/10000", "s0:c3,c2"}, 68: {"1000680000/10000", "s0:c26,c15"},
	} {
		found := rangesOf(number)
		if found[securityv1.UIDRangeAnnotation] != wanted[0] || found[securityv1.MCSAnnotation] != wanted[1] ||
			found[securityv1.SupplementalGroupsAnnotation] != wanted[0] {
			t.Errorf("block %d: found %v", number, found)
		}
	}
}

func TestAllocator_namespaces_getBlocksThatNobodyHad(t *testing.T) {
	used := namespaceNamed("used")
	used.Annotations = map[string]string{securityv1.UIDRangeAnnotation: "1000010000/10000"}
	client := fake.NewClientset(used, namespaceNamed("first"))
	store := map[string]*corev1.Namespace{"first": namespaceNamed("first"), "second": namespaceNamed("second"), "used": used}
	informer := cache.NewSharedInformer(&cache.ListWatch{}, &corev1.Namespace{}, 0)
	a, err := newAllocator(client, informer, func(name string) *corev1.Namespace { return store[name] })
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	a.run(ctx, []any{used})
	for _, name := range []string{"first", "used", "absent"} {
		if err := a.allocate(t.Context(), name); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := client.CoreV1().Namespaces().Create(t.Context(), namespaceNamed("second"), metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	if err := a.allocate(t.Context(), "second"); err != nil {
		t.Fatal(err)
	}
	for name, wanted := range map[string]string{"first": "1000000000/10000", "used": "1000010000/10000", "second": "1000020000/10000"} {
		found, err := client.CoreV1().Namespaces().Get(t.Context(), name, metav1.GetOptions{})
		if err != nil || found.Annotations[securityv1.UIDRangeAnnotation] != wanted {
			t.Errorf("%s has %v, wanted %s: %v", name, found.Annotations, wanted, err)
		}
	}
}

func namespaceNamed(name string) *corev1.Namespace {
	return &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: name}}
}

func TestCompleteVolumes(t *testing.T) {
	for name, c := range map[string]struct {
		given    []securityv1.FSType
		hostPath bool
		wanted   string
	}{
		"sorted":              {[]securityv1.FSType{"secret", "configMap"}, false, "configMap secret"},
		"none":                {[]securityv1.FSType{}, false, "none"},
		"only the host's":     {[]securityv1.FSType{}, true, "hostPath"},
		"not the host's":      {[]securityv1.FSType{"hostPath", "secret"}, false, "secret"},
		"also the host's":     {[]securityv1.FSType{"secret"}, true, "hostPath secret"},
		"all, as nothing set": {nil, true, "*"},
	} {
		t.Run(name, func(t *testing.T) {
			var found []string
			for _, volume := range completeVolumes(c.given, c.hostPath) {
				found = append(found, string(volume))
			}
			if strings.Join(found, " ") != c.wanted {
				t.Errorf("wanted %s, found %v", c.wanted, found)
			}
		})
	}
	if found := completeVolumes(nil, false); len(found) != len(everyVolume) {
		t.Errorf("wanted every kind but hostPath, found %v", found)
	}
}

// TestHandler sends reviews as an API server does.
func TestHandler(t *testing.T) {
	pod, err := json.Marshal(bareRequest().pod)
	if err != nil {
		t.Fatal(err)
	}
	scc := []byte(`{"kind": "SecurityContextConstraints", "volumes": ["secret", "configMap"], "users": [], "groups": []}`)
	server := httptest.NewServer(handler(admission{cluster: readCluster(t)}, fake.NewClientset()))
	defer server.Close()
	for _, c := range []struct {
		path    string
		object  []byte
		allowed bool
		wanted  string
	}{
		{"/mutate-pods", pod, true, `"path":"/spec/securityContext"`},
		{"/validate-pods", pod, false, "unable to validate against any security context constraint"},
		{"/validate-exec", nil, false, `pods \"case\" not found`},
		{"/default-constraints", scc, true, `"path":"/volumes","value":["configMap","secret"]`},
		{"/mutate-pods", []byte(`{"spec": 1}`), false, "not a pod"},
	} {
		review := admissionv1.AdmissionReview{Request: &admissionv1.AdmissionRequest{UID: types.UID("1"), Name: "case", Namespace: casesNamespace,
			Operation: admissionv1.Create, UserInfo: bareRequest().user, Object: runtime.RawExtension{Raw: c.object}}}
		text, err := json.Marshal(review)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := http.Post(server.URL+c.path, "application/json", strings.NewReader(string(text)))
		if err != nil {
			t.Fatal(err)
		}
		err = json.NewDecoder(answer.Body).Decode(&review)
		answer.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		response := review.Response
		message, _ := json.Marshal(response.Result)
		if response.Allowed != c.allowed || response.UID != "1" || !strings.Contains(string(response.Patch)+string(message), c.wanted) {
			t.Errorf("%s: wanted %s, found %s %s", c.path, c.wanted, response.Patch, message)
		}
	}
}

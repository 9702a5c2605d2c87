package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
)

var record = flag.String("record", "", "kubeconfig of OpenShift's API server, whose answers testdata/observed.json is to have")

// TestRecord records the answers of OpenShift's API server.
func TestRecord(t *testing.T) {
	if *record == "" {
		t.Skip("-record names no kubeconfig")
	}
	s := readCases(t)
	answers := askAll(t, s, *record)
	text, err := json.MarshalIndent(answers, "", " ")
	if err == nil {
		err = os.WriteFile("testdata/observed.json", append(text, '\n'), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestCluster sends the cases to the API server of the local cluster, which has this program for its admission.
func TestCluster(t *testing.T) {
	kubeconfig := os.Getenv("KUBECONFIG")
	if kubeconfig == "" {
		t.Skip("KUBECONFIG names no cluster")
	}
	s := readCases(t)
	observed := map[string]observation{}
	read(t, "testdata/observed.json", &observed)
	answers := askAll(t, s, kubeconfig)
	for _, c := range s.Cases {
		t.Run(c.Name, func(t *testing.T) { sameAnswer(t, observed[c.Name], answers[c.Name]) })
	}
}

// live is an API server that cases are sent to.
type live struct {
	s        suite
	config   *rest.Config
	mutex    sync.Mutex
	warnings []string
}

// HandleWarningHeader keeps warnings of the request that runs.
func (l *live) HandleWarningHeader(_ int, _, text string) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.warnings = append(l.warnings, text)
}

func askAll(t *testing.T, s suite, kubeconfig string) map[string]observation {
	t.Helper()
	kubectl := func(arguments ...string) {
		output, err := exec.Command("kubectl", append([]string{"--kubeconfig", kubeconfig}, arguments...)...).CombinedOutput()
		if err != nil {
			t.Fatalf("kubectl %s: %v\n%s", strings.Join(arguments, " "), err, output)
		}
	}
	kubectl("apply", "--server-side", "-f", "testdata/setup.yaml")
	t.Cleanup(func() { kubectl("delete", "--wait=true", "-f", "testdata/setup.yaml") })
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		t.Fatal(err)
	}
	config.QPS = -1
	l := &live{s: s, config: config}
	l.awaitSetup(t)
	answers := map[string]observation{}
	for _, c := range s.Cases {
		l.warnings = nil
		seen, err := l.ask(t, c)
		if err != nil {
			seen = observation{Refused: plain(err)}
		}
		slices.Sort(l.warnings)
		seen.Warnings = l.warnings
		answers[c.Name] = seen
	}
	return answers
}

// awaitSetup waits until the API server and its admission know the constraints and the roles that were made last.
func (l *live) awaitSetup(t *testing.T) {
	t.Helper()
	index := slices.IndexFunc(l.s.Cases, func(c testCase) bool { return c.Name == "bare that requires cases-own-values" })
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		_, err := l.ask(t, l.s.Cases[index])
		if err == nil {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("the cases' constraints are not usable: %v", err)
		}
	}
}

// plain removes the prefix that the API server adds for a webhook, because OpenShift has a plugin instead.
func plain(err error) string {
	return regexp.MustCompile(`^admission webhook "[^"]+" denied the request: `).ReplaceAllString(err.Error(), "")
}

func (l *live) client(t *testing.T, user string) *kubernetes.Clientset {
	t.Helper()
	config := rest.CopyConfig(l.config)
	config.Impersonate = rest.ImpersonationConfig{UserName: user, Groups: l.s.Users[user]}
	config.WarningHandler = l
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func (l *live) ask(t *testing.T, c testCase) (observation, error) {
	t.Helper()
	created := l.client(t, c.User).CoreV1().Pods(casesNamespace)
	if c.Update == nil {
		pod, err := created.Create(t.Context(), c.pod, metav1.CreateOptions{DryRun: []string{metav1.DryRunAll}})
		if err != nil {
			return observation{}, err
		}
		return observe(pod), nil
	}
	pod := c.pod.DeepCopy()
	// No scheduler takes it: nobody else changes it before the case does.
	pod.Spec.SchedulerName = "none"
	before, err := created.Create(t.Context(), pod, metav1.CreateOptions{})
	if err != nil {
		return observation{}, fmt.Errorf("the pod to be changed: %w", err)
	}
	defer func() {
		if err := created.Delete(t.Context(), before.Name, *metav1.NewDeleteOptions(0)); err != nil {
			t.Error(err)
		}
	}()
	l.warnings = nil
	client := l.client(t, c.Update.User)
	if c.Update.Exec {
		err := client.CoreV1().RESTClient().Post().Namespace(casesNamespace).Resource("pods").Name(before.Name).SubResource("exec").
			VersionedParams(&corev1.PodExecOptions{Command: []string{"true"}, Stdout: true}, scheme.ParameterCodec).Do(t.Context()).Error()
		// It came as far as the node, which the pod does not have.
		if apierrors.IsBadRequest(err) {
			err = nil
		}
		return observation{}, err
	}
	changed := client.CoreV1().Pods(casesNamespace)
	options := metav1.UpdateOptions{DryRun: []string{metav1.DryRunAll}}
	var after *corev1.Pod
	if c.Update.Ephemeral != nil {
		after, err = changed.UpdateEphemeralContainers(t.Context(), before.Name, c.Update.change(before), options)
	} else {
		after, err = changed.Update(t.Context(), c.Update.change(before), options)
	}
	if err != nil {
		return observation{}, err
	}
	return observe(after), nil
}

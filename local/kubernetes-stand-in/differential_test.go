package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/controller-runtime/pkg/envtest"
)

// atOnce bounds the operations that run at a time: some of upstream's answers take a minute, all of it waiting.
const atOnce = 24

// group is a set of operations that run through plugins of the same settings.
type group struct {
	name       string
	settings   func() (body, error) // nil: not configured at all
	operations []operation
	alone      bool // each operation has a plugin of its own
}

func groups() ([]group, error) {
	rendered, err := renderedOperations()
	if err != nil {
		return nil, err
	}
	// As the program's own provider.
	usual := func() (body, error) {
		running, err := theServer()
		if err != nil {
			return nil, err
		}
		return body{"kubeconfig": running.kubeconfig, "enableServerSideApply": true, "enableConfigMapMutable": true}, nil
	}
	return []group{
		{"limited", limitedKubeconfig, limitedOperations, false},
		{"usual", usual, slices.Concat(objectOperations, patchOperations, awaitOperations, customOperations, rendered), false},
		{"frozen", func() (body, error) { return body{"kubeconfig": string(started.KubeConfig)}, nil }, frozenOperations, false},
		{"cancelled", usual, cancelOperations, true},
		{"unreachable", func() (body, error) { return body{"kubeconfig": nowhere}, nil }, unreachableOperations, false},
		{"no kubeconfig", func() (body, error) { return body{"kubeconfig": garbage}, nil }, []operation{
			{"a kubeconfig that is none", func(a *actor) { a.lifeWithoutCluster() }},
		}, false},
		{"settings", nil, settingsOperations, false},
	}, nil
}

func limitedKubeconfig() (body, error) {
	user, err := started.AddUser(envtest.User{Name: limitedUser}, nil)
	if err != nil {
		return nil, err
	}
	kubeconfig, err := user.KubeConfig()
	return body{"kubeconfig": string(kubeconfig), "enableConfigMapMutable": true}, err
}

var cancelOperations = []operation{
	{"cancel while waiting for a StatefulSet", func(a *actor) {
		one := a.statefulSet("kafka", nil)
		meanwhile(func() {
			one.when(func(*unstructured.Unstructured) {})
			a.fault("cancel", a.provider.SignalCancellation(a.ctx))
		}, func() { one.create("create") })
	}},
	{"cancel while a finalizer holds an object", func(a *actor) {
		one := a.configMap("settings", body{"mode": "kraft"})
		one.create("create")
		one.edit(`{"metadata": {"finalizers": ["example.com/backup"]}}`)
		meanwhile(func() {
			one.untilDeleting()
			a.fault("cancel", a.provider.SignalCancellation(a.ctx))
		}, func() { one.delete("delete") })
	}},
}

// results are what was seen, by operation and implementation.
type results struct {
	mutex sync.Mutex
	all   map[string]map[string]observations
}

func (r *results) run(ctx context.Context, each operation, implementation string, running *process) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("%s, %s: %v", each.name, implementation, fault)
		}
	}()
	server, err := theServer()
	if err != nil {
		return err
	}
	r.mutex.Lock()
	if r.all[each.name] == nil {
		r.all[each.name] = map[string]observations{}
	}
	r.mutex.Unlock()
	performer, err := newActor(ctx, running, server.objects)
	if err != nil {
		return err
	}
	each.run(performer)
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.all[each.name][implementation] = performer.seen
	return nil
}

func start(ctx context.Context, implementation string, settings func() (body, error)) (*process, error) {
	if settings == nil {
		return startPlugin(implementation)
	}
	values, err := settings()
	if err != nil {
		return nil, err
	}
	return startConfigured(ctx, implementation, values)
}

// deviation is one thing that was not the same.
type deviation struct{ operation, field, upstream, standIn string }

func (r *results) differences() []deviation {
	var found []deviation
	for _, name := range slices.Sorted(maps.Keys(r.all)) {
		theirs, ours := r.all[name][upstream], r.all[name][standsIn]
		fields := maps.Clone(theirs)
		maps.Copy(fields, ours)
		for _, field := range slices.Sorted(maps.Keys(fields)) {
			one, other := valueOf(theirs, field), valueOf(ours, field)
			if one != other {
				found = append(found, deviation{name, field, one, other})
			}
		}
	}
	return found
}

func valueOf(seen observations, field string) string {
	if value, found := seen[field]; found {
		return value
	}
	return "(nothing)"
}

func TestBothPluginsDoTheSame(t *testing.T) {
	server(t)
	if os.Getenv("UPSTREAM_KUBERNETES_PLUGIN") == "" {
		require.NoError(t, errNoUpstream)
	}
	crds := os.Getenv("OPENSHIFT_KAFKA_CRDS")
	require.NotEmpty(t, crds, "OPENSHIFT_KAFKA_CRDS must name the folder with OpenShift's CustomResourceDefinitions"+
		" (local/cluster up makes ~/.cache/openshift-kafka/crds/...)")
	_, err := envtest.InstallCRDs(started.Config, envtest.CRDInstallOptions{Paths: []string{crds}})
	require.NoError(t, err)
	all, err := groups()
	require.NoError(t, err)
	seen := &results{all: map[string]map[string]observations{}}
	var pool errgroup.Group
	pool.SetLimit(atOnce)
	for _, group := range all {
		for _, implementation := range implementations {
			var shared *process
			for _, each := range group.operations {
				if shared == nil || group.alone {
					shared, err = start(t.Context(), implementation, group.settings)
					require.NoError(t, err)
					t.Cleanup(shared.stop)
				}
				used := shared
				pool.Go(func() error { return seen.run(t.Context(), each, implementation, used) })
			}
		}
	}
	require.NoError(t, pool.Wait())
	compare(t, seen)
}

func compare(t *testing.T, seen *results) {
	t.Helper()
	observed, occurred := 0, map[int]int{}
	for _, both := range seen.all {
		observed += max(len(both[upstream]), len(both[standsIn]))
	}
	found := seen.differences()
	var unlisted []string
	for _, difference := range found {
		if i := slices.IndexFunc(listed, func(entry listing) bool { return entry.matches(difference) }); i >= 0 {
			occurred[i]++
			continue
		}
		unlisted = append(unlisted, fmt.Sprintf("%s; %s: upstream: %s; stand-in: %s",
			difference.operation, difference.field, difference.upstream, difference.standIn))
	}
	t.Logf("%d operations, %d observations, %d differences, %d of them not listed",
		len(seen.all), observed, len(found), len(unlisted))
	if path := os.Getenv("DIFFERENCES_FILE"); path != "" {
		require.NoError(t, os.WriteFile(path, []byte(strings.Join(unlisted, "\n")+"\n"), 0o644))
	}
	assert.Empty(t, unlisted[:min(len(unlisted), 40)],
		"%d differences: mend the stand-in, or list them in differences_test.go with the reason", len(unlisted))
	for i, entry := range listed {
		assert.NotZero(t, occurred[i], "listed in differences_test.go, but both do the same: %s; %s", entry.operation, entry.field)
	}
}

package main

import (
	"errors"
	"fmt"
	"os"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/envtest"
)

// apiServer is a real one with an etcd of its own: no scheduler, no controllers and no nodes, which tests play.
type apiServer struct {
	kubeconfig string
	objects    client.Client
}

// started is what must be stopped in the end; nil if no test needed it.
var started *envtest.Environment

var errNoAssets = errors.New("KUBEBUILDER_ASSETS must name a folder with etcd, kube-apiserver and kubectl" +
	" (local/tools makes one); go test -short runs without an API server")

// theServer starts with the first test that needs it.
var theServer = sync.OnceValues(func() (*apiServer, error) {
	if os.Getenv("KUBEBUILDER_ASSETS") == "" {
		return nil, errNoAssets
	}
	// Whatever the environment says: never a cluster that runs already.
	existing := false
	environment := &envtest.Environment{UseExistingCluster: &existing}
	// Deletion in the foreground is a controller's work, and none runs.
	environment.ControlPlane.GetAPIServer().Configure().Set("enable-garbage-collector", "false")
	config, err := environment.Start()
	if err != nil {
		return nil, errors.Join(err, environment.Stop())
	}
	started = environment
	objects, err := client.New(config, client.Options{})
	return &apiServer{string(environment.KubeConfig), objects}, err
})

// server gives tests the API server, and fails those that cannot have it.
func server(t *testing.T) *apiServer {
	t.Helper()
	if testing.Short() {
		t.Skip("needs an API server, which -short does without")
	}
	running, err := theServer()
	require.NoError(t, err)
	return running
}

func TestMain(m *testing.M) {
	if os.Getenv(serveStandIn) != "" {
		main()
		return
	}
	result := m.Run()
	if started != nil {
		if err := started.Stop(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			result = 1
		}
	}
	os.Exit(result)
}

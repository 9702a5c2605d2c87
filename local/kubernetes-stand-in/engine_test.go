package main

import (
	"context"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/blang/semver"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/test/bufconn"
)

// engine talks to a stand-in over gRPC with the very client that Pulumi's engine uses.
type engine struct {
	provider plugin.Provider
	raw      pulumirpc.ResourceProviderClient
	shown    *recorder
}

func newEngine(t *testing.T, properties map[string]any) *engine {
	t.Helper()
	shown := &recorder{changed: make(chan struct{}, 1)}
	standIn := newStandIn(semver.MustParse("4.0.0"), shown)
	standIn.pace = pace{poll: 10 * time.Millisecond, reasons: 50 * time.Millisecond}
	listener := bufconn.Listen(1 << 20)
	served := grpc.NewServer()
	pulumirpc.RegisterResourceProviderServer(served, newServer(standIn))
	go func() { _ = served.Serve(listener) }()
	connection, err := grpc.NewClient("passthrough:stand-in", grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return listener.DialContext(ctx) }))
	require.NoError(t, err)
	t.Cleanup(func() {
		standIn.cancel()
		require.NoError(t, connection.Close())
		served.Stop()
	})
	raw := pulumirpc.NewResourceProviderClient(connection)
	result := &engine{provider: plugin.NewProviderWithClient(nil, raw, false), raw: raw, shown: shown}
	kind := tokens.Type("pulumi:providers:kubernetes")
	urn := resource.NewURN("test", "project", "", kind, "cluster")
	_, err = result.provider.Configure(t.Context(), plugin.ConfigureRequest{
		URN: &urn, Type: &kind, Inputs: resource.NewPropertyMapFromMap(properties),
	})
	require.NoError(t, err)
	return result
}

// recorder keeps what a user would see.
type recorder struct {
	mutex    sync.Mutex
	logged   []string
	statuses []string
	changed  chan struct{}
}

func (r *recorder) Log(_ diag.Severity, _ resource.URN, message string) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.logged = append(r.logged, message)
}

func (r *recorder) Status(_ resource.URN, message string) {
	r.mutex.Lock()
	r.statuses = append(r.statuses, message)
	r.mutex.Unlock()
	select {
	case r.changed <- struct{}{}:
	default:
	}
}

// all is what was shown so far, one after another.
func (r *recorder) all() []string {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return append([]string{}, r.statuses...)
}

// until returns when a status was shown that has these words in it.
func (r *recorder) until(t *testing.T, words string) {
	t.Helper()
	for {
		for _, status := range r.all() {
			if strings.Contains(status, words) {
				return
			}
		}
		select {
		case <-r.changed:
		case <-time.After(30 * time.Second):
			require.Fail(t, "never shown: "+words, "shown: %q", r.all())
		}
	}
}

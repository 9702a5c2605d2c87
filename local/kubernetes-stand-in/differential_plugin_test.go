package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"sync"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/types/known/emptypb"
)

// serveStandIn makes a process of this test program the stand-in's plugin, as built from main.go.
const serveStandIn = "KUBERNETES_STAND_IN_SERVE"

var errNoUpstream = errors.New("UPSTREAM_KUBERNETES_PLUGIN must name upstream's pulumi-resource-kubernetes" +
	" (local/tools kubernetes-plugin builds it); go test -short runs without")

const (
	upstream = "upstream"
	standsIn = "stand-in"
)

var implementations = []string{upstream, standsIn}

// pluginCommand is how the engine would start one of the two plugins.
func pluginCommand(implementation, engine string) (*exec.Cmd, error) {
	if implementation == upstream {
		binary := os.Getenv("UPSTREAM_KUBERNETES_PLUGIN")
		if binary == "" {
			return nil, errNoUpstream
		}
		return exec.Command(binary, engine), nil
	}
	itself, err := os.Executable()
	command := exec.Command(itself, engine)
	command.Env = append(os.Environ(), serveStandIn+"=yes")
	return command, err
}

// host is the engine's end: it receives what a plugin has to say to the user.
type host struct {
	pulumirpc.UnimplementedEngineServer
	mutex  sync.Mutex
	logged []string
}

func (h *host) Log(_ context.Context, request *pulumirpc.LogRequest) (*emptypb.Empty, error) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	if !request.Ephemeral && request.Severity > pulumirpc.LogSeverity_INFO {
		h.logged = append(h.logged, request.Urn+" "+request.Message)
	}
	return &emptypb.Empty{}, nil
}

// warnings are those about a resource.
func (h *host) warnings(urn resource.URN) []string {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	var found []string
	for _, entry := range h.logged {
		if text, ours := strings.CutPrefix(entry, string(urn)+" "); ours {
			found = append(found, text)
		}
	}
	return found
}

// process is a plugin that runs, and the client that Pulumi's engine uses for it.
type process struct {
	*host
	provider plugin.Provider
	stop     func()
}

// startPlugin starts a plugin without configuring it.
func startPlugin(implementation string) (*process, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	engine, served := &host{}, grpc.NewServer()
	pulumirpc.RegisterEngineServer(served, engine)
	go func() { _ = served.Serve(listener) }()
	command, err := pluginCommand(implementation, listener.Addr().String())
	if err != nil {
		served.Stop()
		return nil, err
	}
	output, err := command.StdoutPipe()
	if err == nil {
		err = command.Start()
	}
	if err != nil {
		served.Stop()
		return nil, fmt.Errorf("cannot start %s: %w", command, err)
	}
	port, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		served.Stop()
		return nil, fmt.Errorf("%s printed no port: %w", command, errors.Join(err, command.Wait()))
	}
	connection, err := grpc.NewClient("127.0.0.1:"+strings.TrimSpace(port),
		grpc.WithTransportCredentials(insecure.NewCredentials()), grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(1<<28)))
	stop := func() {
		_ = command.Process.Kill()
		_ = command.Wait()
		_ = connection.Close()
		served.Stop()
	}
	client := plugin.NewProviderWithClient(nil, pulumirpc.NewResourceProviderClient(connection), false)
	return &process{engine, client, stop}, err
}

var providerType = tokens.Type("pulumi:providers:kubernetes")

func (p *process) configure(ctx context.Context, settings body) error {
	urn := resource.NewURN("test", "project", "", providerType, "cluster")
	_, err := p.provider.Configure(ctx, plugin.ConfigureRequest{
		URN: &urn, Type: &providerType, Inputs: resource.NewPropertyMapFromMap(settings),
	})
	return err
}

// startConfigured starts a plugin for a cluster. The usual limit on requests would take most of the test's time.
func startConfigured(ctx context.Context, implementation string, settings body) (*process, error) {
	running, err := startPlugin(implementation)
	if err != nil {
		return nil, err
	}
	settings["kubeClientSettings"] = body{"qps": 1000, "burst": 2000}
	if err := running.configure(ctx, settings); err != nil {
		running.stop()
		return nil, err
	}
	return running, nil
}

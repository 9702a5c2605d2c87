// Command pulumi-resource-kubernetes stands in for the upstream Kubernetes plugin of the same name where that cannot be
// downloaded. It serves local runs and tests only.
package main

import (
	"fmt"
	"os"

	"github.com/blang/semver"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/provider"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// The upstream version it stands in for; set when it is built.
var version = "0.0.0"

func main() {
	err := provider.Main("kubernetes", func(host *provider.HostClient) (pulumirpc.ResourceProviderServer, error) {
		parsed, err := semver.Parse(version)
		if err != nil {
			return nil, err
		}
		return newServer(newStandIn(parsed, hostLog{host})), nil
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// Command pulumi-resource-aws stands in for the upstream AWS plugin of the same name on the local cluster, which has no
// AWS behind it. It hands out ids, and makes a folder for each EBS volume.
package main

import (
	"fmt"
	"os"

	"github.com/blang/semver"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/provider"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// The upstream version it stands in for; set when it is built.
var version = "0.0.0"

func main() {
	err := provider.Main("aws", func(*provider.HostClient) (pulumirpc.ResourceProviderServer, error) {
		parsed, err := semver.Parse(version)
		if err != nil {
			return nil, err
		}
		return plugin.NewProviderServer(newStandIn(parsed, volumeFolders{os.Getenv(foldersVariable)})), nil
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

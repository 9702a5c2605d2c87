// Command pulumi-resource-kubernetes is upstream's Kubernetes plugin, built from its Go module, for machines that cannot
// download the released binary. README.md says what differs from the release.
package main

import (
	_ "embed"

	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/provider"
)

// version is set at build time: the engine asks for the version that the program pins.
var version = "0.0.0"

// Both files are copied from the module by local/tools.
//
//go:embed schema.json
var schema []byte

//go:embed terraform-mapping.json
var mapping []byte

func main() { provider.Serve("kubernetes", version, schema, mapping) }

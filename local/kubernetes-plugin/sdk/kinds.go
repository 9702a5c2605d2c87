// Package v2 replaces the file of this name in the Go SDK's package yaml/v2 when the plugin is built. The original refers to
// every kind of the SDK, whose packages take three quarters of the build; only the component resources for YAML, Helm and
// Kustomize use it, and this project has none.
package v2

import (
	"errors"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// IsListKind is only asked by RegisterResource's callers.
func IsListKind(string, string) bool { return false }

// RegisterResource refuses: it is the only way in which those components declare anything.
func RegisterResource(*pulumi.Context, string, string, string, pulumi.Input, ...pulumi.ResourceOption) (pulumi.CustomResource, error) {
	return nil, errors.New("this build of the Kubernetes plugin has no component resources (ConfigFile, ConfigGroup, Chart, Directory)")
}

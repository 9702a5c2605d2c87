package main

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/emptypb"
)

// nowhere is a kubeconfig of a cluster that is not there.
const nowhere = `{"apiVersion": "v1", "kind": "Config", "current-context": "a",
"clusters": [{"name": "a", "cluster": {"server": "http://127.0.0.1:1"}}],
"contexts": [{"name": "a", "context": {"cluster": "a"}}]}`

func unstacked(t *testing.T, settings body) *subject {
	t.Helper()
	return (&stack{engine: newEngine(t, settings), t: t, namespace: "here"}).configMap("settings", body{"mode": "kraft"})
}

func TestWhatIsNotImplementedSaysSo(t *testing.T) {
	raw := newEngine(t, body{"kubeconfig": nowhere}).raw
	info, err := raw.GetPluginInfo(t.Context(), &emptypb.Empty{})
	require.NoError(t, err)
	assert.Equal(t, "4.0.0", info.Version)
	for name, call := range map[string]func() error{
		"handshake": func() error {
			_, err := raw.Handshake(t.Context(), &pulumirpc.ProviderHandshakeRequest{})
			return err
		},
		"schema": func() error { _, err := raw.GetSchema(t.Context(), &pulumirpc.GetSchemaRequest{}); return err },
		"invoke": func() error {
			_, err := raw.Invoke(t.Context(), &pulumirpc.InvokeRequest{Tok: "kubernetes:yaml:decode"})
			return err
		},
	} {
		assert.Equal(t, codes.Unimplemented, status.Code(call()), name)
	}
}

func TestConfigureRefusesWithoutRepeatingTheKubeconfig(t *testing.T) {
	for words, settings := range map[string]body{
		"kubeconfig is neither":              {"kubeconfig": "users: " + token},
		"namespace: the offline stand-in":    {"kubeconfig": nowhere, "namespace": "kafka"},
		"enableSecretMutable: is a question": {"kubeconfig": nowhere, "enableSecretMutable": "a question"},
	} {
		err := unstacked(t, settings).create()
		assert.ErrorContains(t, err, words)
		assert.NotContains(t, err.Error(), token)
	}
}

func TestCheckConfigNamesEachSetting(t *testing.T) {
	response, err := unstacked(t, body{"kubeconfig": nowhere}).provider.CheckConfig(t.Context(), plugin.CheckConfigRequest{
		URN:  resource.NewURN("test", "project", "", "pulumi:providers:kubernetes", "cluster"),
		News: resource.NewPropertyMapFromMap(body{"namespace": "kafka", "deleteUnreachable": true}), AllowUnknowns: true,
	})
	require.NoError(t, err)
	require.Len(t, response.Failures, 2)
	assert.Equal(t, resource.PropertyKey("deleteUnreachable"), response.Failures[0].Property)
	assert.Equal(t, resource.PropertyKey("namespace"), response.Failures[1].Property)
}

func TestCheckRefusesWhatUpstreamWouldDoOtherwise(t *testing.T) {
	s := unstacked(t, body{"kubeconfig": nowhere})
	for name, example := range map[string]struct {
		object body
		want   []resource.PropertyKey
	}{
		"complete": {body{"apiVersion": "v1", "kind": "Secret", "metadata": body{"name": "a"}}, nil},
		"no name": {
			body{"apiVersion": "v1", "kind": "Secret", "metadata": body{"generateName": "a"}},
			[]resource.PropertyKey{"metadata.name"},
		},
		"later":   {body{"apiVersion": "v1", "kind": "Secret", "metadata": body{"name": unknown()}}, nil},
		"a chart": {body{"chart": "kafka", "metadata": body{"name": "a"}}, []resource.PropertyKey{"apiVersion", "kind"}},
	} {
		inputs := resource.NewPropertyMapFromMap(example.object)
		response, err := s.provider.Check(t.Context(), plugin.CheckRequest{URN: s.urn, News: inputs, AllowUnknowns: true})
		require.NoError(t, err)
		assert.Equal(t, inputs, response.Properties, name)
		var got []resource.PropertyKey
		for _, failure := range response.Failures {
			got = append(got, failure.Property)
		}
		assert.ElementsMatch(t, example.want, got, name)
	}
}

func TestDiffCrossesTheWire(t *testing.T) {
	s := unstacked(t, body{"kubeconfig": nowhere})
	s.id, s.outputs = "here/settings", s.inputs
	later := s.configMap("settings", body{"mode": unknown()})
	later.id, later.outputs = s.id, s.outputs
	result := later.diff(s.inputs)
	assert.Equal(t, []resource.PropertyKey{"data.mode"}, result.ReplaceKeys)
	assert.True(t, result.DeleteBeforeReplace)
	assert.Equal(t, plugin.DiffNone, s.diff(s.inputs).Changes)
}

func TestAClusterThatIsNotThereFailsAtOnce(t *testing.T) {
	s := unstacked(t, body{"kubeconfig": nowhere})
	s.id, s.outputs = "here/settings", s.inputs
	deleted := s.delete()
	_, read := s.provider.Read(t.Context(), plugin.ReadRequest{
		URN: s.urn, Name: s.urn.Name(), Type: s.urn.Type(), ID: s.id, Inputs: s.inputs, State: s.outputs,
	})
	for name, err := range map[string]error{"create": s.create(), "delete": deleted, "read": read} {
		assert.ErrorContains(t, err, "connection refused", name)
	}
}

func TestWarningsOfTheServerReachTheUser(t *testing.T) {
	s := newStack(t).declare("v1/Pod", body{
		"metadata": body{"name": "it", "annotations": body{skipAwait: "true"}},
		"spec": body{
			"nodeSelector": body{"beta.kubernetes.io/os": "linux"}, "containers": []any{body{"name": "kafka", "image": "kafka"}},
		},
	})
	require.NoError(t, s.create())
	require.NotEmpty(t, s.shown.logged)
	assert.Contains(t, s.shown.logged[0], "spec.nodeSelector[beta.kubernetes.io/os]: deprecated")
}

package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const token = "sha256~geheim"

// twoContexts is a kubeconfig of two clusters; the second is the one in use.
const twoContexts = `{"apiVersion": "v1", "kind": "Config", "current-context": "two",
"clusters": [{"name": "1", "cluster": {"server": "https://one.example:6443/"}},
  {"name": "2", "cluster": {"server": "https://two.example:6443"}}],
"contexts": [{"name": "one", "context": {"cluster": "1", "user": "me"}},
  {"name": "two", "context": {"cluster": "2", "user": "me"}}],
"users": [{"name": "me", "user": {"token": "` + token + `"}}]}`

func refusals(properties body) map[string]string {
	_, failures := readSettings(resource.NewPropertyMapFromMap(properties))
	result := map[string]string{}
	for _, failure := range failures {
		result[string(failure.Property)] = failure.Reason
	}
	return result
}

func TestSettingsAreRead(t *testing.T) {
	for _, yes := range []any{true, "true", secret("true")} {
		read, failures := readSettings(resource.NewPropertyMapFromMap(body{
			"kubeconfig": secret("k"), "context": "c", "enableConfigMapMutable": yes, "enableSecretMutable": yes,
			"enableServerSideApply": yes, "deleteUnreachable": "false", "version": "4.0.0", "pluginDownloadURL": "https://x",
			"kubeClientSettings": `{"qps": 7.5, "burst": 9}`,
		}))
		assert.Empty(t, failures)
		assert.Equal(t, settings{
			kubeconfig: "k", context: "c", configMapMutable: true, secretMutable: true, client: clientSettings{7.5, 9},
		}, read)
	}
}

func TestTheClientsSettingsMayBeAnObjectAndInPart(t *testing.T) {
	read, failures := readSettings(resource.NewPropertyMapFromMap(body{"kubeClientSettings": map[string]any{"qps": 7}}))
	assert.Empty(t, failures)
	assert.Equal(t, clientSettings{7, 120}, read.client)
}

func TestSettingsThatAreNotThereAreTheDefaults(t *testing.T) {
	read, failures := readSettings(resource.NewPropertyMapFromMap(body{
		"kubeconfig": nil, "context": nil, "enableSecretMutable": "false", "namespace": nil,
	}))
	assert.Empty(t, failures)
	assert.Equal(t, settings{client: clientSettings{50, 120}}, read)
}

func TestSettingsThatWouldBeIgnoredAreRefused(t *testing.T) {
	assert.Contains(t, refusals(body{"namespace": "kafka"})["namespace"], "does not know this setting")
	assert.Contains(t, refusals(body{"enableServerSideApply": false})["enableServerSideApply"], "can only do true")
	assert.Contains(t, refusals(body{"deleteUnreachable": "true"})["deleteUnreachable"], "can only do false")
	assert.Contains(t, refusals(body{"enableSecretMutable": "yes"})["enableSecretMutable"], "can only do true or false")
	assert.Contains(t, refusals(body{"enableConfigMapMutable": 1})["enableConfigMapMutable"], "can only do true or false")
	assert.Contains(t, refusals(body{"kubeClientSettings": `{"timeout": 3}`})["kubeClientSettings"], "knows qps and burst")
	// As Java writes a whole number, which upstream's plugin does not read either.
	assert.Contains(t, refusals(body{"kubeClientSettings": `{"burst": 9.0}`})["kubeClientSettings"], "cannot unmarshal")
	assert.Contains(t, refusals(body{"kubeconfig": unknown()})["kubeconfig"], "must be known before the run")
}

func TestKubeconfigIsAPathOrTheContent(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config")
	require.NoError(t, os.WriteFile(path, []byte(twoContexts), 0o600))
	for name, read := range map[string]settings{"path": {kubeconfig: path}, "content": {kubeconfig: twoContexts}} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, "https://two.example:6443", read.server())
			read.context = "one"
			assert.Equal(t, "https://one.example:6443", read.server())
			_, err := openCluster(read, nil)
			assert.NoError(t, err)
			read.context = "three"
			assert.Empty(t, read.server())
			_, err = openCluster(read, nil)
			assert.ErrorContains(t, err, `context "three" does not exist`)
		})
	}
	t.Setenv("KUBECONFIG", path)
	assert.Equal(t, "https://two.example:6443", settings{}.server())
}

func TestRubbishIsRefusedWithoutRepeatingIt(t *testing.T) {
	folder := t.TempDir()
	for name, content := range map[string]string{
		"no kubeconfig": token, "no path": "/nowhere/" + token, "other YAML": "token: " + token, "broken YAML": "{users: [" + token,
		"wrong types": `{"kind": "Config", "apiVersion": "v1", "users": "` + token + `"}`,
		"no base64": `{"kind": "Config", "apiVersion": "v1", "clusters": [{"name": "a"}],
			"users": [{"name": "a", "user": {"client-key-data": "` + token + `"}}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(folder, "config")
			require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
			for _, given := range []string{content, path} {
				read := settings{kubeconfig: given}
				_, err := openCluster(read, nil)
				require.Error(t, err)
				assert.NotContains(t, err.Error(), token)
				assert.Empty(t, read.server())
			}
		})
	}
}

func TestOnlyAnotherClusterReplacesTheProvider(t *testing.T) {
	mutable := body{"kubeconfig": twoContexts, "enableSecretMutable": true}
	for name, example := range map[string]struct {
		after    body
		replaced bool
	}{
		"another context":       {body{"kubeconfig": twoContexts, "context": "one"}, true},
		"the same by its name":  {body{"kubeconfig": twoContexts, "context": "two"}, false},
		"another user":          {body{"kubeconfig": twoContexts + "\n"}, false},
		"another setting":       {mutable, false},
		"rubbish":               {body{"kubeconfig": "rubbish"}, false},
		"another and a setting": {body{"kubeconfig": twoContexts, "context": "one", "enableSecretMutable": true}, true},
	} {
		t.Run(name, func(t *testing.T) {
			result, err := newEngine(t, body{"kubeconfig": twoContexts}).provider.DiffConfig(t.Context(), plugin.DiffConfigRequest{
				URN:       resource.NewURN("test", "project", "", "pulumi:providers:kubernetes", "cluster"),
				OldInputs: resource.NewPropertyMapFromMap(body{"kubeconfig": twoContexts}),
				NewInputs: resource.NewPropertyMapFromMap(example.after),
			})
			require.NoError(t, err)
			assert.Equal(t, plugin.DiffSome, result.Changes)
			assert.Equal(t, example.replaced, result.Replace())
			assert.NotContains(t, result.ReplaceKeys, resource.PropertyKey("enableSecretMutable"))
		})
	}
}

package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"
)

// settings are the provider's, as far as this stand-in knows them.
type settings struct {
	kubeconfig       string // a path or the content; empty: KUBECONFIG, else the home folder's
	context          string
	configMapMutable bool
	secretMutable    bool
	client           clientSettings
}

// clientSettings bound the requests to the API server.
type clientSettings struct {
	QPS   float32 `json:"qps"`
	Burst int     `json:"burst"`
}

// The upstream plugin's, for what a program leaves open.
var defaultClient = clientSettings{QPS: 50, Burst: 120}

// readClientSettings takes an object, or its text: SDKs send it as either.
func readClientSettings(value any) (clientSettings, error) {
	read := defaultClient
	text, isText := value.(string)
	if !isText {
		encoded, err := json.Marshal(value)
		if err != nil {
			return read, err
		}
		text = string(encoded)
	}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	return read, decoder.Decode(&read)
}

// readSettings refuses every setting that it would have to ignore.
func readSettings(properties resource.PropertyMap) (settings, []plugin.CheckFailure) {
	read := settings{client: defaultClient}
	var failures []plugin.CheckFailure
	values, complete := plain(properties)
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if values[name] == nil {
			continue
		}
		value := fmt.Sprint(values[name])
		switch name {
		case "kubeconfig":
			read.kubeconfig = value
		case "context":
			read.context = value
		case "enableConfigMapMutable":
			read.configMapMutable = value == "true"
			failures = refuseUnless(failures, name, value, "true", "false")
		case "enableSecretMutable":
			read.secretMutable = value == "true"
			failures = refuseUnless(failures, name, value, "true", "false")
		case "enableServerSideApply":
			failures = refuseUnless(failures, name, value, "true")
		case "deleteUnreachable":
			failures = refuseUnless(failures, name, value, "false")
		case "kubeClientSettings":
			var err error
			if read.client, err = readClientSettings(values[name]); err != nil {
				failures = refuse(failures, name, fmt.Sprintf("the offline stand-in of the Kubernetes plugin knows qps and burst: %v", err))
			}
		case "version", "pluginDownloadURL":
		default:
			failures = refuse(failures, name, "the offline stand-in of the Kubernetes plugin does not know this setting")
		}
	}
	if !complete {
		failures = refuse(failures, "kubeconfig",
			"must be known before the run: take it from the configuration, not from another resource")
	}
	return read, failures
}

func refuse(failures []plugin.CheckFailure, name, reason string) []plugin.CheckFailure {
	return append(failures, plugin.CheckFailure{Property: resource.PropertyKey(name), Reason: reason})
}

func refuseUnless(failures []plugin.CheckFailure, name, value string, possible ...string) []plugin.CheckFailure {
	if slices.Contains(possible, value) {
		return failures
	}
	return refuse(failures, name, fmt.Sprintf("is %s; the offline stand-in of the Kubernetes plugin can only do %s",
		value, strings.Join(possible, " or ")))
}

func (s settings) clientConfig() (clientcmd.ClientConfig, error) {
	overrides := &clientcmd.ConfigOverrides{CurrentContext: s.context}
	rules := clientcmd.NewDefaultClientConfigLoadingRules()
	if s.kubeconfig == "" {
		return clientcmd.NewNonInteractiveDeferredLoadingClientConfig(rules, overrides), nil
	}
	if _, err := os.Stat(s.kubeconfig); err == nil {
		rules.ExplicitPath = s.kubeconfig
		return clientcmd.NewNonInteractiveDeferredLoadingClientConfig(rules, overrides), nil
	}
	config, err := clientcmd.Load([]byte(s.kubeconfig))
	if err != nil || len(config.Clusters) == 0 {
		// Its content is a credential: never repeat it.
		return nil, fmt.Errorf("kubeconfig is neither the path of a file nor a kubeconfig in YAML or JSON")
	}
	return clientcmd.NewNonInteractiveClientConfig(*config, s.context, overrides, nil), nil
}

// server is the address of the cluster that these settings mean; empty if they mean none.
func (s settings) server() string {
	config, err := s.clientConfig()
	if err != nil {
		return ""
	}
	raw, err := config.RawConfig()
	if err != nil {
		return ""
	}
	name := s.context
	if name == "" {
		name = raw.CurrentContext
	}
	chosen, found := raw.Contexts[name]
	if !found {
		chosen = &api.Context{}
	}
	if cluster, found := raw.Clusters[chosen.Cluster]; found {
		return strings.TrimSuffix(cluster.Server, "/")
	}
	return ""
}

package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/blang/semver"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/provider"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// reporter tells the user what happens to a resource.
type reporter interface {
	// Log keeps the message among the run's diagnostics.
	Log(severity diag.Severity, urn resource.URN, message string)
	// Status shows the message only until the next one.
	Status(urn resource.URN, message string)
}

// standIn answers the resource protocol. What it does not implement is refused by the embedded type.
type standIn struct {
	plugin.UnimplementedProvider
	version  semver.Version
	report   reporter
	pace     pace
	settings settings
	cluster  *cluster
	// Ends when the user cancels: every wait of this plugin ends with it.
	running context.Context
	cancel  context.CancelFunc
}

func newStandIn(version semver.Version, report reporter) *standIn {
	running, cancel := context.WithCancel(context.Background())
	return &standIn{version: version, report: report, pace: usualPace, running: running, cancel: cancel}
}

func (s *standIn) GetPluginInfo(context.Context) (plugin.PluginInfo, error) {
	return plugin.PluginInfo{Version: &s.version}, nil
}

// SignalCancellation ends all waits; what was created already is kept in the state as not ready.
func (s *standIn) SignalCancellation(context.Context) error {
	s.cancel()
	return nil
}

func (s *standIn) Close() error { return nil }

func (s *standIn) CheckConfig(
	_ context.Context, request plugin.CheckConfigRequest,
) (plugin.CheckConfigResponse, error) {
	_, failures := readSettings(request.News)
	return plugin.CheckConfigResponse{Properties: request.News, Failures: failures}, nil
}

// DiffConfig replaces the provider, and with it everything that it made, only if it now means another cluster.
func (s *standIn) DiffConfig(_ context.Context, request plugin.DiffConfigRequest) (plugin.DiffConfigResponse, error) {
	changed := request.OldInputs.Diff(request.NewInputs)
	if changed == nil {
		return plugin.DiffConfigResponse{Changes: plugin.DiffNone}, nil
	}
	result := plugin.DiffConfigResponse{Changes: plugin.DiffSome, ChangedKeys: changed.ChangedKeys()}
	// What is not known yet may mean another cluster.
	for _, key := range []resource.PropertyKey{"kubeconfig", "context"} {
		if request.NewInputs[key].IsComputed() {
			return plugin.DiffConfigResponse{
				Changes: plugin.DiffSome, ChangedKeys: []resource.PropertyKey{key}, ReplaceKeys: []resource.PropertyKey{key},
			}, nil
		}
	}
	before, _ := readSettings(request.OldInputs)
	after, _ := readSettings(request.NewInputs)
	if address := before.server(); address != "" && after.server() != "" && address != after.server() {
		result.ReplaceKeys = slices.DeleteFunc(changed.ChangedKeys(), func(key resource.PropertyKey) bool {
			return key != "kubeconfig" && key != "context"
		})
	}
	return result, nil
}

// Configure opens no connection: the first call that needs the cluster does.
func (s *standIn) Configure(_ context.Context, request plugin.ConfigureRequest) (plugin.ConfigureResponse, error) {
	read, failures := readSettings(request.Inputs)
	if len(failures) > 0 {
		return plugin.ConfigureResponse{}, fmt.Errorf("%s: %s", failures[0].Property, failures[0].Reason)
	}
	s.settings = read
	opened, err := openCluster(read, func(warning string) { s.report.Log(diag.Warning, "", warning) })
	s.cluster = opened
	return plugin.ConfigureResponse{}, err
}

// Check refuses what this stand-in would otherwise do differently from the upstream plugin.
func (s *standIn) Check(_ context.Context, request plugin.CheckRequest) (plugin.CheckResponse, error) {
	var failures []plugin.CheckFailure
	body, complete := plain(request.News)
	object := &unstructured.Unstructured{Object: body}
	for property, value := range map[string]string{"apiVersion": object.GetAPIVersion(), "kind": object.GetKind()} {
		if value == "" {
			failures = append(failures, plugin.CheckFailure{Property: resource.PropertyKey(property), Reason: "is missing"})
		}
	}
	if strings.HasSuffix(object.GetKind(), "List") && body["items"] != nil {
		failures = append(failures, plugin.CheckFailure{Property: "kind", Reason: "is a list: declare its items"})
	}
	if object.GetName() == "" && complete {
		failures = append(failures, plugin.CheckFailure{
			Property: "metadata.name",
			Reason:   "is missing: the offline stand-in makes no names up; declare one",
		})
	}
	checked := request.News
	if complete {
		checked = properties(&unstructured.Unstructured{Object: normalized(body)}, request.News)
	}
	return plugin.CheckResponse{Properties: checked, Failures: failures}, nil
}

// Diff compares what the state has of the live object with what is declared now: a refresh is all that sees drift.
func (s *standIn) Diff(ctx context.Context, request plugin.DiffRequest) (plugin.DiffResponse, error) {
	declared, _ := plain(request.OldInputs)
	live, _ := plain(request.OldOutputs)
	before, _ := pruned(live, normalized(declared)).(map[string]any)
	after, complete := plain(request.NewInputs)
	object := &unstructured.Unstructured{Object: after}
	// What only becomes secret, or ceases to be, is no change.
	wanted := opened(request.NewInputs)
	if complete {
		wanted = resource.NewPropertyMapFromMap(normalized(after))
	}
	result := difference(resource.NewPropertyMapFromMap(before), wanted)
	ignore(&result, request.IgnoreChanges)
	// A patch can give any field back, and so never needs another object.
	fields := identifying
	if !isPatch(request.URN) {
		fields = replacing(object, s.settings)
	}
	markReplacements(&result, fields)
	if s.failedToBeReady(ctx, request.URN, object) {
		markUnready(&result)
	}
	// Two of one name cannot be at a time: the old one goes first.
	same := identity(object) == identity(&unstructured.Unstructured{Object: live})
	result.DeleteBeforeReplace = same && len(result.ReplaceKeys) > 0
	return result, nil
}

// hostLog reports through the engine. A message that does not arrive is no reason to fail a resource.
type hostLog struct{ host *provider.HostClient }

func (h hostLog) Log(severity diag.Severity, urn resource.URN, message string) {
	_ = h.host.Log(context.Background(), severity, urn, message)
}

func (h hostLog) Status(urn resource.URN, message string) {
	_ = h.host.LogStatus(context.Background(), diag.Info, urn, message)
}

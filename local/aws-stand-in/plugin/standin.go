package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"

	"github.com/blang/semver"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
)

// standIn answers the resource protocol. What it does not implement is refused by the embedded type.
type standIn struct {
	plugin.UnimplementedProvider
	version semver.Version
	volumes volumeFolders
	region  string
}

func newStandIn(version semver.Version, volumes volumeFolders) *standIn {
	return &standIn{version: version, volumes: volumes}
}

func (s *standIn) GetPluginInfo(context.Context) (plugin.PluginInfo, error) {
	return plugin.PluginInfo{Version: &s.version}, nil
}

func (s *standIn) SignalCancellation(context.Context) error { return nil }

func (s *standIn) Close() error { return nil }

func (s *standIn) CheckConfig(
	_ context.Context, request plugin.CheckConfigRequest,
) (plugin.CheckConfigResponse, error) {
	response := plugin.CheckConfigResponse{Properties: request.News}
	if !request.News["region"].IsString() {
		response.Failures = []plugin.CheckFailure{{Property: "region", Reason: "must be known before the run"}}
	}
	return response, nil
}

// DiffConfig replaces everything when it is to be in another region.
func (s *standIn) DiffConfig(_ context.Context, request plugin.DiffConfigRequest) (plugin.DiffConfigResponse, error) {
	return difference(request.OldInputs, request.NewInputs, []string{"region"}), nil
}

func (s *standIn) Configure(_ context.Context, request plugin.ConfigureRequest) (plugin.ConfigureResponse, error) {
	s.region = request.Inputs["region"].StringValue()
	return plugin.ConfigureResponse{}, nil
}

// Check makes up the names that upstream makes up, and keeps them.
func (s *standIn) Check(_ context.Context, request plugin.CheckRequest) (plugin.CheckResponse, error) {
	known, found := kinds[request.URN.Type()]
	if !found {
		return plugin.CheckResponse{}, fmt.Errorf("the offline stand-in of the AWS plugin does not know %s", request.URN.Type())
	}
	inputs := request.News.Copy()
	if !known.named || inputs.HasValue("name") {
		return plugin.CheckResponse{Properties: inputs}, nil
	}
	if before := request.Olds["name"]; before.IsString() {
		inputs["name"] = before
		return plugin.CheckResponse{Properties: inputs}, nil
	}
	name, err := resource.NewUniqueHex(request.URN.Name()+"-", 7, 255)
	inputs["name"] = resource.NewProperty(name)
	return plugin.CheckResponse{Properties: inputs}, err
}

func (s *standIn) Diff(_ context.Context, request plugin.DiffRequest) (plugin.DiffResponse, error) {
	ignored := slices.Clone(request.IgnoreChanges)
	result := difference(without(request.OldInputs, ignored), without(request.NewInputs, ignored),
		kinds[request.URN.Type()].replacing)
	return result, nil
}

func without(properties resource.PropertyMap, ignored []string) resource.PropertyMap {
	kept := properties.Copy()
	for _, key := range ignored {
		delete(kept, resource.PropertyKey(key))
	}
	return kept
}

// difference compares declared with declared. A change of one of the replacing inputs replaces the resource.
func difference(before, after resource.PropertyMap, replacing []string) plugin.DiffResult {
	changes := before.Diff(after)
	result := plugin.DiffResult{Changes: plugin.DiffNone, DetailedDiff: plugin.NewDetailedDiffFromObjectDiff(changes, true)}
	if changes == nil {
		return result
	}
	result.Changes, result.ChangedKeys = plugin.DiffSome, changes.ChangedKeys()
	for _, key := range result.ChangedKeys {
		if slices.Contains(replacing, string(key)) {
			result.ReplaceKeys = append(result.ReplaceKeys, key)
		}
	}
	for path, change := range result.DetailedDiff {
		if parsed, err := resource.ParsePropertyPath(path); err == nil && slices.Contains(replacing, fmt.Sprint(parsed[0])) {
			result.DetailedDiff[path] = change.ToReplace()
		}
	}
	return result
}

func (s *standIn) Create(_ context.Context, request plugin.CreateRequest) (plugin.CreateResponse, error) {
	known := kinds[request.URN.Type()]
	if request.Preview {
		return plugin.CreateResponse{Properties: s.unknown(request)}, nil
	}
	id, err := newID(known, request.Properties)
	if err == nil && request.URN.Type() == volumeType {
		err = s.volumes.create(id)
	}
	if err == nil && request.URN.Type() == volumeType {
		err = s.volumes.describe(id, request.Properties)
	}
	if err != nil {
		return plugin.CreateResponse{Status: resource.StatusUnknown}, err
	}
	outputs := request.Properties.Copy()
	maps.Copy(outputs, s.computed(request.URN, id))
	return plugin.CreateResponse{ID: resource.ID(id), Properties: outputs}, nil
}

// newID is the name where AWS makes it the id, and else random, as AWS' are.
func newID(known kind, inputs resource.PropertyMap) (string, error) {
	if known.bucket {
		return inputs["bucket"].StringValue(), nil
	}
	if known.prefix == "" && known.named {
		return inputs["name"].StringValue(), nil
	}
	random := make([]byte, 9)
	_, err := rand.Read(random)
	return known.prefix + hex.EncodeToString(random)[:17], err
}

// computed is what AWS adds to a resource and the project reads.
func (s *standIn) computed(urn resource.URN, id string) resource.PropertyMap {
	added := resource.PropertyMap{}
	if arn := kinds[urn.Type()].arn; arn != "" {
		added["arn"] = resource.NewProperty("arn:aws:" + fmt.Sprintf(arn, s.region+":000000000000", id))
	}
	if urn.Type() == instanceType {
		added["privateDns"] = resource.NewProperty(s.privateName())
	}
	return added
}

// privateName is a node's name as AWS' IP-based naming makes it.
func (s *standIn) privateName() string {
	address := make([]byte, 3)
	_, _ = rand.Read(address)
	return fmt.Sprintf("ip-10-%d-%d-%d.%s.compute.internal", address[0], address[1], address[2], s.region)
}

func (s *standIn) unknown(request plugin.CreateRequest) resource.PropertyMap {
	outputs := request.Properties.Copy()
	for key := range s.computed(request.URN, "") {
		outputs[key] = resource.MakeComputed(resource.NewProperty(""))
	}
	return outputs
}

func (s *standIn) Update(_ context.Context, request plugin.UpdateRequest) (plugin.UpdateResponse, error) {
	outputs := request.NewInputs.Copy()
	for _, key := range []resource.PropertyKey{"arn", "privateDns"} {
		if value, found := request.OldOutputs[key]; found {
			outputs[key] = value
		}
	}
	if request.URN.Type() == volumeType && !request.Preview {
		return plugin.UpdateResponse{Properties: outputs}, s.volumes.describe(string(request.ID), request.NewInputs)
	}
	return plugin.UpdateResponse{Properties: outputs}, nil
}

// Read tells that a volume is gone when its folder is, and what it is when a stack adopts it; everything else is as the
// state has it.
func (s *standIn) Read(_ context.Context, request plugin.ReadRequest) (plugin.ReadResponse, error) {
	if request.URN.Type() == volumeType && !s.volumes.exists(string(request.ID)) {
		return plugin.ReadResponse{}, nil
	}
	if request.URN.Type() == volumeType && len(request.Inputs) == 0 {
		return s.adopted(request)
	}
	return plugin.ReadResponse{ReadResult: plugin.ReadResult{
		ID: request.ID, Inputs: request.Inputs, Outputs: request.State,
	}}, nil
}

func (s *standIn) adopted(request plugin.ReadRequest) (plugin.ReadResponse, error) {
	inputs, err := s.volumes.described(string(request.ID))
	if err != nil {
		return plugin.ReadResponse{Status: resource.StatusUnknown}, err
	}
	outputs := inputs.Copy()
	maps.Copy(outputs, s.computed(request.URN, string(request.ID)))
	return plugin.ReadResponse{ReadResult: plugin.ReadResult{ID: request.ID, Inputs: inputs, Outputs: outputs}}, nil
}

func (s *standIn) Delete(_ context.Context, request plugin.DeleteRequest) (plugin.DeleteResponse, error) {
	if request.URN.Type() != volumeType {
		return plugin.DeleteResponse{}, nil
	}
	return plugin.DeleteResponse{}, s.volumes.remove(string(request.ID))
}

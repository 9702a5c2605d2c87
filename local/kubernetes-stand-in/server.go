package main

import (
	"context"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// protocolServer speaks the protocol for a stand-in. The library's own leaves out that a diff is detailed, whereupon the engine
// ignores the details, and what is to be replaced because a field is removed.
type protocolServer struct {
	pulumirpc.ResourceProviderServer
}

func newServer(standIn *standIn) pulumirpc.ResourceProviderServer {
	return protocolServer{plugin.NewProviderServer(standIn)}
}

// unreadyPath is a reason to replace an object that is no change of it.
const unreadyPath = `.metadata.annotations["` + replaceUnready + `"]`

func (s protocolServer) Diff(ctx context.Context, request *pulumirpc.DiffRequest) (*pulumirpc.DiffResponse, error) {
	response, err := s.ResourceProviderServer.Diff(ctx, request)
	if err != nil {
		return nil, err
	}
	response.HasDetailedDiff, response.Diffs = true, nil
	for _, path := range response.Replaces {
		if change := response.DetailedDiff[path]; change.GetKind() == pulumirpc.PropertyDiff_DELETE {
			change.Kind = pulumirpc.PropertyDiff_DELETE_REPLACE
		}
	}
	delete(response.DetailedDiff, unreadyPath)
	return response, nil
}

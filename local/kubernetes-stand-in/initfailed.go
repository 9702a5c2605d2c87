package main

import (
	"errors"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil/rpcerror"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc/codes"
)

// withState gives an error of initialization the shape in which the engine keeps the object in its state: created, but
// not ready, to be updated by the next run and deleted by a destroy. The library's server would drop the state.
func withState(err error, id resource.ID, inputs, outputs resource.PropertyMap) error {
	var failed *plugin.InitError
	if !errors.As(err, &failed) {
		return err
	}
	options := plugin.MarshalOptions{Label: "state", KeepUnknowns: true, KeepSecrets: true, KeepResources: true}
	state, marshalError := plugin.MarshalProperties(outputs, options)
	if marshalError != nil {
		return marshalError
	}
	declared, marshalError := plugin.MarshalProperties(inputs, options)
	if marshalError != nil {
		return marshalError
	}
	return rpcerror.WithDetails(rpcerror.New(codes.Unknown, failed.Error()), &pulumirpc.ErrorResourceInitFailed{
		Id: string(id), Properties: state, Inputs: declared, Reasons: failed.Reasons,
	})
}

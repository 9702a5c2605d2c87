package diy

import (
	"context"
	"fmt"
	"net/url"

	"gocloud.dev/blob"
)

// What fixupS3CopySource needs of the type of the AWS SDK. No bucket has it here.
type copyObjectInput struct{ CopySource *string }

type noCloudBackend struct{}

func (noCloudBackend) OpenBucketURL(_ context.Context, u *url.URL) (*blob.Bucket, error) {
	return nil, fmt.Errorf("%s: this pulumi was built by local/tools without the state backends of clouds; "+
		"use a pulumi from https://www.pulumi.com/docs/install/", u.Redacted())
}

func init() {
	for _, scheme := range []string{"azblob", "gs", "s3"} {
		blob.DefaultURLMux().RegisterBucket(scheme, noCloudBackend{})
	}
}

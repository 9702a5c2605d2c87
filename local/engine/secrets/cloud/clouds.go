package cloud

import (
	"context"
	"fmt"
	"net/url"

	gosecrets "gocloud.dev/secrets"
)

type noCloudKey struct{}

func (noCloudKey) OpenKeeperURL(_ context.Context, u *url.URL) (*gosecrets.Keeper, error) {
	return nil, fmt.Errorf("%s: this pulumi was built by local/tools without the keys of clouds; "+
		"use a pulumi from https://www.pulumi.com/docs/install/, or the secrets provider passphrase", u.Redacted())
}

func init() {
	for _, scheme := range []string{"awskms", "azurekeyvault", "gcpkms", "hashivault"} {
		gosecrets.DefaultURLMux().RegisterKeeper(scheme, noCloudKey{})
	}
}

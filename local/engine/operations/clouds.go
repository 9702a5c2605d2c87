package operations

import "errors"

var errNoCloudLogs = errors.New("pulumi logs: this pulumi was built by local/tools without the logs of clouds; " +
	"use a pulumi from https://www.pulumi.com/docs/install/")

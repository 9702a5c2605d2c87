// Admits pods as OpenShift's API server does: by security context constraints (SCCs). No Go module publishes OpenShift's code, so this is
// another implementation. A test compares it with the answers of OpenShift's API server in testdata/observed.json.
//
// It also gives namespaces their ranges, as OpenShift's cluster-policy-controller does, and completes SCCs that leave out fields.
package main

import (
	"context"
	"crypto/tls"
	"errors"
	"flag"
	"log"
	"net/http"
	"os/signal"
	"syscall"
	"time"

	"k8s.io/client-go/tools/clientcmd"
)

type options struct {
	kubeconfig, listen, certificate, key string
}

func main() {
	var o options
	flag.StringVar(&o.kubeconfig, "kubeconfig", "", "kubeconfig of the user openshift-admission, whose role is in local/manifests/roles.yaml")
	flag.StringVar(&o.listen, "listen", "127.0.0.1:9443", "address that the API server calls")
	flag.StringVar(&o.certificate, "tls-cert-file", "", "certificate for that address")
	flag.StringVar(&o.key, "tls-private-key-file", "", "its key")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, o); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, o options) error {
	config, err := clientcmd.BuildConfigFromFlags("", o.kubeconfig)
	if err != nil {
		return err
	}
	// A pod may need 24 SubjectAccessReviews: the client's default limit of 5 requests per second would delay it.
	config.QPS = -1
	live, err := newLiveCluster(config)
	if err != nil {
		return err
	}
	ranges, err := newAllocator(live.client, live.allNamespaces, live.namespace)
	if err != nil {
		return err
	}
	if err := live.start(ctx); err != nil {
		return err
	}
	go ranges.run(ctx, live.allNamespaces.GetStore().List())
	server := &http.Server{
		Addr:              o.listen,
		Handler:           handler(admission{live, 10 * time.Second}, live.client),
		TLSConfig:         &tls.Config{MinVersion: tls.VersionTLS12},
		ReadHeaderTimeout: 10 * time.Second,
	}
	context.AfterFunc(ctx, func() { _ = server.Close() })
	if err := server.ListenAndServeTLS(o.certificate, o.key); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

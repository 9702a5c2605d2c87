// Command cert-manager runs upstream's controllers, webhook or CA injector. The module of upstream has all of their code but the commands,
// which are modules of their own and not published. The name of this module lets it import upstream's internal packages, as theirs do.
package main

import (
	"context"
	"flag"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"time"

	"github.com/cert-manager/cert-manager/internal/apis/config/shared"
	config "github.com/cert-manager/cert-manager/internal/apis/config/webhook"
	"github.com/cert-manager/cert-manager/internal/kube"
	"github.com/cert-manager/cert-manager/internal/webhook"
	"github.com/cert-manager/cert-manager/pkg/controller"
	"github.com/cert-manager/cert-manager/pkg/controller/cainjector"
	"github.com/cert-manager/cert-manager/pkg/controller/certificaterequests/approver"
	requestsca "github.com/cert-manager/cert-manager/pkg/controller/certificaterequests/ca"
	requestsselfsigned "github.com/cert-manager/cert-manager/pkg/controller/certificaterequests/selfsigned"
	"github.com/cert-manager/cert-manager/pkg/controller/certificates/issuing"
	"github.com/cert-manager/cert-manager/pkg/controller/certificates/keymanager"
	"github.com/cert-manager/cert-manager/pkg/controller/certificates/readiness"
	"github.com/cert-manager/cert-manager/pkg/controller/certificates/requestmanager"
	"github.com/cert-manager/cert-manager/pkg/controller/certificates/revisionmanager"
	"github.com/cert-manager/cert-manager/pkg/controller/certificates/trigger"
	"github.com/cert-manager/cert-manager/pkg/controller/clusterissuers"
	"github.com/cert-manager/cert-manager/pkg/controller/issuers"
	_ "github.com/cert-manager/cert-manager/pkg/issuer/ca"
	_ "github.com/cert-manager/cert-manager/pkg/issuer/selfsigned"
	logf "github.com/cert-manager/cert-manager/pkg/logs"
	"github.com/cert-manager/cert-manager/pkg/util"
	"golang.org/x/sync/errgroup"
	"k8s.io/client-go/kubernetes/scheme"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/manager"
	"sigs.k8s.io/controller-runtime/pkg/metrics/server"
)

// Namespace of the ClusterIssuers' Secrets and of the CA that signs the webhook's certificate.
const namespace = "cert-manager"

// The controllers of Certificates by a CA or by themselves: issuers in a network, such as ACME, cannot be reached from a local cluster.
var controllers = []string{
	issuers.ControllerName, clusterissuers.ControllerName,
	issuing.ControllerName, keymanager.ControllerName, readiness.ControllerName, requestmanager.ControllerName,
	revisionmanager.ControllerName, trigger.ControllerName,
	approver.ControllerName, requestsca.CRControllerName, requestsselfsigned.CRControllerName,
}

// Not the global flags: libraries add theirs to those.
var (
	flags      = flag.NewFlagSet("cert-manager", flag.ExitOnError)
	kubeconfig = flags.String("kubeconfig", "", "file with the connection to the API server")
	port       = flags.Int("port", 0, "port of the webhook on every address")
	health     = flags.Int("health-port", 0, "port of /healthz")
	host       = flags.String("host", "", "name at which the API server calls the webhook")
)

func main() {
	flags.Usage = func() {
		fmt.Fprintln(flags.Output(), "usage: cert-manager [options] controller|webhook|cainjector")
		flags.PrintDefaults()
	}
	_ = flags.Parse(os.Args[1:]) // exits on errors
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	logf.InitLogs()
	ctx = logf.NewContext(ctx, logf.Log, flags.Arg(0))
	ctrl.SetLogger(logf.Log)

	programs := map[string]func(context.Context) error{
		"controller": runControllers, "webhook": runWebhook, "cainjector": runInjector,
	}
	run, ok := programs[flags.Arg(0)]
	if !ok || flags.NArg() != 1 {
		flags.Usage()
		os.Exit(2)
	}
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func runControllers(ctx context.Context) error {
	factory, err := controller.NewContextFactory(ctx, controller.ContextOptions{
		Kubeconfig:         *kubeconfig,
		KubernetesAPIQPS:   50,
		KubernetesAPIBurst: 100,
		IssuerOptions:      controller.IssuerOptions{ClusterResourceNamespace: namespace},
		CertificateOptions: controller.CertificateOptions{
			CertificateRequestMinimumBackoffDuration: time.Hour,
			CertificateRequestMaximumBackoffDuration: 32 * time.Hour,
		},
	})
	if err != nil {
		return err
	}
	built, err := factory.Build()
	if err != nil {
		return err
	}

	group, ctx := errgroup.WithContext(ctx)
	var loops []controller.Interface
	for name, create := range controller.Known() {
		if !slices.Contains(controllers, name) {
			continue
		}
		loop, err := create(factory)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		loops = append(loops, loop)
	}
	if len(loops) != len(controllers) {
		return fmt.Errorf("%d of the controllers %v are registered", len(loops), controllers)
	}
	built.SharedInformerFactory.Start(ctx.Done())
	built.KubeSharedInformerFactory.Start(ctx.Done())
	for _, loop := range loops {
		group.Go(func() error { return loop.Run(2, ctx) })
	}
	group.Go(func() error { return serveHealth(ctx) })
	return group.Wait()
}

func serveHealth(ctx context.Context) error {
	mux := http.NewServeMux()
	mux.HandleFunc("/healthz", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	listener := &http.Server{Addr: fmt.Sprintf("127.0.0.1:%d", *health), Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	go func() {
		<-ctx.Done()
		_ = listener.Close()
	}()
	if err := listener.ListenAndServe(); err != http.ErrServerClosed {
		return err
	}
	return nil
}

// The webhook signs its own certificate by a CA in a Secret, from which the injector copies the CA.
func runWebhook(ctx context.Context) error {
	listener, err := webhook.NewCertManagerWebhookServer(logf.Log, config.WebhookConfiguration{
		SecurePort:           int32(*port),
		HealthzPort:          int32(*health),
		KubeConfig:           *kubeconfig,
		MetricsListenAddress: "0",
		TLSConfig: shared.TLSConfig{Dynamic: shared.DynamicServingConfig{
			SecretNamespace: namespace, SecretName: "cert-manager-webhook-ca", DNSNames: []string{*host},
			LeafDuration: 7 * 24 * time.Hour,
		}},
	})
	if err != nil {
		return err
	}
	return listener.Run(ctx)
}

func runInjector(ctx context.Context) error {
	rest, err := kube.BuildClientConfig("", *kubeconfig)
	if err != nil {
		return err
	}
	// The injector signs its changes with the name from the user agent.
	injector, err := ctrl.NewManager(util.RestConfigWithUserAgent(rest, "cainjector"), manager.Options{
		Scheme:                 scheme.Scheme,
		Metrics:                server.Options{BindAddress: "0"},
		HealthProbeBindAddress: fmt.Sprintf("127.0.0.1:%d", *health),
	})
	if err != nil {
		return err
	}
	if err := injector.AddHealthzCheck("healthz", func(*http.Request) error { return nil }); err != nil {
		return err
	}
	err = cainjector.RegisterAllInjectors(ctx, injector, cainjector.SetupOptions{
		EnabledReconcilersFor: map[string]bool{
			"mutatingwebhookconfiguration": true, "validatingwebhookconfiguration": true,
		},
	})
	if err != nil {
		return err
	}
	return injector.Start(ctx)
}

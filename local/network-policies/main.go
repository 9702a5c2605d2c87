// Enforces the NetworkPolicies of one node of the local cluster. The verdicts are those of kube-network-policies, the
// Kubernetes network SIG's reference implementation; its own command runs in a pod only.
//
// The kernel hands over the first packet of each connection through a queue, which the rules of local/lib/network.sh fill: without
// this process nothing new passes. The library adds an nftables table of its own, which needs the expression "queue". Where a kernel
// lacks it, only these rules work; where it has it, a packet is judged twice, with the same result.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strconv"
	"strings"

	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/klog/v2"
	"sigs.k8s.io/kube-network-policies/pkg/networkpolicy"
)

// Its first field is the queue's number, its second the socket that reads it.
const queuesFile = "/proc/net/netfilter/nfnetlink_queue"

type options struct {
	kubeconfig, node, listen string
	queue                    int
}

func main() {
	var o options
	flag.StringVar(&o.kubeconfig, "kubeconfig", "", "kubeconfig file with the right to watch pods, namespaces and network policies")
	flag.StringVar(&o.node, "node", "", "name of this node")
	flag.StringVar(&o.listen, "listen", "127.0.0.1:9080", "address of /healthz")
	flag.IntVar(&o.queue, "queue", 100, "number of the netfilter queue")
	flag.Parse()
	logTo(withoutTableErrors{})
	log.Fatal(run(context.Background(), o))
}

// logTo sends each line of the libraries to a writer, once, and to it alone.
func logTo(writer io.Writer) {
	flags := flag.NewFlagSet("klog", flag.PanicOnError)
	klog.InitFlags(flags)
	for name, value := range map[string]string{"logtostderr": "false", "stderrthreshold": "FATAL", "one_output": "true"} {
		if err := flags.Set(name, value); err != nil {
			log.Fatal(err)
		}
	}
	klog.SetOutput(writer)
}

func run(ctx context.Context, o options) error {
	config, err := clientcmd.BuildConfigFromFlags("", o.kubeconfig)
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	factory := informers.NewSharedInformerFactory(client, 0)
	policies := factory.Networking().V1().NetworkPolicies()
	namespaces := factory.Core().V1().Namespaces()
	pods := factory.Core().V1().Pods()
	// Switching NRI off would crash version 0.8.0 at the first address that is not a pod's. Without a socket of NRI it goes on.
	controller, err := networkpolicy.NewController(client, policies, namespaces, pods, nil, nil, nil, nil,
		networkpolicy.Config{NodeName: o.node, QueueID: o.queue})
	if err != nil {
		return err
	}
	synced := []cache.InformerSynced{policies.Informer().HasSynced, namespaces.Informer().HasSynced, pods.Informer().HasSynced}
	factory.Start(ctx.Done())
	failed := make(chan error, 2)
	go func() { failed <- errors.Join(errors.New("the controller ended"), controller.Run(ctx)) }()
	go func() { failed <- http.ListenAndServe(o.listen, health(synced, o.queue)) }()
	return <-failed
}

// health answers 200 once the caches are filled and the queue is read.
func health(synced []cache.InformerSynced, queue int) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/healthz", func(w http.ResponseWriter, _ *http.Request) {
		for _, isSynced := range synced {
			if !isSynced() {
				http.Error(w, "the caches are not filled yet", http.StatusServiceUnavailable)
				return
			}
		}
		if err := queueIsRead(queue); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ok")
	})
	return mux
}

func queueIsRead(queue int) error {
	text, err := os.ReadFile(queuesFile)
	if err != nil {
		return err
	}
	for _, line := range strings.Split(string(text), "\n") {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == strconv.Itoa(queue) && fields[1] != "0" {
			return nil
		}
	}
	return fmt.Errorf("nobody reads queue %d yet", queue)
}

// withoutTableErrors leaves out what the library says about its own table, again with each pod that changes.
type withoutTableErrors struct{}

var tableMessages = []string{"yncing nftables rules", `"syncing"`, `"Dropping out of the queue"`, "netlink receive: no such file"}

func (withoutTableErrors) Write(line []byte) (int, error) {
	for _, message := range tableMessages {
		if bytes.Contains(line, []byte(message)) {
			return len(line), nil
		}
	}
	return os.Stderr.Write(line)
}

// Command ebs-csi-stand-in stands in for the EBS CSI driver on the local cluster: a volume is a folder. It is either the
// driver of a node or the controller.
package main

import (
	"context"
	"flag"
	"fmt"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/container-storage-interface/spec/lib/go/csi"
	"google.golang.org/grpc"
	registration "k8s.io/kubelet/pkg/apis/pluginregistration/v1"
	"k8s.io/mount-utils"
)

// The name of the driver it stands in for.
const driverName = "ebs.csi.aws.com"

func main() {
	volumes := flag.String("volumes", "", "folder that has a folder for each volume")
	node := flag.String("node", "", "name of the node")
	kubelet := flag.String("kubelet", "", "root folder of the node's kubelet")
	controller := flag.String("controller", "", "socket to be the controller on, instead of a node's driver")
	flag.Parse()
	if *volumes == "" || (*controller == "") == (*node == "" || *kubelet == "") {
		flag.Usage()
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	server, socket := controllerServer(folders(*volumes)), *controller
	if socket == "" {
		server, socket = nodeServer(*kubelet, &driver{volumes: folders(*volumes), node: *node, mounts: mount.New("")})
	}
	if err := serve(ctx, server, socket); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// nodeServer is for the kubelet, which finds its one socket for itself: there it asks first what is behind it, and then
// for the driver.
func nodeServer(kubelet string, driver *driver) (*grpc.Server, string) {
	socket := filepath.Join(kubelet, "plugins_registry", driverName+"-reg.sock")
	server := grpc.NewServer()
	csi.RegisterIdentityServer(server, &identity{})
	csi.RegisterNodeServer(server, driver)
	registration.RegisterRegistrationServer(server, &registrar{endpoint: socket})
	return server, socket
}

// serve answers until the context ends.
func serve(ctx context.Context, server *grpc.Server, socket string) error {
	if err := os.MkdirAll(filepath.Dir(socket), 0o750); err != nil {
		return err
	}
	// Of one that was killed.
	if err := os.Remove(socket); err != nil && !os.IsNotExist(err) {
		return err
	}
	listener, err := net.Listen("unix", socket)
	if err != nil {
		return err
	}
	stopped := context.AfterFunc(ctx, server.GracefulStop)
	defer stopped()
	return server.Serve(listener)
}

// registrar tells the kubelet which driver this is.
type registrar struct {
	registration.UnimplementedRegistrationServer
	endpoint string
}

func (r *registrar) GetInfo(context.Context, *registration.InfoRequest) (*registration.PluginInfo, error) {
	return &registration.PluginInfo{
		Type: registration.CSIPlugin, Name: driverName, Endpoint: r.endpoint, SupportedVersions: []string{"1.9.0"},
	}, nil
}

func (r *registrar) NotifyRegistrationStatus(
	_ context.Context, status *registration.RegistrationStatus,
) (*registration.RegistrationStatusResponse, error) {
	if !status.PluginRegistered {
		fmt.Fprintln(os.Stderr, "the kubelet refused the driver:", status.Error)
	}
	return &registration.RegistrationStatusResponse{}, nil
}

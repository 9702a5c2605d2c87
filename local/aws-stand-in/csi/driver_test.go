package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/container-storage-interface/spec/lib/go/csi"
	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
	registration "k8s.io/kubelet/pkg/apis/pluginregistration/v1"
	"k8s.io/mount-utils"
)

// connected is a connection to a server that runs until the test ends.
func connected(t *testing.T, server *grpc.Server, socket string) *grpc.ClientConn {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Dir(socket), 0o750))
	require.NoError(t, os.WriteFile(socket, []byte("of one that was killed"), 0o600))
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- serve(ctx, server, socket) }()
	connection, err := grpc.NewClient("unix://"+socket, grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultCallOptions(grpc.WaitForReady(true)))
	require.NoError(t, err)
	t.Cleanup(func() {
		require.NoError(t, connection.Close())
		stop()
		require.NoError(t, <-ended)
	})
	return connection
}

// ofNode is a kubelet's connection.
func ofNode(t *testing.T, driver *driver) *grpc.ClientConn {
	t.Helper()
	server, socket := nodeServer(t.TempDir(), driver)
	return connected(t, server, socket)
}

func newDriver(t *testing.T) (*driver, *mount.FakeMounter) {
	t.Helper()
	mounter := mount.NewFakeMounter(nil)
	folder := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(folder, "vol-1"), 0o770))
	return &driver{volumes: folders(folder), node: "node-a", mounts: mounter}, mounter
}

func bounded(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	t.Cleanup(cancel)
	return ctx
}

func TestTheKubeletLearnsOfTheDriverOnItsSocket(t *testing.T) {
	driver, _ := newDriver(t)
	connection := ofNode(t, driver)
	info, err := registration.NewRegistrationClient(connection).GetInfo(bounded(t), &registration.InfoRequest{})
	require.NoError(t, err)
	require.Equal(t, "ebs.csi.aws.com", info.Name)
	require.Equal(t, registration.CSIPlugin, info.Type)
	require.FileExists(t, info.Endpoint)
	node, err := csi.NewNodeClient(connection).NodeGetInfo(bounded(t), &csi.NodeGetInfoRequest{})
	require.NoError(t, err)
	require.Equal(t, "node-a", node.NodeId)
}

func TestAVolumeIsMountedOnceAndGivenBack(t *testing.T) {
	driver, mounter := newDriver(t)
	client := csi.NewNodeClient(ofNode(t, driver))
	target := filepath.Join(t.TempDir(), "pod", "mount")
	for range 2 {
		_, err := client.NodePublishVolume(bounded(t), &csi.NodePublishVolumeRequest{VolumeId: "vol-1", TargetPath: target})
		require.NoError(t, err)
	}
	mounts, err := mounter.List()
	require.NoError(t, err)
	require.Len(t, mounts, 1)
	require.Equal(t, filepath.Join(string(driver.volumes), "vol-1"), mounts[0].Device)
	for range 2 {
		_, err = client.NodeUnpublishVolume(bounded(t), &csi.NodeUnpublishVolumeRequest{VolumeId: "vol-1", TargetPath: target})
		require.NoError(t, err)
	}
	require.NoDirExists(t, target)
	require.DirExists(t, filepath.Join(string(driver.volumes), "vol-1"))
}

func TestAVolumeThatDoesNotExistIsRefused(t *testing.T) {
	driver, _ := newDriver(t)
	client := csi.NewNodeClient(ofNode(t, driver))
	for id, code := range map[string]codes.Code{"vol-2": codes.NotFound, "../vol-1": codes.InvalidArgument, "": codes.InvalidArgument} {
		_, err := client.NodePublishVolume(bounded(t), &csi.NodePublishVolumeRequest{VolumeId: id, TargetPath: t.TempDir()})
		require.Equal(t, code, status.Code(err), id)
		_, err = client.NodeExpandVolume(bounded(t), &csi.NodeExpandVolumeRequest{VolumeId: id})
		require.Equal(t, code, status.Code(err), id)
	}
}

func TestWhatAVolumeStillHoldsIsNeverRemoved(t *testing.T) {
	driver, _ := newDriver(t)
	client := csi.NewNodeClient(ofNode(t, driver))
	target := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(target, "record"), nil, 0o600))
	_, err := client.NodeUnpublishVolume(bounded(t), &csi.NodeUnpublishVolumeRequest{VolumeId: "vol-1", TargetPath: target})
	require.Equal(t, codes.Internal, status.Code(err))
	require.FileExists(t, filepath.Join(target, "record"))
}

func TestTheControllerGrowsWhatExists(t *testing.T) {
	driver, _ := newDriver(t)
	client := csi.NewControllerClient(connected(t, controllerServer(driver.volumes), filepath.Join(t.TempDir(), "c.sock")))
	size := &csi.CapacityRange{RequiredBytes: 600 << 30}
	grown, err := client.ControllerExpandVolume(bounded(t), &csi.ControllerExpandVolumeRequest{VolumeId: "vol-1", CapacityRange: size})
	require.NoError(t, err)
	require.Equal(t, size.RequiredBytes, grown.CapacityBytes)
	require.True(t, grown.NodeExpansionRequired)
	_, err = client.ControllerExpandVolume(bounded(t), &csi.ControllerExpandVolumeRequest{VolumeId: "vol-2", CapacityRange: size})
	require.Equal(t, codes.NotFound, status.Code(err))
}

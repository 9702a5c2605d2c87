package main

import (
	"os"
	"path/filepath"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// folders is where each volume has a folder.
type folders string

// of a volume; as with EBS, one that was never made or is deleted cannot be used.
func (f folders) of(id string) (string, error) {
	folder := filepath.Join(string(f), id)
	if id == "" || filepath.Base(id) != id {
		return "", status.Errorf(codes.InvalidArgument, "no id of a volume: %q", id)
	}
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return "", status.Errorf(codes.NotFound, "InvalidVolume.NotFound: the volume '%s' does not exist", id)
	}
	return folder, nil
}

package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// Names the folder in which each EBS volume has a folder, where the stand-in of the EBS driver finds it.
const foldersVariable = "OPENSHIFT_KAFKA_EBS"

type volumeFolders struct{ root string }

func (v volumeFolders) create(id string) error {
	if v.root == "" {
		return fmt.Errorf("%s is not set: it names the folder for the volumes of the local cluster; "+
			"take it from: eval \"$(local/env)\"", foldersVariable)
	}
	return os.MkdirAll(filepath.Join(v.root, id), 0o770)
}

func (v volumeFolders) exists(id string) bool {
	info, err := os.Stat(filepath.Join(v.root, id))
	return err == nil && info.IsDir()
}

func (v volumeFolders) remove(id string) error {
	if v.root == "" || id == "" || filepath.Base(id) != id {
		return fmt.Errorf("no folder of a volume: %q in %q", id, v.root)
	}
	return os.RemoveAll(filepath.Join(v.root, id))
}

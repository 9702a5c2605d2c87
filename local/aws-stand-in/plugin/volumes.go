package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
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

// describe keeps what AWS would tell of a volume, beside its folder.
func (v volumeFolders) describe(id string, properties resource.PropertyMap) error {
	text, err := json.Marshal(properties.Mappable())
	if err != nil {
		return err
	}
	return os.WriteFile(v.description(id), text, 0o600)
}

// described is the same again, for a stack that adopts the volume.
func (v volumeFolders) described(id string) (resource.PropertyMap, error) {
	text, err := os.ReadFile(v.description(id))
	if err != nil {
		return nil, err
	}
	properties := map[string]any{}
	err = json.Unmarshal(text, &properties)
	return resource.NewPropertyMapFromMap(properties), err
}

func (v volumeFolders) description(id string) string { return filepath.Join(v.root, id+".json") }

func (v volumeFolders) exists(id string) bool {
	info, err := os.Stat(filepath.Join(v.root, id))
	return err == nil && info.IsDir()
}

func (v volumeFolders) remove(id string) error {
	if v.root == "" || id == "" || filepath.Base(id) != id {
		return fmt.Errorf("no folder of a volume: %q in %q", id, v.root)
	}
	if err := os.RemoveAll(filepath.Join(v.root, id)); err != nil {
		return err
	}
	return os.RemoveAll(v.description(id))
}

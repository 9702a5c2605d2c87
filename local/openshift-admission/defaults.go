package main

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

	securityv1 "github.com/openshift/api/security/v1"
	admissionv1 "k8s.io/api/admission/v1"
)

// defaultConstraintsObject completes constraints as OpenShift's plugin security.openshift.io/DefaultSecurityContextConstraints does.
func defaultConstraintsObject(_ context.Context, review *admissionv1.AdmissionRequest) ([]operation, error) {
	var given map[string]any
	var scc securityv1.SecurityContextConstraints
	for _, target := range []any{&given, &scc} {
		if err := json.Unmarshal(review.Object.Raw, target); err != nil {
			return nil, fmt.Errorf("not security context constraints: %w", err)
		}
	}
	complete(&scc)
	text, err := json.Marshal(scc)
	if err != nil {
		return nil, err
	}
	var completed map[string]any
	if err := json.Unmarshal(text, &completed); err != nil {
		return nil, err
	}
	var operations []operation
	for key, value := range completed {
		if key != "metadata" && value != nil && !reflect.DeepEqual(given[key], value) {
			operations = append(operations, operation{"add", "/" + key, value})
		}
	}
	return operations, nil
}

func complete(scc *securityv1.SecurityContextConstraints) {
	if scc.FSGroup.Type == "" {
		scc.FSGroup.Type = securityv1.FSGroupStrategyRunAsAny
	}
	if scc.SupplementalGroups.Type == "" {
		scc.SupplementalGroups.Type = securityv1.SupplementalGroupsStrategyRunAsAny
	}
	if scc.Users == nil {
		scc.Users = []string{}
	}
	if scc.Groups == nil {
		scc.Groups = []string{}
	}
	if scc.AllowPrivilegeEscalation == nil {
		scc.AllowPrivilegeEscalation = new(true)
	}
	scc.Volumes = completeVolumes(scc.Volumes, scc.AllowHostDirVolumePlugin)
}

// completeVolumes sorts the list, and has hostPath in it if and only if the older field allowHostDirVolumePlugin says so. No list
// means all kinds, and an empty one none.
func completeVolumes(volumes []securityv1.FSType, hostPath bool) []securityv1.FSType {
	switch {
	case volumes == nil:
		volumes = []securityv1.FSType{securityv1.FSTypeAll}
	case len(volumes) == 0 && !hostPath:
		return []securityv1.FSType{securityv1.FSTypeNone}
	}
	all := slices.Contains(volumes, securityv1.FSTypeAll)
	completed := slices.Clone(volumes)
	switch {
	case hostPath && !all:
		completed = append(completed, securityv1.FSTypeHostPath)
	case !hostPath:
		if all {
			completed = append(completed, everyVolume...)
		}
		completed = slices.DeleteFunc(completed, func(v securityv1.FSType) bool {
			return v == securityv1.FSTypeAll || v == securityv1.FSTypeHostPath
		})
	}
	slices.Sort(completed)
	return slices.Compact(completed)
}

var everyVolume = []securityv1.FSType{
	securityv1.FSTypeAzureFile, securityv1.FSTypeFlocker, securityv1.FSTypeFlexVolume, securityv1.FSTypeEmptyDir,
	securityv1.FSTypeGCEPersistentDisk, securityv1.FSTypeAWSElasticBlockStore, securityv1.FSTypeGitRepo, securityv1.FSTypeSecret,
	securityv1.FSTypeNFS, securityv1.FSTypeISCSI, securityv1.FSTypeGlusterfs, securityv1.FSTypePersistentVolumeClaim,
	securityv1.FSTypeRBD, securityv1.FSTypeCinder, securityv1.FSTypeCephFS, securityv1.FSTypeDownwardAPI, securityv1.FSTypeFC,
	securityv1.FSTypeConfigMap, securityv1.FSTypeVsphereVolume, securityv1.FSTypeQuobyte, securityv1.FSTypeAzureDisk,
	securityv1.FSTypePhotonPersistentDisk, securityv1.FSProjected, securityv1.FSPortworxVolume, securityv1.FSScaleIO,
	securityv1.FSStorageOS, securityv1.FSTypeCSI, securityv1.FSTypeEphemeral, securityv1.FSTypeImage,
}

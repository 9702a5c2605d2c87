package main

import (
	"fmt"
	"reflect"
	"slices"
	"sort"
	"strings"

	securityv1 "github.com/openshift/api/security/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// safeSysctls are those that every pod may set.
var safeSysctls = []string{
	"kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.tcp_syncookies", "net.ipv4.ping_group_range",
	"net.ipv4.ip_unprivileged_port_start", "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout",
	"net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes", "net.ipv4.ip_local_reserved_ports",
	"net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem",
}

// checkPod returns what constraints forbid in the settings that all containers share.
func checkPod(scc *securityv1.SecurityContextConstraints, pod *corev1.Pod, path *field.Path) field.ErrorList {
	context, at := pod.Spec.SecurityContext, path.Child("securityContext")
	var problems field.ErrorList
	var fsGroup []int64
	if context.FSGroup != nil {
		fsGroup = []int64{*context.FSGroup}
	}
	if scc.FSGroup.Type == securityv1.FSGroupStrategyMustRunAs {
		problems = append(problems, checkGroups(at.Child("fsGroup"), scc.FSGroup.Ranges, fsGroup)...)
	}
	if scc.SupplementalGroups.Type == securityv1.SupplementalGroupsStrategyMustRunAs {
		problems = append(problems, checkGroups(at.Child("supplementalGroups"), scc.SupplementalGroups.Ranges, context.SupplementalGroups)...)
	}
	profile := pod.Annotations[podSeccompAnnotation]
	if profile == "" && context.SeccompProfile != nil {
		profile = profileName(context.SeccompProfile)
	}
	problems = append(problems, checkProfile(scc, annotationPath(podSeccompAnnotation), profile)...)
	problems = append(problems, checkSELinux(scc, at.Child("seLinuxOptions"), context.SELinuxOptions)...)
	problems = append(problems, checkHost(scc, pod, path)...)
	if hostUsers := pod.Spec.HostUsers; scc.UserNamespaceLevel == securityv1.NamespaceLevelRequirePod && (hostUsers == nil || *hostUsers) {
		problems = append(problems, field.Invalid(path.Child("hostUsers"), hostUsers, "Host Users must be set to false"))
	}
	for i, sysctl := range context.Sysctls {
		problems = append(problems, checkSysctl(scc, field.NewPath("spec", "securityContext", "sysctls").Index(i), sysctl.Name)...)
	}
	return append(problems, checkVolumes(scc, pod.Spec.Volumes, path.Child("volumes"))...)
}

func annotationPath(key string) *field.Path { return field.NewPath("metadata", "annotations").Key(key) }

func checkGroups(path *field.Path, ranges []securityv1.IDRange, groups []int64) field.ErrorList {
	if len(groups) == 0 {
		return field.ErrorList{field.Invalid(path, []int64{}, "unable to validate empty groups against required ranges")}
	}
	var problems field.ErrorList
	for _, group := range groups {
		if !slices.ContainsFunc(ranges, func(r securityv1.IDRange) bool { return r.Min <= group && group <= r.Max }) {
			problems = append(problems, field.Invalid(path, groups, fmt.Sprintf("%d is not an allowed group", group)))
		}
	}
	return problems
}

// checkProfile compares a profile of seccomp. Constraints without a list permit none, not even the runtime's default.
func checkProfile(scc *securityv1.SecurityContextConstraints, path *field.Path, profile string) field.ErrorList {
	if slices.Contains(scc.SeccompProfiles, "*") {
		return nil
	}
	allowed := slices.DeleteFunc(slices.Clone(scc.SeccompProfiles), func(p string) bool { return p == "*" })
	isDefault := func(p string) bool { return p == runtimeDefaultProfile || p == dockerDefaultProfile }
	switch {
	case len(allowed) == 0 && profile == "", slices.Contains(allowed, profile):
		return nil
	case len(allowed) == 0:
		return field.ErrorList{field.Forbidden(path, "seccomp may not be set")}
	case isDefault(profile) && slices.ContainsFunc(allowed, isDefault):
		return nil
	}
	return field.ErrorList{field.Forbidden(path,
		fmt.Sprintf("%s is not an allowed seccomp profile. Valid values are %v", profile, allowed))}
}

func checkSELinux(scc *securityv1.SecurityContextConstraints, path *field.Path, own *corev1.SELinuxOptions) field.ErrorList {
	if scc.SELinuxContext.Type != securityv1.SELinuxStrategyMustRunAs {
		return nil
	}
	if own == nil {
		return field.ErrorList{field.Required(path, "")}
	}
	var problems field.ErrorList
	wanted := scc.SELinuxContext.SELinuxOptions
	compare := func(name, wanted, own string, same bool) {
		if !same {
			problems = append(problems, field.Invalid(path.Child(name), own, "must be "+wanted))
		}
	}
	compare("level", wanted.Level, own.Level, sameLevel(wanted.Level, own.Level))
	compare("role", wanted.Role, own.Role, wanted.Role == own.Role)
	compare("type", wanted.Type, own.Type, wanted.Type == own.Type)
	compare("user", wanted.User, own.User, wanted.User == own.User)
	return problems
}

// sameLevel ignores the order of categories: s0:c6,c0 is s0:c0,c6.
func sameLevel(a, b string) bool {
	sensitivityA, categoriesA, okA := strings.Cut(a, ":")
	sensitivityB, categoriesB, okB := strings.Cut(b, ":")
	if !okA || !okB {
		return a == b
	}
	setA, setB := strings.Split(categoriesA, ","), strings.Split(categoriesB, ",")
	sort.Strings(setA)
	sort.Strings(setB)
	return sensitivityA == sensitivityB && slices.Equal(setA, setB)
}

// checkHost runs for the pod, and again for each of its containers.
func checkHost(scc *securityv1.SecurityContextConstraints, pod *corev1.Pod, path *field.Path) field.ErrorList {
	var problems field.ErrorList
	refuse := func(name, what string, allowed, used bool) {
		if used && !allowed {
			problems = append(problems, field.Invalid(path.Child(name), used, what+" is not allowed to be used"))
		}
	}
	refuse("hostNetwork", "Host network", scc.AllowHostNetwork, pod.Spec.HostNetwork)
	refuse("hostPID", "Host PID", scc.AllowHostPID, pod.Spec.HostPID)
	refuse("hostIPC", "Host IPC", scc.AllowHostIPC, pod.Spec.HostIPC)
	return problems
}

func checkSysctl(scc *securityv1.SecurityContextConstraints, path *field.Path, name string) field.ErrorList {
	matches := func(pattern string) bool {
		prefix, open := strings.CutSuffix(pattern, "*")
		return open && strings.HasPrefix(name, prefix) || pattern == name
	}
	switch {
	case slices.ContainsFunc(scc.ForbiddenSysctls, matches):
		return field.ErrorList{field.Forbidden(path, fmt.Sprintf("sysctl %q is not allowed", name))}
	case slices.Contains(safeSysctls, name), slices.ContainsFunc(scc.AllowedUnsafeSysctls, matches):
		return nil
	}
	return field.ErrorList{field.Forbidden(path, fmt.Sprintf("unsafe sysctl %q is not allowed", name))}
}

func checkVolumes(scc *securityv1.SecurityContextConstraints, volumes []corev1.Volume, path *field.Path) field.ErrorList {
	var problems field.ErrorList
	for i, volume := range volumes {
		kind := volumeKind(volume)
		all := slices.Contains(scc.Volumes, securityv1.FSTypeAll)
		token := kind == securityv1.FSProjected && slices.Contains(scc.Volumes, securityv1.FSTypeSecret) && isTokenOnly(volume.Projected)
		if !all && !slices.Contains(scc.Volumes, kind) && !token {
			problems = append(problems, field.Invalid(path.Index(i), string(kind), string(kind)+" volumes are not allowed to be used"))
		}
	}
	for i, volume := range volumes {
		if volume.FlexVolume == nil || len(scc.AllowedFlexVolumes) == 0 ||
			!slices.Contains(scc.Volumes, securityv1.FSTypeAll) && !slices.Contains(scc.Volumes, securityv1.FSTypeFlexVolume) {
			continue
		}
		driver := volume.FlexVolume.Driver
		if !slices.ContainsFunc(scc.AllowedFlexVolumes, func(a securityv1.AllowedFlexVolume) bool { return a.Driver == driver }) {
			problems = append(problems, field.Invalid(path.Index(i).Child("flexVolume", "driver"), driver,
				"Flexvolume driver is not allowed to be used"))
		}
	}
	return problems
}

// volumeNames are the types of volumes that have another name in constraints than in pods.
var volumeNames = map[string]securityv1.FSType{
	"cephfs": securityv1.FSTypeCephFS, "vsphereVolume": securityv1.FSTypeVsphereVolume, "storageos": securityv1.FSStorageOS,
}

// volumeKind is the name of the one field that is set.
func volumeKind(volume corev1.Volume) securityv1.FSType {
	source := reflect.ValueOf(volume.VolumeSource)
	for i := range source.NumField() {
		if source.Field(i).IsNil() {
			continue
		}
		name, _, _ := strings.Cut(source.Type().Field(i).Tag.Get("json"), ",")
		if known, found := volumeNames[name]; found {
			return known
		}
		return securityv1.FSType(name)
	}
	return ""
}

// isTokenOnly recognizes the volume that Kubernetes mounts for a service account: constraints that permit secrets permit it.
func isTokenOnly(projected *corev1.ProjectedVolumeSource) bool {
	certificates := map[string]string{"kube-root-ca.crt": "ca.crt", "openshift-service-ca.crt": "service-ca.crt"}
	for _, source := range projected.Sources {
		token, config, pod := source.ServiceAccountToken, source.ConfigMap, source.DownwardAPI
		switch {
		case token == nil && config == nil && pod == nil:
			return false
		case token != nil && (token.Path != "token" || token.Audience != ""):
			return false
		case config != nil:
			file := certificates[config.Name]
			if file == "" || len(config.Items) != 1 || config.Items[0].Key != file || config.Items[0].Path != file {
				return false
			}
		case pod != nil:
			for _, item := range pod.Items {
				if item.Path != "namespace" || item.FieldRef == nil || item.FieldRef.APIVersion != "v1" ||
					item.FieldRef.FieldPath != "metadata.namespace" {
					return false
				}
			}
		}
	}
	return true
}

package main

import (
	"cmp"
	"slices"
	"strings"

	securityv1 "github.com/openshift/api/security/v1"
	corev1 "k8s.io/api/core/v1"
)

// inOrder sorts constraints as OpenShift tries them: by priority, then the more restrictive first, then by name.
func inOrder(constraints []*securityv1.SecurityContextConstraints) {
	slices.SortFunc(constraints, func(a, b *securityv1.SecurityContextConstraints) int {
		return cmp.Or(cmp.Compare(priority(b), priority(a)), cmp.Compare(laxity(a), laxity(b)), cmp.Compare(a.Name, b.Name))
	})
}

func priority(scc *securityv1.SecurityContextConstraints) int32 {
	if scc.Priority == nil {
		return 0
	}
	return *scc.Priority
}

// Each permission weighs more than all that are below it together.
const (
	privilegedWeight  = 1_600_000
	hostPortsWeight   = 800_000
	hostNetworkWeight = 400_000
	hostVolumeWeight  = 200_000
	volumeWeight      = 100_000
)

// strategyWeight is that of runAsUser and of seLinuxContext, whose strategies have the same names.
var strategyWeight = map[string]int{
	string(securityv1.RunAsUserStrategyRunAsAny):         40_000,
	string(securityv1.RunAsUserStrategyMustRunAsNonRoot): 30_000,
	string(securityv1.RunAsUserStrategyMustRunAsRange):   20_000,
	string(securityv1.RunAsUserStrategyMustRunAs):        10_000,
}

// harmlessVolumes show a pod nothing outside its namespace.
var harmlessVolumes = []securityv1.FSType{securityv1.FSTypeSecret, securityv1.FSTypeConfigMap, securityv1.FSTypeEmptyDir,
	securityv1.FSTypeDownwardAPI, securityv1.FSProjected, securityv1.FSTypeNone}

// laxity grows with what constraints permit.
func laxity(scc *securityv1.SecurityContextConstraints) int {
	sum := volumeLaxity(scc.Volumes) + capabilityLaxity(scc) +
		strategyWeight[string(scc.RunAsUser.Type)] + strategyWeight[string(scc.SELinuxContext.Type)]
	if scc.AllowPrivilegedContainer {
		sum += privilegedWeight
	}
	if scc.AllowHostPorts {
		sum += hostPortsWeight
	}
	if scc.AllowHostNetwork {
		sum += hostNetworkWeight
	}
	return sum
}

func volumeLaxity(volumes []securityv1.FSType) int {
	weight := 0
	for _, volume := range volumes {
		switch {
		case volume == securityv1.FSTypeHostPath || volume == securityv1.FSTypeAll:
			return hostVolumeWeight
		case !slices.Contains(harmlessVolumes, volume):
			weight = volumeWeight
		}
	}
	return weight
}

func capabilityLaxity(scc *securityv1.SecurityContextConstraints) int {
	sum := 5000 + 300*len(scc.DefaultAddCapabilities)
	if names(scc.AllowedCapabilities, string(securityv1.AllowAllCapabilities)) || names(scc.AllowedCapabilities, "ALL") {
		sum += 4000
	} else {
		sum += 10 * len(scc.AllowedCapabilities)
	}
	if names(scc.RequiredDropCapabilities, "ALL") {
		sum -= 3000
	} else {
		sum -= 50 * len(scc.RequiredDropCapabilities)
	}
	return min(max(sum, 0), 9999)
}

func names(capabilities []corev1.Capability, name string) bool {
	return slices.ContainsFunc(capabilities, func(c corev1.Capability) bool { return strings.ToUpper(string(c)) == name })
}

package main

import (
	"fmt"
	"strings"

	securityv1 "github.com/openshift/api/security/v1"
	corev1 "k8s.io/api/core/v1"
)

// block is a range of numbers of users or groups, both ends included.
type block struct{ start, end int64 }

// parseBlock reads "START/SIZE" or "START-END".
func parseBlock(text string) (block, error) {
	var start, other int64
	if _, err := fmt.Sscanf(text, "%d/%d", &start, &other); err == nil {
		return block{start, start + other - 1}, nil
	}
	if _, err := fmt.Sscanf(text, "%d-%d", &start, &other); err == nil {
		return block{start, other}, nil
	}
	return block{}, fmt.Errorf("block not in the format \"<start>/<size>\" or \"<start>-<end>\": %q", text)
}

func (b block) String() string { return fmt.Sprintf("%d/%d", b.start, b.end-b.start+1) }

// forNamespace returns constraints whose open ranges are those of the namespace's annotations.
func forNamespace(scc *securityv1.SecurityContextConstraints, namespace *corev1.Namespace) (*securityv1.SecurityContextConstraints, error) {
	scc = scc.DeepCopy()
	if user := &scc.RunAsUser; user.Type == securityv1.RunAsUserStrategyMustRunAsRange && user.UIDRangeMin == nil && user.UIDRangeMax == nil {
		users, err := parseBlock(namespace.Annotations[securityv1.UIDRangeAnnotation])
		if err != nil {
			return nil, missing("uid", namespace, scc, err)
		}
		user.UIDRangeMin, user.UIDRangeMax = &users.start, &users.end
	}
	if context := &scc.SELinuxContext; context.Type == securityv1.SELinuxStrategyMustRunAs {
		if context.SELinuxOptions == nil {
			context.SELinuxOptions = &corev1.SELinuxOptions{}
		}
		if context.SELinuxOptions.Level == "" {
			context.SELinuxOptions.Level = namespace.Annotations[securityv1.MCSAnnotation]
		}
	}
	if err := openGroups(scc, namespace); err != nil {
		return nil, err
	}
	return scc, checkStrategies(scc, namespace)
}

// openGroups fills in both kinds of groups; of the fsGroup only the first number of the range may be used.
func openGroups(scc *securityv1.SecurityContextConstraints, namespace *corev1.Namespace) error {
	openFSGroup := scc.FSGroup.Type == securityv1.FSGroupStrategyMustRunAs && len(scc.FSGroup.Ranges) == 0
	openOthers := scc.SupplementalGroups.Type == securityv1.SupplementalGroupsStrategyMustRunAs && len(scc.SupplementalGroups.Ranges) == 0
	if !openFSGroup && !openOthers {
		return nil
	}
	text, found := namespace.Annotations[securityv1.SupplementalGroupsAnnotation]
	if !found {
		text = namespace.Annotations[securityv1.UIDRangeAnnotation]
	}
	var ranges []securityv1.IDRange
	for _, part := range strings.Split(text, ",") {
		groups, err := parseBlock(part)
		if err != nil {
			return missing("group", namespace, scc, err)
		}
		ranges = append(ranges, securityv1.IDRange{Min: groups.start, Max: groups.end})
	}
	if openFSGroup {
		scc.FSGroup.Ranges = []securityv1.IDRange{{Min: ranges[0].Min, Max: ranges[0].Min}}
	}
	if openOthers {
		scc.SupplementalGroups.Ranges = ranges
	}
	return nil
}

func missing(what string, namespace *corev1.Namespace, scc *securityv1.SecurityContextConstraints, err error) error {
	return fmt.Errorf("unable to find pre-allocated %s annotation for namespace %s while trying to configure SCC %s: %v",
		what, namespace.Name, scc.Name, err)
}

// checkStrategies refuses constraints with a strategy that OpenShift does not know, or that lacks its numbers.
func checkStrategies(scc *securityv1.SecurityContextConstraints, namespace *corev1.Namespace) error {
	problem := ""
	switch scc.RunAsUser.Type {
	case securityv1.RunAsUserStrategyRunAsAny, securityv1.RunAsUserStrategyMustRunAsNonRoot:
	case securityv1.RunAsUserStrategyMustRunAs:
		if scc.RunAsUser.UID == nil {
			problem = "MustRunAs requires a UID"
		}
	case securityv1.RunAsUserStrategyMustRunAsRange:
		if scc.RunAsUser.UIDRangeMin == nil {
			problem = "MustRunAsRange requires a UIDRangeMin"
		} else if scc.RunAsUser.UIDRangeMax == nil {
			problem = "MustRunAsRange requires a UIDRangeMax"
		}
	default:
		problem = "Unrecognized RunAsUser strategy type " + string(scc.RunAsUser.Type)
	}
	switch kind := scc.SELinuxContext.Type; {
	case problem != "" || kind == securityv1.SELinuxStrategyMustRunAs || kind == securityv1.SELinuxStrategyRunAsAny:
	default:
		problem = "Unrecognized SELinuxContext strategy type " + string(kind)
	}
	switch kind := scc.FSGroup.Type; {
	case problem != "" || kind == securityv1.FSGroupStrategyMustRunAs || kind == securityv1.FSGroupStrategyRunAsAny:
	default:
		problem = "Unrecognized FSGroup strategy type " + string(kind)
	}
	switch kind := scc.SupplementalGroups.Type; {
	case problem != "" || kind == securityv1.SupplementalGroupsStrategyMustRunAs || kind == securityv1.SupplementalGroupsStrategyRunAsAny:
	default:
		problem = "Unrecognized SupplementalGroups strategy type " + string(kind)
	}
	if problem != "" {
		return fmt.Errorf("error creating provider for SCC %s in namespace %s: %s", scc.Name, namespace.Name, problem)
	}
	return nil
}

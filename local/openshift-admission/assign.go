package main

import (
	"slices"
	"strings"

	securityv1 "github.com/openshift/api/security/v1"
	corev1 "k8s.io/api/core/v1"
	apiequality "k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/util/sets"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// Annotations by which profiles of seccomp were named before they became fields. OpenShift still sets the pod's.
const (
	podSeccompAnnotation       = "seccomp.security.alpha.kubernetes.io/pod"
	containerSeccompAnnotation = "container.seccomp.security.alpha.kubernetes.io/"
	runtimeDefaultProfile      = "runtime/default"
	dockerDefaultProfile       = "docker/default"
	unconfinedProfile          = "unconfined"
	localhostProfilePrefix     = "localhost/"
)

// apply gives the pod what the constraints prescribe where it says nothing, and returns what they forbid in the result.
func apply(scc *securityv1.SecurityContextConstraints, pod *corev1.Pod) field.ErrorList {
	root := field.NewPath("provider " + scc.Name + ": ")
	assignToPod(scc, pod)
	problems := checkPod(scc, pod, root.Child("spec"))
	eachContainer(&pod.Spec, root, func(container *corev1.Container, path *field.Path) {
		assignToContainer(scc, pod, container)
		problems = append(problems, checkContainer(scc, pod, container, path)...)
	})
	return problems
}

// eachContainer visits those that start first, the others, and the ephemeral ones.
func eachContainer(spec *corev1.PodSpec, root *field.Path, visit func(*corev1.Container, *field.Path)) {
	for i := range spec.InitContainers {
		visit(&spec.InitContainers[i], root.Child("initContainers").Index(i))
	}
	for i := range spec.Containers {
		visit(&spec.Containers[i], root.Child("containers").Index(i))
	}
	for i := range spec.EphemeralContainers {
		visit((*corev1.Container)(&spec.EphemeralContainers[i].EphemeralContainerCommon), root.Child("ephemeralContainers").Index(i))
	}
}

func assignToPod(scc *securityv1.SecurityContextConstraints, pod *corev1.Pod) {
	if pod.Spec.SecurityContext == nil {
		pod.Spec.SecurityContext = &corev1.PodSecurityContext{}
	}
	context := pod.Spec.SecurityContext
	if context.SupplementalGroups == nil && scc.SupplementalGroups.Type == securityv1.SupplementalGroupsStrategyMustRunAs {
		context.SupplementalGroups = []int64{scc.SupplementalGroups.Ranges[0].Min}
	}
	if context.FSGroup == nil && scc.FSGroup.Type == securityv1.FSGroupStrategyMustRunAs {
		context.FSGroup = new(scc.FSGroup.Ranges[0].Min)
	}
	if context.SELinuxOptions == nil && scc.SELinuxContext.Type == securityv1.SELinuxStrategyMustRunAs {
		context.SELinuxOptions = scc.SELinuxContext.SELinuxOptions.DeepCopy()
	}
	if profile := podProfile(scc, pod); profile != "" {
		if pod.Annotations == nil {
			pod.Annotations = map[string]string{}
		}
		pod.Annotations[podSeccompAnnotation] = profile
		context.SeccompProfile = profileField(profile)
	}
}

// podProfile is the pod's own profile of seccomp, or the first of the constraints.
func podProfile(scc *securityv1.SecurityContextConstraints, pod *corev1.Pod) string {
	if profile := pod.Annotations[podSeccompAnnotation]; profile != "" {
		return profile
	}
	if profile := pod.Spec.SecurityContext.SeccompProfile; profile != nil {
		return profileName(profile)
	}
	for _, profile := range scc.SeccompProfiles {
		if profile != "*" {
			return profile
		}
	}
	return ""
}

func profileName(profile *corev1.SeccompProfile) string {
	switch profile.Type {
	case corev1.SeccompProfileTypeUnconfined:
		return unconfinedProfile
	case corev1.SeccompProfileTypeRuntimeDefault:
		return runtimeDefaultProfile
	case corev1.SeccompProfileTypeLocalhost:
		if profile.LocalhostProfile != nil {
			return localhostProfilePrefix + *profile.LocalhostProfile
		}
	}
	return ""
}

func profileField(name string) *corev1.SeccompProfile {
	file, local := strings.CutPrefix(name, localhostProfilePrefix)
	switch {
	case name == unconfinedProfile:
		return &corev1.SeccompProfile{Type: corev1.SeccompProfileTypeUnconfined}
	case name == runtimeDefaultProfile || name == dockerDefaultProfile:
		return &corev1.SeccompProfile{Type: corev1.SeccompProfileTypeRuntimeDefault}
	case local && file != "":
		return &corev1.SeccompProfile{Type: corev1.SeccompProfileTypeLocalhost, LocalhostProfile: &file}
	}
	return nil
}

// effective is what holds for a container: its own settings, and the pod's where it has none.
type effective struct {
	pod *corev1.PodSecurityContext
	own *corev1.SecurityContext
}

func effectiveFor(pod *corev1.Pod, container *corev1.Container) effective {
	own := container.SecurityContext
	if own == nil {
		own = &corev1.SecurityContext{}
	}
	return effective{pod.Spec.SecurityContext, own}
}

func (e effective) runAsUser() *int64 { return or(e.own.RunAsUser, e.pod.RunAsUser) }

func (e effective) runAsNonRoot() *bool { return or(e.own.RunAsNonRoot, e.pod.RunAsNonRoot) }

func (e effective) seLinuxOptions() *corev1.SELinuxOptions {
	return or(e.own.SELinuxOptions, e.pod.SELinuxOptions)
}

func or[T any](first, second *T) *T {
	if first != nil {
		return first
	}
	return second
}

func assignToContainer(scc *securityv1.SecurityContextConstraints, pod *corev1.Pod, container *corev1.Container) {
	now := effectiveFor(pod, container)
	if now.runAsUser() == nil {
		now.own.RunAsUser = prescribedUser(scc)
	}
	if now.seLinuxOptions() == nil && scc.SELinuxContext.Type == securityv1.SELinuxStrategyMustRunAs {
		now.own.SELinuxOptions = scc.SELinuxContext.SELinuxOptions.DeepCopy()
	}
	if now.runAsNonRoot() == nil {
		user := now.runAsUser()
		if user != nil && *user > 0 || user == nil && scc.RunAsUser.Type == securityv1.RunAsUserStrategyMustRunAsNonRoot {
			now.own.RunAsNonRoot = new(true)
		}
	}
	now.own.Capabilities = capabilities(scc, now.own.Capabilities)
	if scc.ReadOnlyRootFilesystem && now.own.ReadOnlyRootFilesystem == nil {
		now.own.ReadOnlyRootFilesystem = new(true)
	}
	if profile, found := pod.Annotations[containerSeccompAnnotation+container.Name]; found {
		now.own.SeccompProfile = profileField(profile)
	}
	if now.own.AllowPrivilegeEscalation == nil {
		now.own.AllowPrivilegeEscalation = escalation(scc, now.own)
	}
	if container.SecurityContext != nil || !apiequality.Semantic.DeepEqual(now.own, &corev1.SecurityContext{}) {
		container.SecurityContext = now.own
	}
}

func prescribedUser(scc *securityv1.SecurityContextConstraints) *int64 {
	switch scc.RunAsUser.Type {
	case securityv1.RunAsUserStrategyMustRunAs:
		return new(*scc.RunAsUser.UID)
	case securityv1.RunAsUserStrategyMustRunAsRange:
		return new(*scc.RunAsUser.UIDRangeMin)
	}
	return nil
}

// escalation is the constraints' default, which a privileged container or one with CAP_SYS_ADMIN may not have, or else their ban.
func escalation(scc *securityv1.SecurityContextConstraints, own *corev1.SecurityContext) *bool {
	privileged := own.Privileged != nil && *own.Privileged ||
		own.Capabilities != nil && slices.Contains(own.Capabilities.Add, "CAP_SYS_ADMIN")
	if scc.DefaultAllowPrivilegeEscalation != nil && !privileged {
		return new(*scc.DefaultAllowPrivilegeEscalation)
	}
	if scc.AllowPrivilegeEscalation != nil && !*scc.AllowPrivilegeEscalation {
		return new(false)
	}
	return nil
}

// capabilities adds and drops what the constraints prescribe. Lists that change become sorted.
func capabilities(scc *securityv1.SecurityContextConstraints, own *corev1.Capabilities) *corev1.Capabilities {
	var add, drop sets.Set[corev1.Capability]
	if own != nil {
		add, drop = sets.New(own.Add...), sets.New(own.Drop...)
	}
	allAdded := sets.New(scc.DefaultAddCapabilities...).Difference(drop).Union(add)
	allDropped := sets.New(scc.RequiredDropCapabilities...).Union(drop)
	if len(allAdded) == len(add) && len(allDropped) == len(drop) {
		return own
	}
	return &corev1.Capabilities{Add: sorted(allAdded), Drop: sorted(allDropped)}
}

func sorted(set sets.Set[corev1.Capability]) []corev1.Capability {
	if len(set) == 0 {
		return nil
	}
	return sets.List(set)
}

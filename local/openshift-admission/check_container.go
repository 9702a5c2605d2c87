package main

import (
	"fmt"
	"slices"

	securityv1 "github.com/openshift/api/security/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// checkContainer returns what constraints forbid in a container. As OpenShift's, it repeats for each container what concerns the pod.
func checkContainer(scc *securityv1.SecurityContextConstraints, pod *corev1.Pod, container *corev1.Container, path *field.Path) field.ErrorList {
	now := effectiveFor(pod, container)
	problems := checkUser(scc, path, now)
	problems = append(problems, checkSELinux(scc, path.Child("seLinuxOptions"), now.seLinuxOptions())...)
	problems = append(problems, checkProfile(scc, annotationPath(containerSeccompAnnotation+container.Name), containerProfile(pod, container))...)
	if privileged := now.own.Privileged; privileged != nil && *privileged && !scc.AllowPrivilegedContainer {
		problems = append(problems, field.Invalid(path.Child("privileged"), true, "Privileged containers are not allowed"))
	}
	problems = append(problems, checkCapabilities(scc, path.Child("capabilities"), now.own.Capabilities)...)
	host := checkHost(scc, pod, path)
	if pod.Spec.HostNetwork && !scc.AllowHostNetwork {
		problems, host = append(problems, host[0]), host[1:]
	}
	if !scc.AllowHostPorts {
		eachContainer(&pod.Spec, path, func(other *corev1.Container, at *field.Path) {
			for _, port := range other.Ports {
				if port.HostPort > 0 {
					problems = append(problems, field.Invalid(at.Child("hostPort"), port.HostPort, "Host ports are not allowed to be used"))
				}
			}
		})
	}
	problems = append(problems, host...)
	if readOnly := now.own.ReadOnlyRootFilesystem; scc.ReadOnlyRootFilesystem && !*readOnly {
		problems = append(problems, field.Invalid(path.Child("readOnlyRootFilesystem"), false, "ReadOnlyRootFilesystem must be set to true"))
	}
	if scc.AllowPrivilegeEscalation != nil && !*scc.AllowPrivilegeEscalation && *now.own.AllowPrivilegeEscalation {
		problems = append(problems, field.Invalid(path.Child("allowPrivilegeEscalation"), true,
			"Allowing privilege escalation for containers is not allowed"))
	}
	return problems
}

func checkUser(scc *securityv1.SecurityContextConstraints, path *field.Path, now effective) field.ErrorList {
	user, nonRoot, at := now.runAsUser(), now.runAsNonRoot(), path.Child("runAsUser")
	switch scc.RunAsUser.Type {
	case securityv1.RunAsUserStrategyMustRunAs:
		if *user != *scc.RunAsUser.UID {
			return field.ErrorList{field.Invalid(at, *user, fmt.Sprintf("must be: %v", *scc.RunAsUser.UID))}
		}
	case securityv1.RunAsUserStrategyMustRunAsRange:
		first, last := *scc.RunAsUser.UIDRangeMin, *scc.RunAsUser.UIDRangeMax
		if *user < first || *user > last {
			return field.ErrorList{field.Invalid(at, *user, fmt.Sprintf("must be in the ranges: [%v, %v]", first, last))}
		}
	case securityv1.RunAsUserStrategyMustRunAsNonRoot:
		switch {
		case nonRoot == nil && user == nil:
			return field.ErrorList{field.Required(path.Child("runAsNonRoot"), "must be true")}
		case nonRoot != nil && !*nonRoot:
			return field.ErrorList{field.Invalid(path.Child("runAsNonRoot"), false, "must be true")}
		case user != nil && *user == 0:
			return field.ErrorList{field.Invalid(at, *user, "running with the root UID is forbidden")}
		}
	}
	return nil
}

// containerProfile is the container's own profile of seccomp, or the pod's.
func containerProfile(pod *corev1.Pod, container *corev1.Container) string {
	if context := container.SecurityContext; context != nil && context.SeccompProfile != nil {
		return profileName(context.SeccompProfile)
	}
	if profile, found := pod.Annotations[containerSeccompAnnotation+container.Name]; found {
		return profile
	}
	if profile := pod.Spec.SecurityContext.SeccompProfile; profile != nil {
		return profileName(profile)
	}
	return pod.Annotations[podSeccompAnnotation]
}

func checkCapabilities(scc *securityv1.SecurityContextConstraints, path *field.Path, own *corev1.Capabilities) field.ErrorList {
	if own == nil || slices.Contains(scc.AllowedCapabilities, securityv1.AllowAllCapabilities) {
		return nil
	}
	var problems field.ErrorList
	for _, added := range own.Add {
		if !slices.Contains(scc.DefaultAddCapabilities, added) && !slices.Contains(scc.AllowedCapabilities, added) {
			problems = append(problems, field.Invalid(path.Child("add"), string(added), "capability may not be added"))
		}
	}
	for _, required := range scc.RequiredDropCapabilities {
		if !slices.Contains(own.Drop, required) {
			problems = append(problems, field.Invalid(path.Child("drop"), own.Drop,
				fmt.Sprintf("%s is required to be dropped but was not found", required)))
		}
	}
	return problems
}

package dev.openshiftkafka.kubernetes;

import com.pulumi.kubernetes.core.v1.inputs.CapabilitiesArgs;
import com.pulumi.kubernetes.core.v1.inputs.EnvVarArgs;
import com.pulumi.kubernetes.core.v1.inputs.EnvVarSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.LocalObjectReferenceArgs;
import com.pulumi.kubernetes.core.v1.inputs.ObjectFieldSelectorArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSecurityContextArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.ResourceRequirementsArgs;
import com.pulumi.kubernetes.core.v1.inputs.SeccompProfileArgs;
import com.pulumi.kubernetes.core.v1.inputs.SecurityContextArgs;
import dev.openshiftkafka.config.ImagesConfig;
import dev.openshiftkafka.config.ResourcesConfig;
import dev.openshiftkafka.pod.load.ClientRack;
import java.util.Map;
import java.util.TreeMap;

/** Settings that all pods and containers of the stack share. */
public final class Containers {
  /** Environment variable with the name of the pod, for {@code $(POD_NAME)} in commands. */
  public static final String POD_NAME = "POD_NAME";

  private Containers() {}

  /** The environment variable {@link #POD_NAME}. */
  public static EnvVarArgs podName() {
    return EnvVarArgs.builder()
        .name(POD_NAME)
        .valueFrom(
            EnvVarSourceArgs.builder()
                .fieldRef(ObjectFieldSelectorArgs.builder().fieldPath("metadata.name").build())
                .build())
        .build();
  }

  /**
   * The environment variable {@link ClientRack#VARIABLE} with the zone of the pod's node. It is
   * empty before Kubernetes 1.35, which copies this label from the node to its pods.
   */
  public static EnvVarArgs zone() {
    return EnvVarArgs.builder()
        .name(ClientRack.VARIABLE)
        .valueFrom(
            EnvVarSourceArgs.builder()
                .fieldRef(
                    ObjectFieldSelectorArgs.builder()
                        .fieldPath("metadata.labels['topology.kubernetes.io/zone']")
                        .build())
                .build())
        .build();
  }

  /** Sets the Secret with which the kubelet pulls the images of a pod, if one is configured. */
  public static PodSpecArgs.Builder withPullSecret(PodSpecArgs.Builder pod, ImagesConfig images) {
    return images.pullSecret() == null
        ? pod
        : pod.imagePullSecrets(
            LocalObjectReferenceArgs.builder().name(images.pullSecret()).build());
  }

  /** Requests and limits; the memory limit equals the memory request. */
  public static ResourceRequirementsArgs resources(ResourcesConfig resources) {
    var limits = new TreeMap<String, String>();
    limits.put("memory", resources.memory());
    if (resources.cpuLimit() != null) {
      limits.put("cpu", resources.cpuLimit());
    }
    return ResourceRequirementsArgs.builder()
        .requests(Map.of("cpu", resources.cpu(), "memory", resources.memory()))
        .limits(limits)
        .build();
  }

  /** Security context of a pod, without user and group: OpenShift assigns them from a range. */
  public static PodSecurityContextArgs podSecurity() {
    return PodSecurityContextArgs.builder()
        .runAsNonRoot(true)
        // A change of the owner of every file of a large volume would take minutes at each start.
        .fsGroupChangePolicy("OnRootMismatch")
        .seccompProfile(SeccompProfileArgs.builder().type("RuntimeDefault").build())
        .build();
  }

  /** Security context of a container, as the restricted Pod Security level requires. */
  public static SecurityContextArgs security() {
    return SecurityContextArgs.builder()
        .allowPrivilegeEscalation(false)
        .readOnlyRootFilesystem(true)
        .runAsNonRoot(true)
        .capabilities(CapabilitiesArgs.builder().drop("ALL").build())
        .build();
  }
}

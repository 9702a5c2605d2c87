package dev.openshiftkafka.kubernetes;

import com.pulumi.kubernetes.core.v1.inputs.CapabilitiesArgs;
import com.pulumi.kubernetes.core.v1.inputs.EnvVarArgs;
import com.pulumi.kubernetes.core.v1.inputs.EnvVarSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.ObjectFieldSelectorArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSecurityContextArgs;
import com.pulumi.kubernetes.core.v1.inputs.ResourceRequirementsArgs;
import com.pulumi.kubernetes.core.v1.inputs.SeccompProfileArgs;
import com.pulumi.kubernetes.core.v1.inputs.SecurityContextArgs;
import dev.openshiftkafka.config.ResourcesConfig;
import java.util.Map;
import java.util.TreeMap;

/** Renders what all pods of the stack have in common. */
public final class Containers {
  private Containers() {}

  /** The pod's own name, which commands then have as {@code $(POD_NAME)}. */
  public static EnvVarArgs podName() {
    return EnvVarArgs.builder()
        .name("POD_NAME")
        .valueFrom(
            EnvVarSourceArgs.builder()
                .fieldRef(ObjectFieldSelectorArgs.builder().fieldPath("metadata.name").build())
                .build())
        .build();
  }

  /** Requests and limits. */
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

  /** No literal user or group: OpenShift gives each project its own range. */
  public static PodSecurityContextArgs podSecurity() {
    return PodSecurityContextArgs.builder()
        .runAsNonRoot(true)
        // Changing the owner of every file of a large volume would take minutes at each start.
        .fsGroupChangePolicy("OnRootMismatch")
        .seccompProfile(SeccompProfileArgs.builder().type("RuntimeDefault").build())
        .build();
  }

  /** Nothing that a restricted container may not have. */
  public static SecurityContextArgs security() {
    return SecurityContextArgs.builder()
        .allowPrivilegeEscalation(false)
        .readOnlyRootFilesystem(true)
        .runAsNonRoot(true)
        .capabilities(CapabilitiesArgs.builder().drop("ALL").build())
        .build();
  }
}

package dev.openshiftkafka.stack.openshift;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ResourceArgs;
import java.util.List;
import java.util.Map;

/**
 * OpenShift's SecurityContextConstraints, a kind that the Kubernetes SDK for Java lacks.
 *
 * <p>These constraints grant no more than restricted-v2. They also require a read-only root file
 * system and refuse volume types that this stack does not use.
 */
final class SecurityContextConstraints extends CustomResource {
  private static final String API_VERSION = "security.openshift.io/v1";
  private static final String KIND = "SecurityContextConstraints";

  /** Declares the constraints. */
  SecurityContextConstraints(String name, ObjectMetaArgs metadata, CustomResourceOptions options) {
    super("kubernetes:" + API_VERSION + ":" + KIND, name, new Args(metadata), options);
  }

  /** The fields are at the top level of the object, without a spec. */
  private static final class Args extends ResourceArgs {
    @Import private final Output<String> apiVersion = Output.of(API_VERSION);
    @Import private final Output<String> kind = Output.of(KIND);
    @Import private final Output<ObjectMetaArgs> metadata;
    @Import private final Output<Boolean> allowHostDirVolumePlugin = Output.of(false);
    @Import private final Output<Boolean> allowHostIPC = Output.of(false);
    @Import private final Output<Boolean> allowHostNetwork = Output.of(false);
    @Import private final Output<Boolean> allowHostPID = Output.of(false);
    @Import private final Output<Boolean> allowHostPorts = Output.of(false);
    @Import private final Output<Boolean> allowPrivilegedContainer = Output.of(false);
    @Import private final Output<Boolean> allowPrivilegeEscalation = Output.of(false);
    @Import private final Output<Boolean> defaultAllowPrivilegeEscalation = Output.of(false);
    @Import private final Output<Boolean> readOnlyRootFilesystem = Output.of(true);
    @Import private final Output<List<String>> allowedCapabilities = Output.of(List.of());
    @Import private final Output<List<String>> defaultAddCapabilities = Output.of(List.of());
    @Import private final Output<List<String>> requiredDropCapabilities = Output.of(List.of("ALL"));

    /** Pods name the constraints that they require, so no priority decides. */
    @Import private final Output<Integer> priority = Output.of(0);

    @Import
    private final Output<Map<String, Object>> runAsUser =
        Output.of(Map.of("type", "MustRunAsRange"));

    @Import
    private final Output<Map<String, Object>> seLinuxContext =
        Output.of(Map.of("type", "MustRunAs"));

    @Import
    private final Output<Map<String, Object>> fsGroup = Output.of(Map.of("type", "MustRunAs"));

    @Import
    private final Output<Map<String, Object>> supplementalGroups =
        Output.of(Map.of("type", "RunAsAny"));

    @Import
    private final Output<List<String>> seccompProfiles = Output.of(List.of("runtime/default"));

    @Import
    private final Output<List<String>> volumes =
        Output.of(List.of("configMap", "emptyDir", "persistentVolumeClaim", "projected", "secret"));

    /** Empty: a Role with the verb {@code use} grants them, in one project only. */
    @Import private final Output<List<String>> users = Output.of(List.of());

    @Import private final Output<List<String>> groups = Output.of(List.of());

    Args(ObjectMetaArgs metadata) {
      this.metadata = Output.of(metadata);
    }
  }
}

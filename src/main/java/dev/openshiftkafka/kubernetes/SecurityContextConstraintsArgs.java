package dev.openshiftkafka.kubernetes;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.ResourceArgs;
import java.util.List;
import java.util.Map;

/**
 * The fields of {@link SecurityContextConstraints}, which stand at its top level without a spec.
 *
 * <p>They ask for no more than restricted-v2 grants, and beyond it demand a read-only root file
 * system and refuse volumes that this stack does not use.
 */
public final class SecurityContextConstraintsArgs extends ResourceArgs {
  static final String API_VERSION = "security.openshift.io/v1";

  @Import private final Output<String> apiVersion = Output.of(API_VERSION);
  @Import private final Output<String> kind = Output.of("SecurityContextConstraints");
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

  /** None above others: a pod names the constraints that it wants. */
  @Import private final Output<Integer> priority = Output.of(0);

  @Import
  private final Output<Map<String, Object>> runAsUser = Output.of(Map.of("type", "MustRunAsRange"));

  @Import
  private final Output<Map<String, Object>> seLinuxContext = Output.of(Map.of("type", "MustRunAs"));

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

  /**
   * Users and groups stay empty: a Role with the verb use says who may, and only in one project.
   */
  @Import private final Output<List<String>> users = Output.of(List.of());

  @Import private final Output<List<String>> groups = Output.of(List.of());

  public SecurityContextConstraintsArgs(ObjectMetaArgs metadata) {
    this.metadata = Output.of(metadata);
  }
}

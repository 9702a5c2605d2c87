package dev.openshiftkafka.kubernetes;

import com.pulumi.kubernetes.core.v1.inputs.ConfigMapProjectionArgs;
import com.pulumi.kubernetes.core.v1.inputs.DownwardAPIProjectionArgs;
import com.pulumi.kubernetes.core.v1.inputs.DownwardAPIVolumeFileArgs;
import com.pulumi.kubernetes.core.v1.inputs.KeyToPathArgs;
import com.pulumi.kubernetes.core.v1.inputs.ObjectFieldSelectorArgs;
import com.pulumi.kubernetes.core.v1.inputs.ProjectedVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.ServiceAccountTokenProjectionArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeProjectionArgs;

/** A volume of a pod, and its mount in one of the containers. */
public record PodVolume(VolumeArgs volume, VolumeMountArgs mount) {
  /** Default path of the service account's token and CA certificate. */
  public static final String SERVICE_ACCOUNT_FOLDER =
      "/var/run/secrets/kubernetes.io/serviceaccount";

  /**
   * The lifetime that Kubernetes uses for the tokens that it mounts itself. The API server extends
   * tokens of exactly this lifetime, which programs need that read the file only once.
   */
  private static final int TOKEN_SECONDS = 3607;

  /**
   * The token of the service account, with the same content as the automatic mount of Kubernetes,
   * but in one container only.
   *
   * @param name name of the volume
   */
  public static PodVolume serviceAccount(String name) {
    return new PodVolume(
        VolumeArgs.builder().name(name).projected(account()).build(),
        VolumeMountArgs.builder()
            .name(name)
            .mountPath(SERVICE_ACCOUNT_FOLDER)
            .readOnly(true)
            .build());
  }

  private static ProjectedVolumeSourceArgs account() {
    return ProjectedVolumeSourceArgs.builder()
        .sources(
            VolumeProjectionArgs.builder()
                .serviceAccountToken(
                    ServiceAccountTokenProjectionArgs.builder()
                        .path("token")
                        .expirationSeconds(TOKEN_SECONDS)
                        .build())
                .build(),
            VolumeProjectionArgs.builder()
                .configMap(
                    ConfigMapProjectionArgs.builder()
                        .name("kube-root-ca.crt")
                        .items(KeyToPathArgs.builder().key("ca.crt").path("ca.crt").build())
                        .build())
                .build(),
            VolumeProjectionArgs.builder()
                .downwardAPI(
                    DownwardAPIProjectionArgs.builder()
                        .items(
                            DownwardAPIVolumeFileArgs.builder()
                                .path("namespace")
                                .fieldRef(
                                    ObjectFieldSelectorArgs.builder()
                                        .fieldPath("metadata.namespace")
                                        .build())
                                .build())
                        .build())
                .build())
        .build();
  }
}

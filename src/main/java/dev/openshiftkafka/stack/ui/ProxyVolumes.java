package dev.openshiftkafka.stack.ui;

import com.pulumi.kubernetes.core.v1.inputs.ConfigMapProjectionArgs;
import com.pulumi.kubernetes.core.v1.inputs.DownwardAPIProjectionArgs;
import com.pulumi.kubernetes.core.v1.inputs.DownwardAPIVolumeFileArgs;
import com.pulumi.kubernetes.core.v1.inputs.EmptyDirVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.KeyToPathArgs;
import com.pulumi.kubernetes.core.v1.inputs.ObjectFieldSelectorArgs;
import com.pulumi.kubernetes.core.v1.inputs.ProjectedVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.SecretVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.ServiceAccountTokenProjectionArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeProjectionArgs;
import java.util.List;

/** Renders what the proxy reads: its certificate, its cookies' key, and its account's token. */
final class ProxyVolumes {
  static final String CERTIFICATE_SECRET = "kafka-ui-tls";
  static final String CERTIFICATE_FOLDER = "/etc/tls/private";
  static final String COOKIE = "cookie-key";
  static final String COOKIE_FOLDER = "/var/run/cookie";
  static final String COOKIE_FILE = COOKIE_FOLDER + "/key";

  /** Where every client of the cluster looks for the account of its pod. */
  static final String ACCOUNT_FOLDER = "/var/run/secrets/kubernetes.io/serviceaccount";

  private static final String CERTIFICATE = "certificate";
  private static final String ACCOUNT = "account";

  /**
   * That of the token which Kubernetes mounts by itself. The API server knows it, and lets a token
   * of this lifetime serve for longer: the proxy reads its file only once.
   */
  private static final int TOKEN_SECONDS = 3607;

  private ProxyVolumes() {}

  static List<VolumeMountArgs> mounts() {
    return List.of(
        mount(CERTIFICATE, CERTIFICATE_FOLDER),
        mount(COOKIE, COOKIE_FOLDER),
        mount(ACCOUNT, ACCOUNT_FOLDER));
  }

  private static VolumeMountArgs mount(String volume, String folder) {
    return VolumeMountArgs.builder().name(volume).mountPath(folder).readOnly(true).build();
  }

  static List<VolumeArgs> all() {
    return List.of(
        VolumeArgs.builder()
            .name(CERTIFICATE)
            .secret(SecretVolumeSourceArgs.builder().secretName(CERTIFICATE_SECRET).build())
            .build(),
        VolumeArgs.builder()
            .name(COOKIE)
            .emptyDir(EmptyDirVolumeSourceArgs.builder().medium("Memory").sizeLimit("1Mi").build())
            .build(),
        VolumeArgs.builder().name(ACCOUNT).projected(account()).build());
  }

  /**
   * The token, as Kubernetes mounts it by itself, but for the proxy alone: the UI has no business
   * with the cluster's API.
   */
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

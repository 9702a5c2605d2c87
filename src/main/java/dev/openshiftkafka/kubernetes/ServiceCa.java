package dev.openshiftkafka.kubernetes;

import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.core.v1.inputs.ConfigMapProjectionArgs;
import com.pulumi.kubernetes.core.v1.inputs.KeyToPathArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeProjectionArgs;
import dev.openshiftkafka.config.ProjectConfig;
import java.util.Map;

/**
 * OpenShift's service CA: it writes a certificate to a Secret for a Service with an annotation, and
 * the CAs to a ConfigMap with an annotation.
 */
public final class ServiceCa {
  /** The ConfigMap with the CAs. */
  public static final String CONFIG_MAP = "kafka-service-ca";

  /** Its key; it has no other. */
  public static final String KEY = "service-ca.crt";

  private static final String ANNOTATIONS = "service.beta.openshift.io/";

  private ServiceCa() {}

  /** The Secret with the certificate of a headless Service, which has the names of its pods. */
  public static String secret(String service) {
    return service + "-serving-cert";
  }

  /**
   * The annotations of a Service that gets a certificate.
   *
   * @param secret Secret to which it is written
   */
  public static Map<String, String> annotations(String secret) {
    return Map.of(ANNOTATIONS + "serving-cert-secret-name", secret);
  }

  /** The ConfigMap, without the data that OpenShift adds. */
  public static ConfigMapArgs configMap(ProjectConfig project) {
    return ConfigMapArgs.builder()
        .metadata(
            Labels.meta(
                project.name(),
                CONFIG_MAP,
                "security",
                Map.of(ANNOTATIONS + "inject-cabundle", "true")))
        .build();
  }

  /** The CAs as a file of a volume. */
  public static VolumeProjectionArgs authorities(String path) {
    return VolumeProjectionArgs.builder()
        .configMap(
            ConfigMapProjectionArgs.builder()
                .name(CONFIG_MAP)
                .items(KeyToPathArgs.builder().key(KEY).path(path).build())
                .build())
        .build();
  }
}

package dev.openshiftkafka.stack.ui;

import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerPortArgs;
import com.pulumi.kubernetes.core.v1.inputs.EmptyDirVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.SecretVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import com.pulumi.resources.Resource;
import dev.openshiftkafka.config.ImagesConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.UiLogin;
import dev.openshiftkafka.kubernetes.OperandComponent;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import dev.openshiftkafka.kubernetes.ServiceCa;
import dev.openshiftkafka.kubernetes.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The proxy in the UI's pod, to which users log in. It serves HTTPS. */
abstract sealed class LoginProxy permits OauthProxy, OidcProxy {
  static final int PORT = 8443;

  static final String CERTIFICATE_FOLDER = "/etc/tls/private";
  private static final String CERTIFICATE_SECRET = "kafka-ui-tls";
  private static final String CERTIFICATE = "certificate";
  private static final String COOKIE = "cookie-key";
  private static final String COOKIE_FOLDER = "/var/run/cookie";
  static final String COOKIE_FILE = COOKIE_FOLDER + "/key";

  /** Writes 32 random bytes in URL-safe Base64, the format that the proxies expect. */
  private static final String COOKIE_KEY =
      "set -eo pipefail; umask 077; head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '\\n'"
          + " > "
          + COOKIE_FILE;

  private final StackConfig config;
  private final UiContainer ui;

  LoginProxy(StackConfig config, UiContainer ui) {
    this.config = config;
    this.ui = ui;
  }

  /** The proxy of a configuration. */
  static LoginProxy of(StackConfig config, UiContainer ui) {
    return config.ui().login() == UiLogin.OIDC
        ? new OidcProxy(config, ui)
        : new OauthProxy(config, ui);
  }

  StackConfig config() {
    return config;
  }

  UiContainer ui() {
    return ui;
  }

  /** Name of the container. */
  abstract String name();

  /** Path whose response requires no login. */
  abstract String healthPath();

  abstract List<String> arguments();

  /** Volumes that only this proxy has. */
  abstract List<VolumeArgs> ownVolumes();

  /** Mounts of these volumes. */
  abstract List<VolumeMountArgs> ownMounts();

  /** Annotations of the service account that the login requires. */
  abstract Map<String, String> loginAnnotations();

  /** Adds the objects that only this proxy needs. */
  abstract void addTo(ResourceInventory inventory);

  /** Declares these objects, on which the Deployment depends. */
  abstract List<Resource> declare(OperandComponent component, Workload workload);

  /** Whether its image is in OpenShift's internal registry. */
  boolean hasInternalImage() {
    return ImagesConfig.isInternal(config.ui().proxyImage());
  }

  /** Annotations of the service account. */
  Map<String, String> accountAnnotations() {
    var annotations = new TreeMap<>(loginAnnotations());
    if (hasInternalImage()) {
      annotations.putAll(Workload.WAIT_FOR_PULL_SECRET);
    }
    return annotations;
  }

  /** Requests a serving certificate from OpenShift's service CA, which also renews it. */
  static Map<String, String> serviceAnnotations() {
    return ServiceCa.annotations(CERTIFICATE_SECRET);
  }

  /** The container of the proxy. */
  ContainerArgs container() {
    String image = config.ui().proxyImage();
    ContainerArgs.Builder container =
        UiContainer.probed(
                Workload.container(name(), image, config.ui().proxyResources()),
                healthPath(),
                PORT,
                "HTTPS")
            .args(arguments())
            .ports(ContainerPortArgs.builder().name("https").containerPort(PORT).build())
            .volumeMounts(mounts());
    if (hasInternalImage() && !image.contains("@")) {
      // OpenShift moves the tag with each update: a new pod must not run the node's older copy.
      container.imagePullPolicy("Always");
    }
    return container.build();
  }

  private List<VolumeMountArgs> mounts() {
    var mounts = new ArrayList<VolumeMountArgs>();
    mounts.add(mount(CERTIFICATE, CERTIFICATE_FOLDER));
    mounts.add(mount(COOKIE, COOKIE_FOLDER));
    mounts.addAll(ownMounts());
    return mounts;
  }

  static VolumeMountArgs mount(String volume, String folder) {
    return VolumeMountArgs.builder().name(volume).mountPath(folder).readOnly(true).build();
  }

  /**
   * Writes a new key for the session cookies to memory.
   *
   * <p>The key is not part of the state, the configuration or an argument. Sessions end with the
   * pod, and browsers log in again without a prompt. The script runs in the Kafka image, which has
   * bash.
   */
  ContainerArgs cookieKey() {
    return Workload.container(
            "cookie-key",
            config.images().kafka(config.kafka().version()),
            config.ui().proxyResources())
        .command("bash", "-c", COOKIE_KEY)
        .volumeMounts(VolumeMountArgs.builder().name(COOKIE).mountPath(COOKIE_FOLDER).build())
        .build();
  }

  /** The volumes of the proxy: certificate, cookie key, and its own. */
  List<VolumeArgs> volumes() {
    var volumes = new ArrayList<VolumeArgs>();
    volumes.add(
        VolumeArgs.builder()
            .name(CERTIFICATE)
            .secret(SecretVolumeSourceArgs.builder().secretName(CERTIFICATE_SECRET).build())
            .build());
    volumes.add(
        VolumeArgs.builder()
            .name(COOKIE)
            .emptyDir(EmptyDirVolumeSourceArgs.builder().medium("Memory").sizeLimit("1Mi").build())
            .build());
    volumes.addAll(ownVolumes());
    return volumes;
  }
}

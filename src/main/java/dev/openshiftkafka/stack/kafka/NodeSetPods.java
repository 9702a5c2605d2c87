package dev.openshiftkafka.stack.kafka;

import com.pulumi.kubernetes.core.v1.inputs.ConfigMapVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerPortArgs;
import com.pulumi.kubernetes.core.v1.inputs.EmptyDirVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodTemplateSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import dev.openshiftkafka.config.ImagesConfig;
import dev.openshiftkafka.kubernetes.ConfigHash;
import dev.openshiftkafka.kubernetes.Containers;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.stack.readiness.Readiness;
import dev.openshiftkafka.stack.security.NodeCertificates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Builds the pod template of a {@link NodeSet}, which OpenShift's restricted-v2 constraints admit.
 */
final class NodeSetPods {
  private static final String CONFIG_VOLUME = "config";
  private static final String TMP_VOLUME = "tmp";

  private NodeSetPods() {}

  static PodTemplateSpecArgs template(
      NodeSet set, Map<String, String> annotations, ImagesConfig images) {
    var all = new TreeMap<>(annotations);
    all.put(ConfigHash.ANNOTATION, set.configHash());
    PodSpecArgs.Builder pod =
        PodSpecArgs.builder()
            .serviceAccountName(set.name())
            .automountServiceAccountToken(false)
            .enableServiceLinks(false)
            .terminationGracePeriodSeconds(set.podGracePeriodSeconds())
            .securityContext(Containers.podSecurity())
            .containers(containers(set))
            .volumes(volumes(set));
    List<ContainerArgs> init = initContainers(set);
    if (!init.isEmpty()) {
      pod.initContainers(init);
    }
    set.placement().applyTo(pod, set.selector());
    return PodTemplateSpecArgs.builder()
        .metadata(
            ObjectMetaArgs.builder()
                .labels(Labels.of(set.component()))
                .annotations(Map.copyOf(all))
                .build())
        .spec(Containers.withPullSecret(pod, images).build())
        .build();
  }

  private static List<ContainerArgs> containers(NodeSet set) {
    var containers = new ArrayList<ContainerArgs>();
    containers.add(container(set));
    set.sidecars()
        .forEach(sidecar -> containers.add(sidecar.container(configMount(), NodeSet.CONFIG_PATH)));
    return containers;
  }

  private static List<ContainerArgs> initContainers(NodeSet set) {
    var containers = new ArrayList<ContainerArgs>();
    set.certificates()
        .filter(NodeCertificates::areConverted)
        .ifPresent(certificates -> containers.add(conversion(set, certificates)));
    set.init().ifPresent(init -> containers.add(container(set, init)));
    set.tieredStorage().flatMap(storage -> copy(set, storage)).ifPresent(containers::add);
    return containers;
  }

  /** The init container that copies the jars of the plugin for tiered storage. */
  private static Optional<ContainerArgs> copy(NodeSet set, TieredStorage storage) {
    return storage
        .pluginMount()
        .map(
            mount ->
                ContainerArgs.builder()
                    .name("tiered-storage")
                    .image(storage.image())
                    .imagePullPolicy("IfNotPresent")
                    .command(storage.copyCommand())
                    .resources(Containers.resources(set.resources()))
                    .securityContext(Containers.security())
                    .volumeMounts(mount.build())
                    .build());
  }

  /** The init container that converts the certificate of OpenShift's service CA. */
  private static ContainerArgs conversion(NodeSet set, NodeCertificates certificates) {
    var mounts = new ArrayList<>(certificates.conversionMounts());
    mounts.add(Readiness.programMount());
    mounts.add(mount(TMP_VOLUME, "/tmp").build());
    return basics(
            ContainerArgs.builder().name("certificates").command(Readiness.certificatesCommand()),
            set)
        .volumeMounts(mounts)
        .build();
  }

  private static ContainerArgs container(NodeSet set, NodeSet.Init init) {
    var mounts = new ArrayList<>(mounts(set));
    mounts.addAll(init.mounts());
    return basics(ContainerArgs.builder().name("format").command(init.command()), set)
        .volumeMounts(mounts)
        .build();
  }

  private static ContainerArgs container(NodeSet set) {
    ContainerArgs.Builder container =
        basics(ContainerArgs.builder().name(set.component()).command(set.command()), set)
            .ports(
                set.ports().stream()
                    .map(
                        port ->
                            ContainerPortArgs.builder()
                                .name(port.name())
                                .containerPort(port.number())
                                .build())
                    .toList());
    set.probes().applyTo(container);
    set.tieredStorage().ifPresent(storage -> addTieredStorage(container, set, storage));
    set.readiness().ifPresent(readiness -> readiness.addPreStopHook(container));
    set.stopHook().ifPresent(hook -> hook.applyTo(container));
    return container.build();
  }

  private static void addTieredStorage(
      ContainerArgs.Builder container, NodeSet set, TieredStorage storage) {
    var mounts = new ArrayList<>(mounts(set));
    mounts.addAll(storage.mounts());
    var environment = new ArrayList<>(List.of(Containers.podName()));
    environment.addAll(storage.environment());
    container.volumeMounts(mounts).env(environment);
  }

  private static ContainerArgs.Builder basics(ContainerArgs.Builder container, NodeSet set) {
    return container
        .image(set.image())
        .imagePullPolicy("IfNotPresent")
        .env(Containers.podName())
        .resources(Containers.resources(set.resources()))
        .securityContext(Containers.security())
        .volumeMounts(mounts(set));
  }

  private static List<VolumeMountArgs> mounts(NodeSet set) {
    var mounts = new ArrayList<VolumeMountArgs>();
    mounts.add(mount(Names.CLAIM_TEMPLATE, NodeSet.DATA_PATH).build());
    mounts.add(configMount());
    // For files of the JVM, and native libraries for compression.
    mounts.add(mount(TMP_VOLUME, "/tmp").build());
    set.readiness().flatMap(Readiness::restartMount).ifPresent(mounts::add);
    set.certificates().map(NodeCertificates::mounts).ifPresent(mounts::addAll);
    set.perPodMounts()
        .forEach(
            (path, suffix) ->
                mounts.add(
                    mount(CONFIG_VOLUME, path)
                        .subPathExpr("$(POD_NAME)" + suffix)
                        .readOnly(true)
                        .build()));
    return mounts;
  }

  private static VolumeMountArgs configMount() {
    return mount(CONFIG_VOLUME, NodeSet.CONFIG_PATH).readOnly(true).build();
  }

  private static VolumeMountArgs.Builder mount(String volume, String path) {
    return VolumeMountArgs.builder().name(volume).mountPath(path);
  }

  private static List<VolumeArgs> volumes(NodeSet set) {
    var volumes = new ArrayList<VolumeArgs>();
    volumes.add(
        VolumeArgs.builder()
            .name(CONFIG_VOLUME)
            .configMap(ConfigMapVolumeSourceArgs.builder().name(set.name()).build())
            .build());
    volumes.add(
        VolumeArgs.builder()
            .name(TMP_VOLUME)
            .emptyDir(EmptyDirVolumeSourceArgs.builder().build())
            .build());
    set.certificates().map(NodeCertificates::volumes).ifPresent(volumes::addAll);
    set.tieredStorage().map(TieredStorage::volumes).ifPresent(volumes::addAll);
    set.sidecars().forEach(sidecar -> volumes.addAll(sidecar.volumes()));
    return volumes;
  }
}

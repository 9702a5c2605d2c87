package dev.openshiftkafka.kubernetes;

import com.pulumi.core.Either;
import com.pulumi.kubernetes.apps.v1.DeploymentArgs;
import com.pulumi.kubernetes.apps.v1.inputs.DeploymentSpecArgs;
import com.pulumi.kubernetes.apps.v1.inputs.DeploymentStrategyArgs;
import com.pulumi.kubernetes.core.v1.ServiceAccountArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodTemplateSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.ServicePortArgs;
import com.pulumi.kubernetes.meta.v1.inputs.LabelSelectorArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import dev.openshiftkafka.config.ResourcesConfig;
import dev.openshiftkafka.config.StackConfig;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Builds the pods of one component, with the labels, service account and security context by which
 * the restricted Pod Security level and the project's SecurityContextConstraints admit them.
 */
public final class Workload {
  /**
   * Annotation of a service account whose pods pull from OpenShift's internal registry. OpenShift
   * adds the pull secret of this registry to an account some moments after its creation, and a pod
   * that is admitted before never pulls. So the engine waits for it, before it declares the pod.
   */
  public static final Map<String, String> WAIT_FOR_PULL_SECRET =
      Map.of("pulumi.com/waitFor", "jsonpath={.imagePullSecrets[0].name}");

  private final StackConfig config;
  private final String account;
  private final String component;
  private final Map<String, String> annotations;

  private Workload(
      StackConfig config, String account, String component, Map<String, String> annotations) {
    this.config = config;
    this.account = account;
    this.component = component;
    this.annotations = annotations;
  }

  /**
   * Creates the builder.
   *
   * @param account name of their service account
   * @param component value of the label app.kubernetes.io/component
   */
  public static Workload of(StackConfig config, String account, String component) {
    return new Workload(config, account, component, Names.podAnnotations(config.project()));
  }

  /** A builder whose pods have further annotations. */
  public Workload annotated(Map<String, String> further) {
    var all = new TreeMap<>(annotations);
    all.putAll(further);
    return new Workload(config, account, component, all);
  }

  /** Value of the label app.kubernetes.io/component. */
  String component() {
    return component;
  }

  /** Annotations of the pods. */
  public Map<String, String> annotations() {
    return annotations;
  }

  /** Metadata of an object of the component: namespace, name and labels. */
  public ObjectMetaArgs meta(String name) {
    return meta(name, Map.of());
  }

  /** Metadata with annotations. */
  public ObjectMetaArgs meta(String name, Map<String, String> objectAnnotations) {
    ObjectMetaArgs.Builder meta =
        ObjectMetaArgs.builder()
            .namespace(config.project().name())
            .name(name)
            .labels(Labels.of(component));
    if (!objectAnnotations.isEmpty()) {
      meta.annotations(objectAnnotations);
    }
    return meta.build();
  }

  /** The service account. Its token is not mounted automatically. */
  public ServiceAccountArgs serviceAccount() {
    return serviceAccount(Map.of());
  }

  /** The service account with annotations. */
  public ServiceAccountArgs serviceAccount(Map<String, String> accountAnnotations) {
    return ServiceAccountArgs.builder()
        .metadata(meta(account, accountAnnotations))
        .automountServiceAccountToken(false)
        .build();
  }

  /**
   * A pod without token, without Service environment variables, and with a user of OpenShift's
   * range.
   */
  public PodSpecArgs.Builder pod() {
    return Containers.withPullSecret(podOfInternalImage(), config.images());
  }

  /**
   * A pod whose image is in OpenShift's internal registry. It names no pull secret: Kubernetes adds
   * those of the service account, among them the registry's, only to pods that name none.
   */
  public PodSpecArgs.Builder podOfInternalImage() {
    return PodSpecArgs.builder()
        .serviceAccountName(account)
        .automountServiceAccountToken(false)
        .enableServiceLinks(false)
        .securityContext(Containers.podSecurity());
  }

  /** A container without privileges and with a read-only root file system. */
  public static ContainerArgs.Builder container(
      String name, String image, ResourcesConfig resources) {
    return ContainerArgs.builder()
        .name(name)
        .image(image)
        .imagePullPolicy("IfNotPresent")
        .resources(Containers.resources(resources))
        .securityContext(Containers.security());
  }

  /** The pod template, with labels and annotations. */
  public PodTemplateSpecArgs template(PodSpecArgs pod) {
    return PodTemplateSpecArgs.builder()
        .metadata(
            ObjectMetaArgs.builder().labels(Labels.of(component)).annotations(annotations).build())
        .spec(pod)
        .build();
  }

  /** Selects the pods. */
  public LabelSelectorArgs selector() {
    return LabelSelectorArgs.builder().matchLabels(Labels.selector(component)).build();
  }

  /** A Deployment of one pod; the old pod terminates before a new one starts. */
  public DeploymentArgs deployment(String name, PodSpecArgs pod) {
    return deployment(name, pod, DeploymentSpecArgs.builder());
  }

  /**
   * A Deployment of one pod with a deadline.
   *
   * @param timeout time until its pod must be ready
   */
  public DeploymentArgs deployment(String name, PodSpecArgs pod, Duration timeout) {
    return deployment(
        name, pod, DeploymentSpecArgs.builder().progressDeadlineSeconds((int) timeout.toSeconds()));
  }

  private DeploymentArgs deployment(String name, PodSpecArgs pod, DeploymentSpecArgs.Builder spec) {
    return DeploymentArgs.builder()
        .metadata(meta(name))
        .spec(
            spec.replicas(1)
                .strategy(DeploymentStrategyArgs.builder().type("Recreate").build())
                .selector(selector())
                .template(template(pod))
                .build())
        .build();
  }

  /**
   * A TCP port of a Service.
   *
   * @param target name of the container's port
   */
  public static ServicePortArgs servicePort(String name, int port, String target) {
    return ServicePortArgs.builder()
        .name(name)
        .port(port)
        .targetPort(Either.ofRight(target))
        .protocol("TCP")
        .build();
  }
}

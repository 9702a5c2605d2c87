package dev.openshiftkafka.kubernetes;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.CustomResourceOptions;
import java.util.Map;

/** Declares Routes of OpenShift's router. */
public final class Routes {
  private Routes() {}

  /**
   * Declares a Route.
   *
   * <p>The right to choose the host of a new Route does not include the right to change that of an
   * existing one. Another host therefore replaces the Route, and the deployer needs one right less.
   *
   * @param name name of the resource in the stack
   * @param service Service to which the router connects
   * @param port name of the port of the Service
   * @param termination where TLS ends: {@code reencrypt} or {@code passthrough}
   * @param insecure what the router does without TLS: {@code Redirect} or {@code None}
   */
  public static void declare(
      String name,
      ObjectMetaArgs metadata,
      String host,
      String service,
      String port,
      String termination,
      String insecure,
      CustomResourceOptions options) {
    new CustomKind(
        "route.openshift.io/v1",
        "Route",
        name,
        metadata,
        Output.of(
            Map.of(
                "host",
                host,
                "to",
                Map.of("kind", "Service", "name", service, "weight", 100),
                "port",
                Map.of("targetPort", port),
                "tls",
                Map.of("termination", termination, "insecureEdgeTerminationPolicy", insecure),
                "wildcardPolicy",
                "None")),
        CustomResourceOptions.merge(
            options,
            CustomResourceOptions.builder()
                .replaceOnChanges("spec.host")
                .deleteBeforeReplace(true)
                .build()));
  }
}

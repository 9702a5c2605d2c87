package dev.openshiftkafka.kubernetes;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.ResourceArgs;
import java.util.Map;

/**
 * The fields of a {@link Route} that is encrypted on both sides of the router.
 *
 * <p>The router shows its own certificate to visitors, and takes of the Service one that the
 * cluster's authority for Services has signed: it knows this authority without being told.
 */
public final class RouteArgs extends ResourceArgs {
  static final String API_VERSION = "route.openshift.io/v1";

  @Import private final Output<String> apiVersion = Output.of(API_VERSION);
  @Import private final Output<String> kind = Output.of("Route");
  @Import private final Output<ObjectMetaArgs> metadata;
  @Import private final Output<Map<String, Object>> spec;

  /**
   * Takes where it begins and where it leads.
   *
   * @param targetPort name of a port of the Service
   */
  public RouteArgs(ObjectMetaArgs metadata, String host, String service, String targetPort) {
    this.metadata = Output.of(metadata);
    this.spec =
        Output.of(
            Map.of(
                "host",
                host,
                "to",
                Map.of("kind", "Service", "name", service, "weight", 100),
                "port",
                Map.of("targetPort", targetPort),
                "tls",
                Map.of("termination", "reencrypt", "insecureEdgeTerminationPolicy", "Redirect"),
                "wildcardPolicy",
                "None"));
  }
}

package dev.openshiftkafka.stack.ui;

import com.pulumi.core.Either;
import com.pulumi.kubernetes.core.v1.ServiceArgs;
import com.pulumi.kubernetes.core.v1.inputs.ServicePortArgs;
import com.pulumi.kubernetes.core.v1.inputs.ServiceSpecArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.UiKind;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.Names;
import java.util.ArrayList;
import java.util.List;

/** Renders the Service that the Route leads to. */
final class UiService {
  static final String PORT_NAME = "https";

  private static final int HTTPS = 443;

  private UiService() {}

  static ServiceArgs of(StackConfig config) {
    return ServiceArgs.builder()
        .metadata(
            ObjectMetaArgs.builder()
                .namespace(config.project().name())
                .name(Names.UI)
                .labels(Labels.of(Names.UI_COMPONENT))
                .annotations(OauthProxy.serviceAnnotations())
                .build())
        .spec(
            ServiceSpecArgs.builder()
                .selector(Labels.selector(Names.UI_COMPONENT))
                .ports(ports(config))
                .build())
        .build();
  }

  private static List<ServicePortArgs> ports(StackConfig config) {
    var ports = new ArrayList<ServicePortArgs>();
    ports.add(port(PORT_NAME, HTTPS, PORT_NAME));
    if (config.ui().kind() == UiKind.CMAK) {
      ports.add(port("cmak", Names.CMAK_PORT, "cmak"));
    }
    return ports;
  }

  private static ServicePortArgs port(String name, int number, String target) {
    return ServicePortArgs.builder()
        .name(name)
        .port(number)
        .targetPort(Either.ofRight(target))
        .protocol("TCP")
        .build();
  }
}

package dev.openshiftkafka.stack.ui;

import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.ClassPathArchive;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.pod.cmak.RegisterCluster;
import java.util.List;
import java.util.Map;

/** Renders the files of CMAK's pod and of the one that makes the cluster known to it. */
final class CmakFiles {
  static final String LOGGING = "logback.xml";

  private static final String TO_THE_CONSOLE =
      """
      <configuration>
        <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
          <encoder><pattern>%d [%level] %logger - %msg%n</pattern></encoder>
        </appender>
        <root level="INFO"><appender-ref ref="console"/></root>
      </configuration>
      """;

  private CmakFiles() {}

  static ConfigMapArgs configMap(StackConfig config) {
    return ConfigMapArgs.builder()
        .metadata(Labels.meta(config.project().name(), Cmak.NAME, Names.UI_COMPONENT))
        .data(Map.of(LOGGING, TO_THE_CONSOLE))
        .binaryData(archives())
        .build();
  }

  /** By name, in Base64. */
  static Map<String, String> archives() {
    return Map.of(
        "register.jar", ClassPathArchive.of(List.of(".class"), RegisterCluster.class),
        "picocli.jar", ClassPathArchive.library("picocli/CommandLine.class"));
  }
}

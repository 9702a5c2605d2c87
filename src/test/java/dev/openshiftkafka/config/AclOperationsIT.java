package dev.openshiftkafka.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openshiftkafka.testing.KafkaJars;
import dev.openshiftkafka.testing.PinnedVersions;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares the operations of each type of resource with Kafka's own code. */
class AclOperationsIT {
  @ParameterizedTest
  @EnumSource
  void operations_resourceType_areKafkas(AclResourceType type) throws Exception {
    var classes = KafkaJars.classLoader(PinnedVersions.KAFKA_4);
    Class<?> kafkaType = classes.loadClass("org.apache.kafka.common.resource.ResourceType");
    Method supported =
        classes
            .loadClass("org.apache.kafka.security.authorizer.AclEntry")
            .getMethod("supportedOperations", kafkaType);
    Object constant = kafkaType.getMethod("valueOf", String.class).invoke(null, type.name());

    Set<String> kafkas =
        ((Set<?>) supported.invoke(null, constant))
            .stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new));

    Set<String> ours =
        type.operations().stream().map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
    assertThat(ours).isEqualTo(kafkas);
  }
}

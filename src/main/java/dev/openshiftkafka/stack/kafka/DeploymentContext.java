package dev.openshiftkafka.stack.kafka;

import com.pulumi.core.Output;
import java.util.Map;

/**
 * What a set of pods stands in.
 *
 * @param namespace the project
 * @param protect whether StatefulSets and volumes are protected
 * @param podAnnotations annotations of every pod
 * @param volumeIds ids of the EBS volumes that the stack declares itself, by claim
 */
public record DeploymentContext(
    String namespace,
    boolean protect,
    Map<String, String> podAnnotations,
    Map<String, Output<String>> volumeIds) {}

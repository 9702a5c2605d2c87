package dev.openshiftkafka.kafka;

import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import java.util.List;
import java.util.Map;

/**
 * What a set of pods stands in.
 *
 * @param namespace the project
 * @param protect whether StatefulSets and volumes are protected
 * @param permitted resolves when the edit may be made, and fails with the reason when it may not
 * @param before what must exist before the pods
 * @param podAnnotations annotations of every pod
 */
public record Surroundings(
    String namespace,
    boolean protect,
    Output<Boolean> permitted,
    List<Resource> before,
    Map<String, String> podAnnotations) {}

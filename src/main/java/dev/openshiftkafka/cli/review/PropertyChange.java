package dev.openshiftkafka.cli.review;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One property that changes.
 *
 * @param path such as {@code spec.template.spec.containers[kafka].image}
 * @param before null where there was none
 * @param after null where there is none any more
 * @param replaces whether it is a reason why the resource is replaced
 */
record PropertyChange(
    String path, @Nullable JsonNode before, @Nullable JsonNode after, boolean replaces) {}

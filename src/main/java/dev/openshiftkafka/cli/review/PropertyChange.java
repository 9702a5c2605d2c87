package dev.openshiftkafka.cli.review;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Change of one property.
 *
 * @param path such as {@code spec.template.spec.containers[kafka].image}
 * @param before null when the property is added
 * @param after null when the property is removed
 * @param replaces whether the change forces replacement of the resource
 */
record PropertyChange(
    String path, @Nullable JsonNode before, @Nullable JsonNode after, boolean replaces) {}

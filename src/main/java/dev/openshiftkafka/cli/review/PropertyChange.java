package dev.openshiftkafka.cli.review;

import com.google.gson.JsonElement;

/**
 * One property that changes.
 *
 * @param path such as {@code spec.template.spec.containers[kafka].image}
 * @param before null where there was none
 * @param after null where there is none any more
 * @param replaces whether it is a reason why the resource is replaced
 */
record PropertyChange(String path, JsonElement before, JsonElement after, boolean replaces) {}

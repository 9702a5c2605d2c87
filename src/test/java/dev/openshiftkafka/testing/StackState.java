package dev.openshiftkafka.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The state that {@code pulumi stack export} writes after an update. */
public final class StackState {
  private StackState() {}

  /** Returns the state after a run, with ids of mock providers. */
  public static String after(StackRun run) {
    List<Map<String, Object>> resources =
        run.declared().stream().map(StackState::resource).toList();
    var state = Map.of("version", 3, "deployment", Map.of("resources", resources));
    try {
      return new ObjectMapper().writeValueAsString(state);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> resource(Declared declared) {
    var resource = new HashMap<String, Object>();
    boolean custom = declared.isObject() || declared.type().startsWith("aws:");
    resource.put(
        "urn", "urn:pulumi:prod::openshift-kafka::" + declared.type() + "::" + declared.name());
    resource.put("type", declared.type());
    resource.put("inputs", declared.inputs());
    if (custom) {
      resource.put("custom", true);
      resource.put("id", MockOutputs.id(declared.type(), declared.name()));
      resource.put("outputs", Map.of("arn", MockOutputs.arn(declared.type(), declared.name())));
    }
    // The engine omits fields that are false.
    if (declared.protect()) {
      resource.put("protect", true);
    }
    if (declared.retainOnDelete()) {
      resource.put("retainOnDelete", true);
    }
    return resource;
  }
}

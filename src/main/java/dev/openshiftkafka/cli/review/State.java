package dev.openshiftkafka.cli.review;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Optional;

/**
 * A resource before or after a step, without its secrets.
 *
 * @param component whether it only groups others
 * @param id what the provider calls it; empty before it is made
 * @param guarded whether the engine refuses to delete it
 * @param retained whether the engine only forgets it where it would delete it
 */
record State(
    boolean component,
    String id,
    boolean guarded,
    boolean retained,
    JsonObject inputs,
    JsonObject outputs) {

  /** Reads a state of either form; empty where there is none. */
  static Optional<State> of(Urn urn, JsonElement json) {
    if (json == null || !json.isJsonObject()) {
      return Optional.empty();
    }
    JsonObject state = json.getAsJsonObject();
    return Optional.of(
        new State(
            !flag(state, "custom"),
            PreviewReader.text(state, "id"),
            flag(state, "protect"),
            flag(state, "retainOnDelete"),
            SecretMasker.hide(urn, state.get("inputs")),
            SecretMasker.hideOutputs(urn, state.get("outputs"))));
  }

  private static boolean flag(JsonObject state, String name) {
    return state.has(name) && state.get(name).getAsBoolean();
  }
}

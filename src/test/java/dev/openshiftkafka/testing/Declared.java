package dev.openshiftkafka.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import pulumirpc.Resource.RegisterResourceRequest;

/** A resource as the program registered it with the engine. */
public record Declared(
    String type,
    String name,
    String parent,
    String provider,
    boolean protect,
    boolean retainOnDelete,
    String importId,
    List<String> dependsOn,
    List<String> ignoreChanges,
    List<String> replaceOnChanges,
    String createTimeout,
    Map<String, Object> inputs) {

  static Declared of(RegisterResourceRequest request) {
    return new Declared(
        request.getType(),
        request.getName(),
        request.getParent(),
        request.getProvider(),
        request.getProtect(),
        request.getRetainOnDelete(),
        request.getImportId(),
        request.getDependenciesList().stream().sorted().toList(),
        List.copyOf(request.getIgnoreChangesList()),
        List.copyOf(request.getReplaceOnChangesList()),
        request.getCustomTimeouts().getCreate(),
        Structs.toMap(request.getObject()));
  }

  /** Whether this resource has the URN, or the URN of a provider reference. */
  public boolean isAt(String urn) {
    String end = type + "::" + name;
    int start = urn.length() - end.length();
    return start > 0 && urn.endsWith(end) && ":$".indexOf(urn.charAt(start - 1)) >= 0;
  }

  /** Whether this is a Kubernetes object, not a component or a provider. */
  public boolean isObject() {
    return type.startsWith("kubernetes:");
  }

  /** Returns the kind of a Kubernetes object. */
  public String kind() {
    return type.substring(type.lastIndexOf(':') + 1);
  }

  /** Whether an input is marked as a secret, with the signature keys of Pulumi's protocol. */
  public boolean isSecret(String input) {
    return inputs.get(input) instanceof Map<?, ?> map
        && "1b47061264138c4ac30d75fd1eb44270".equals(map.get("4dabf18193072939515e22adb298388d"));
  }

  /** Returns the manifest as the API server receives it. */
  public Map<String, Object> manifest() {
    var manifest = new java.util.TreeMap<>(inputs);
    manifest.replaceAll(
        (input, value) -> isSecret(input) ? ((Map<?, ?>) value).get("value") : value);
    String[] parts = type.split(":");
    String apiVersion = parts[1].startsWith("core/") ? parts[1].substring(5) : parts[1];
    manifest.put("apiVersion", apiVersion);
    manifest.put("kind", kind().replaceAll("Patch$", ""));
    return manifest;
  }

  /** Returns the value at a path of map keys and list indexes; null when there is none. */
  public Object at(Object... path) {
    Object value = inputs;
    for (Object step : path) {
      if (value instanceof Map<?, ?> map) {
        value = map.get(step);
      } else if (value instanceof List<?> list && step instanceof Integer index) {
        value = index < list.size() ? list.get(index) : null;
      } else {
        return null;
      }
    }
    return value;
  }

  /** Returns the list of maps at a path; empty when there is none. */
  @SuppressWarnings("unchecked")
  public List<Map<String, Object>> listAt(Object... path) {
    Object value = at(path);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?>) {
      return (List<Map<String, Object>>) value;
    }
    throw new IllegalArgumentException(Arrays.toString(path) + " is no list");
  }
}

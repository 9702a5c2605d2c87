package dev.openshiftkafka.stack.kafka;

import dev.openshiftkafka.kubernetes.Listener;
import dev.openshiftkafka.kubernetes.Listeners;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Builds the properties of the listeners in {@code server.properties}. */
final class ListenerProperties {
  private ListenerProperties() {}

  /**
   * The properties of a broker.
   *
   * @param knowsControllers whether it connects to KRaft controllers
   */
  static Map<String, String> ofBroker(Listeners listeners, int ordinal, boolean knowsControllers) {
    Map<String, String> properties = served(listeners.brokers(), ordinal);
    properties.put("inter.broker.listener.name", listeners.interBroker().name().name());
    if (knowsControllers) {
      properties.put("listener.security.protocol.map", protocols(listeners));
    }
    return properties;
  }

  static Map<String, String> ofController(Listeners listeners, int ordinal) {
    Map<String, String> properties = served(listeners.controllers(), ordinal);
    properties.put("listener.security.protocol.map", protocols(listeners));
    return properties;
  }

  /** Names of listeners, separated by commas. */
  static String names(List<Listener> listeners) {
    return join(listeners.stream(), listener -> listener.name().name());
  }

  private static Map<String, String> served(List<Listener> listeners, int ordinal) {
    var properties = new LinkedHashMap<String, String>();
    properties.put(
        "listeners",
        join(listeners.stream(), listener -> listener.name() + "://:" + listener.port()));
    properties.put(
        "advertised.listeners",
        join(
            listeners.stream(),
            listener -> listener.name() + "://" + listener.advertised().apply(ordinal)));
    return properties;
  }

  /** A node needs the protocols of the listeners that it connects to as well. */
  private static String protocols(Listeners listeners) {
    return join(
        Stream.concat(listeners.controllers().stream(), listeners.brokers().stream()),
        listener -> listener.name() + ":" + listener.protocol());
  }

  private static String join(Stream<Listener> listeners, Function<Listener, String> text) {
    return listeners.map(text).collect(Collectors.joining(","));
  }
}

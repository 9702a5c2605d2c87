package dev.openshiftkafka.kubernetes;

import dev.openshiftkafka.config.StackConfig;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** DNS names of pods and Services, and the bootstrap servers of the brokers. */
public final class BrokerAddresses {
  private BrokerAddresses() {}

  /**
   * DNS name of a pod of a StatefulSet. Its headless Service publishes it before the pod is ready.
   */
  public static String pod(StackConfig config, String set, int ordinal) {
    return Names.pod(set, ordinal) + "." + service(config, Names.headless(set));
  }

  /** DNS name of a Service. */
  public static String service(StackConfig config, String name) {
    return name + "." + config.project().name() + ".svc." + config.project().clusterDomain();
  }

  /** Value of {@code bootstrap.servers} for clients inside the cluster. */
  public static String bootstrapServers(StackConfig config) {
    return Listeners.of(config).clients().addresses(config.kafka().brokers());
  }

  /** The addresses of pods 0 to {@code count - 1}, separated by commas. */
  public static String join(int count, IntFunction<String> address) {
    return IntStream.range(0, count).mapToObj(address).collect(Collectors.joining(","));
  }
}

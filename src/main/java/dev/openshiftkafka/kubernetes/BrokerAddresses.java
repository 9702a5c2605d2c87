package dev.openshiftkafka.kubernetes;

import dev.openshiftkafka.config.StackConfig;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** DNS names of pods and Services. */
public final class BrokerAddresses {
  private BrokerAddresses() {}

  /** Name of one pod, which its headless Service publishes even before the pod is ready. */
  public static String pod(StackConfig config, String set, int ordinal) {
    return Names.pod(set, ordinal) + "." + service(config, Names.headless(set));
  }

  /** Name of a Service. */
  public static String service(StackConfig config, String name) {
    return name + "." + config.project().name() + ".svc." + config.project().clusterDomain();
  }

  /** The addresses with which clients inside the cluster start. */
  public static String bootstrapServers(StackConfig config) {
    return join(
        config.kafka().brokers(),
        ordinal -> pod(config, Names.BROKERS, ordinal) + ":" + Names.BROKER_PORT);
  }

  public static String join(int count, IntFunction<String> member) {
    return IntStream.range(0, count).mapToObj(member).collect(Collectors.joining(","));
  }
}

package dev.openshiftkafka.pod.load;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * Where a run took place.
 *
 * @param clusterId id of the Kafka cluster
 * @param brokers brokers of it
 * @param clientVersion version of the Kafka client
 * @param processors processors that the program may use
 * @param heapMegabytes heap that it may use, in 10^6 bytes
 * @param javaVersion version of Java
 * @param pods programs that ran together
 */
public record Environment(
    String clusterId,
    int brokers,
    String clientVersion,
    int processors,
    long heapMegabytes,
    String javaVersion,
    int pods) {

  static Environment of(Admin admin) throws ExecutionException, InterruptedException {
    var cluster = admin.describeCluster();
    var runtime = Runtime.getRuntime();
    return new Environment(
        cluster.clusterId().get(),
        cluster.nodes().get().size(),
        AppInfoParser.getVersion(),
        runtime.availableProcessors(),
        runtime.maxMemory() / 1_000_000,
        Runtime.version().toString(),
        1);
  }

  Environment inPods(int number) {
    return new Environment(
        clusterId, brokers, clientVersion, processors, heapMegabytes, javaVersion, number);
  }
}

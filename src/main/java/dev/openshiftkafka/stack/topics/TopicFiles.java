package dev.openshiftkafka.stack.topics;

import dev.openshiftkafka.kubernetes.ClassPathArchive;
import dev.openshiftkafka.pod.load.LoadGenerator;
import dev.openshiftkafka.pod.topics.TopicsCommand;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The program of the Job as files of a ConfigMap: the brokers' image has all else that it needs.
 */
final class TopicFiles {
  private TopicFiles() {}

  /** Archives by name, in Base64. */
  static Map<String, String> all() {
    var files = new TreeMap<String, String>();
    files.put("topics.jar", ClassPathArchive.of(List.of(".class"), TopicsCommand.class));
    files.put("picocli.jar", ClassPathArchive.library("picocli/CommandLine.class"));
    // Kafka's client warns in the same way in all pods of this program.
    files.put("logging.jar", ClassPathArchive.of(List.of(".properties"), LoadGenerator.class));
    return files;
  }
}

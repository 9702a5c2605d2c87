package dev.openshiftkafka.topics;

import dev.openshiftkafka.archive.ClassPathArchive;
import dev.openshiftkafka.load.LoadGenerator;
import dev.openshiftkafka.topics.admin.TopicsCommand;
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
    files.put("topics.jar", ClassPathArchive.of(TopicsCommand.class, List.of(".class")));
    files.put("picocli.jar", ClassPathArchive.library("picocli/CommandLine.class"));
    // Kafka's client warns in the same way in all pods of this program.
    files.put("logging.jar", ClassPathArchive.of(LoadGenerator.class, List.of(".properties")));
    return files;
  }
}

package dev.openshiftkafka.pod.load;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Where the programs of one run meet: a topic of one partition, which all of them write and read
 * from its beginning. A message is a word, the number of the program that wrote it, and a text.
 */
final class WorkerBarrier implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Admin admin;
  private final String topic;
  private final int index;
  private final KafkaProducer<String, String> producer;
  private final KafkaConsumer<String, String> consumer;
  private final Map<String, Map<Integer, String>> heard = new TreeMap<>();

  /**
   * Opens the topic, which is made by whoever comes first and removed by number 0.
   *
   * @param run what tells this run from others
   * @param index number of this program, from 0
   */
  WorkerBarrier(Admin admin, String bootstrap, String run, int index)
      throws ExecutionException, InterruptedException {
    this.admin = admin;
    this.topic = RunTopics.PREFIX + run + "-rendezvous";
    this.index = index;
    make();
    var settings = new Properties();
    settings.put("bootstrap.servers", bootstrap);
    settings.put("client.id", "load-generator");
    settings.put("acks", "all");
    this.producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    var reading = new Properties();
    reading.put("bootstrap.servers", bootstrap);
    reading.put("client.id", "load-generator");
    this.consumer =
        new KafkaConsumer<>(reading, new StringDeserializer(), new StringDeserializer());
    var partition = List.of(new TopicPartition(topic, 0));
    consumer.assign(partition);
    consumer.seekToBeginning(partition);
  }

  private void make() throws ExecutionException, InterruptedException {
    int brokers = admin.describeCluster().nodes().get().size();
    var wanted = new NewTopic(topic, 1, (short) Math.min(3, brokers));
    try {
      admin.createTopics(List.of(wanted)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  /** Tells the others. */
  void say(String word, String text) throws ExecutionException, InterruptedException {
    producer.send(new ProducerRecord<>(topic, word + " " + index, text)).get();
  }

  /**
   * Waits until a word was heard from all of these programs.
   *
   * @return what each said, by its number
   * @throws IllegalStateException when the time is over, with the numbers of those not heard
   */
  Map<Integer, String> hear(String word, int from, int to, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (!missing(word, from, to).isEmpty()) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException(
            "programs %s of this run did not say \"%s\" within %d s"
                .formatted(missing(word, from, to), word, patience.toSeconds()));
      }
      for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
        String[] key = record.key().split(" ");
        heard
            .computeIfAbsent(key[0], any -> new TreeMap<>())
            .put(Integer.valueOf(key[1]), record.value());
      }
    }
    return heard.get(word);
  }

  private List<Integer> missing(String word, int from, int to) {
    Map<Integer, String> said = heard.getOrDefault(word, Map.of());
    return IntStream.range(from, to).filter(i -> !said.containsKey(i)).boxed().toList();
  }

  @Override
  public void close() {
    consumer.close();
    producer.close();
    if (index == 0) {
      admin.deleteTopics(List.of(topic)).all().toCompletionStage().toCompletableFuture().join();
    }
  }
}

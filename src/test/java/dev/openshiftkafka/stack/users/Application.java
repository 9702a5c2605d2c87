package dev.openshiftkafka.stack.users;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What an application does with the client properties of its Secret. */
final class Application {
  private Application() {}

  static void login(Properties client) throws ExecutionException, InterruptedException {
    try (Admin user = Admin.create(client)) {
      user.describeCluster().clusterId().get();
    }
  }

  static void createTopic(Properties client) throws Exception {
    try (Admin user = Admin.create(client)) {
      user.createTopics(List.of(new NewTopic("new", 1, (short) 1))).all().get();
    }
  }

  static void produce(Properties client, String topic) {
    var properties = new Properties();
    properties.putAll(client);
    properties.put("max.block.ms", "10000");
    properties.put("delivery.timeout.ms", "20000");
    try (var producer =
        new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, "value")).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Reads through a group, which needs rights to both. */
  static void consume(Properties client, String topic) {
    var properties = new Properties();
    properties.putAll(client);
    properties.putAll(Map.of("group.id", "batch-1", "auto.offset.reset", "earliest"));
    try (var consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      consumer.poll(Duration.ofSeconds(10));
      consumer.commitSync();
    }
  }
}

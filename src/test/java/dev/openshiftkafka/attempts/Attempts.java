package dev.openshiftkafka.attempts;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.security.Security;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Reads attempts as JSON from standard input, and prints the outcome of each as JSON. */
public final class Attempts {
  private static final int AT_ONCE = 6;
  private static final String LIMIT_MILLIS = "15000";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Attempts() {}

  /** Makes all attempts. */
  public static void main(String[] args) throws IOException, InterruptedException {
    // The server must refuse old versions and weak ciphers, not this client.
    Security.setProperty("jdk.tls.disabledAlgorithms", "");
    List<Attempt> attempts = JSON.readValue(System.in, new TypeReference<List<Attempt>>() {});
    Map<String, String> outcomes = new ConcurrentSkipListMap<>();
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    List<Callable<String>> tasks =
        attempts.stream()
            .<Callable<String>>map(attempt -> () -> outcomes.put(attempt.name(), outcome(attempt)))
            .collect(Collectors.toList());
    threads.invokeAll(tasks);
    threads.shutdown();
    JSON.writeValue(System.out, outcomes);
  }

  /** The simple name of the exception that refused it, or {@link Attempt#LET_IN}. */
  private static String outcome(Attempt attempt) throws InterruptedException {
    var properties = new Properties();
    properties.putAll(attempt.properties());
    properties.put("default.api.timeout.ms", LIMIT_MILLIS);
    properties.put("request.timeout.ms", "5000");
    properties.put("max.block.ms", LIMIT_MILLIS);
    properties.put("delivery.timeout.ms", LIMIT_MILLIS);
    try {
      switch (attempt.action()) {
        case DESCRIBE -> {
          try (Admin admin = Admin.create(properties)) {
            admin.describeCluster().clusterId().get();
          }
        }
        case DESCRIBE_QUORUM -> {
          try (Admin admin = Admin.create(properties)) {
            admin.describeMetadataQuorum().quorumInfo().get();
          }
        }
        case WRITE_RIGHT -> write(properties, "right");
        case WRITE_WRONG -> write(properties, "wrong");
        default -> throw new IllegalArgumentException(attempt.toString());
      }
      return Attempt.LET_IN;
    } catch (ExecutionException e) {
      return e.getCause().getClass().getSimpleName();
    } catch (RuntimeException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return cause.getClass().getSimpleName();
    }
  }

  private static void write(Properties properties, String topic)
      throws ExecutionException, InterruptedException {
    var serializer = new ByteArraySerializer();
    try (var producer = new KafkaProducer<byte[], byte[]>(properties, serializer, serializer)) {
      producer.send(new ProducerRecord<>(topic, new byte[1])).get();
    }
  }
}

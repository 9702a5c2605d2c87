package dev.openshiftkafka.stack.kafka;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Clients of a cluster, in a process that resolves the names of its pods: kafka-admin creates a
 * user with a password, kafka-tools reads the quorum from the controllers, and the user writes and
 * reads.
 */
final class ServiceCaClient {
  private static final String TOPIC = "orders";
  private static final int RECORDS = 100;

  private ServiceCaClient() {}

  /**
   * Runs all, and fails if anything is refused.
   *
   * @param arguments client properties of kafka-admin and of kafka-tools, addresses of the
   *     controllers, client properties of the user, and its password
   */
  public static void main(String[] arguments) throws Exception {
    PrintStream out = System.out;
    try (Admin admin = Admin.create(load(arguments[0]))) {
      prepare(admin, arguments[4]);
    }
    Properties tools = load(arguments[1]);
    tools.remove("bootstrap.servers");
    tools.put("bootstrap.controllers", arguments[2]);
    try (Admin admin = Admin.create(tools)) {
      int voters = admin.describeMetadataQuorum().quorumInfo().get().voters().size();
      out.println("voters: " + voters);
    }
    Properties user = load(arguments[3]);
    awaitLogin(user);
    write(user);
    out.println("read: " + read(user));
  }

  private static Properties load(String file) throws IOException {
    Properties properties = Utils.loadProps(file);
    properties.put("request.timeout.ms", "10000");
    properties.put("default.api.timeout.ms", "30000");
    return properties;
  }

  private static void prepare(Admin admin, String password) throws Exception {
    admin
        .createTopics(
            List.of(new NewTopic(TOPIC, 1, (short) 1).configs(Map.of("min.insync.replicas", "1"))))
        .all()
        .get();
    admin
        .alterUserScramCredentials(
            List.of(
                new UserScramCredentialUpsertion(
                    TOPIC, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password)))
        .all()
        .get();
    admin
        .createAcls(
            List.of(
                acl(ResourceType.TOPIC, TOPIC, "User:" + TOPIC, AclOperation.READ),
                acl(ResourceType.TOPIC, TOPIC, "User:" + TOPIC, AclOperation.WRITE),
                acl(ResourceType.CLUSTER, "kafka-cluster", "User:kafka-tools", AclOperation.ALTER)))
        .all()
        .get();
  }

  private static AclBinding acl(
      ResourceType type, String name, String principal, AclOperation operation) {
    return new AclBinding(
        new ResourcePattern(type, name, PatternType.LITERAL),
        new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW));
  }

  /** Waits until the broker knows the new user. */
  private static void awaitLogin(Properties user) throws Exception {
    for (int attempt = 0; ; attempt++) {
      try (Admin admin = Admin.create(user)) {
        admin.describeCluster().clusterId().get();
        return;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof SaslAuthenticationException) || attempt == 20) {
          throw e;
        }
        Thread.sleep(500);
      }
    }
  }

  private static void write(Properties user) throws Exception {
    try (var producer = new KafkaProducer<>(user, new StringSerializer(), new StringSerializer())) {
      for (int i = 0; i < RECORDS; i++) {
        producer.send(new ProducerRecord<>(TOPIC, "record " + i)).get();
      }
    }
  }

  private static int read(Properties user) {
    user.put("auto.offset.reset", "earliest");
    int read = 0;
    try (var consumer =
        new KafkaConsumer<>(user, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
      for (int i = 0; i < 30 && read < RECORDS; i++) {
        read += consumer.poll(Duration.ofSeconds(1)).count();
      }
    }
    return read;
  }
}

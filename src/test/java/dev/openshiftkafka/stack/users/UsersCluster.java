package dev.openshiftkafka.stack.users;

import dev.openshiftkafka.testing.SecureKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * The Kafka process of all tests of users, with the topics orders and other, and a stack for each
 * test. Each test has users of its own.
 */
abstract class UsersCluster {
  static final Map<String, Object> WRITE_ORDERS = acl("topic", "orders", "write");

  private static Path folder;
  private static SecureKafka kafka;
  private static Admin admin;

  UsersFixture stack;

  /** Starts it once for all classes; it ends with this JVM. */
  @BeforeAll
  static void start() throws Exception {
    if (kafka != null) {
      return;
    }
    folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "users");
    kafka = new SecureKafka(folder);
    admin = kafka.admin();
    for (String topic : List.of("orders", "other")) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
    // The first update adds the ACLs of the stack's own clients, which no test expects.
    new UsersFixture(kafka, folder).declare(scram("first")).up();
  }

  @BeforeEach
  void newStack() {
    stack = new UsersFixture(kafka, folder);
  }

  /** A folder for files of the tests. */
  static Path folder() {
    return folder;
  }

  static SecureKafka kafka() {
    return kafka;
  }

  /** A client with all rights. */
  static Admin admin() {
    return admin;
  }

  /** Changes without the stack. */
  static Administrator byHand() {
    return new Administrator(admin);
  }

  static Map<String, Object> acl(String type, String name, String... operations) {
    return Map.of("resourceType", type, "resourceName", name, "operations", List.of(operations));
  }

  static Map<String, Object> scram(String name, Object... acls) {
    var user = new HashMap<String, Object>();
    user.put("name", name);
    user.put("authentication", "scram");
    user.put("namespace", UsersFixture.APPLICATION);
    user.put("acls", List.of(acls));
    return user;
  }
}

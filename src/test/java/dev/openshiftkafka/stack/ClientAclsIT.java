package dev.openshiftkafka.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openshiftkafka.config.AclConfig;
import dev.openshiftkafka.config.AclOperation;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.kubernetes.ClientIdentity;
import dev.openshiftkafka.kubernetes.IdentityAuthentication;
import dev.openshiftkafka.stack.ClientWork.Work;
import dev.openshiftkafka.testing.SecureKafka;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The ACLs of the stack's clients, against a real Kafka: with all of them their programs work, and
 * without any one of them they do not.
 */
@Tag("nightly")
class ClientAclsIT {
  /** No registry has a program of the web UI that could run here. */
  private static final Set<String> WITHOUT_PROGRAM = Set.of("kafka-kafbat");

  private static final List<ClientIdentity> CLIENTS =
      Operands.identities(
          new ConfigSource(
                  "openshift-kafka",
                  "secure",
                  StackEdit.apply(
                      StackFile.read("secure"),
                      Map.of(
                          "client/enabled",
                          true,
                          "topics/allowDelete",
                          true,
                          "topics/declared",
                          List.of(Map.of("name", "a", "partitions", 1, "replicationFactor", 3)))))
              .read());

  @TempDir private static Path folder;
  private static SecureKafka kafka;
  private static Admin admin;
  private static ClientWork work;

  @BeforeAll
  static void start() throws Exception {
    kafka = new SecureKafka(folder);
    admin = kafka.admin();
    work = new ClientWork(kafka, folder);
  }

  @AfterAll
  static void stop() {
    admin.close();
    kafka.close();
  }

  /**
   * One operation that an ACL of a client allows.
   *
   * @param acls all ACLs of the client
   */
  record Right(String client, AclBinding acl, Set<AclBinding> acls) {
    @Override
    public String toString() {
      return "%s: %s on %s %s"
          .formatted(
              client, acl.entry().operation(), acl.pattern().resourceType(), acl.pattern().name());
    }
  }

  static Stream<Right> rights() {
    return CLIENTS.stream()
        .filter(client -> !WITHOUT_PROGRAM.contains(client.name()))
        .flatMap(
            client ->
                acls(client).stream().map(acl -> new Right(client.name(), acl, acls(client))));
  }

  private static Set<AclBinding> acls(ClientIdentity client) {
    return client.acls().stream()
        .flatMap(acl -> acl.operations().stream().map(operation -> binding(client, acl, operation)))
        .collect(Collectors.toSet());
  }

  private static AclBinding binding(ClientIdentity client, AclConfig acl, AclOperation operation) {
    return new AclBinding(
        new ResourcePattern(
            ResourceType.valueOf(acl.resourceType().name()),
            acl.resourceName(),
            PatternType.valueOf(acl.patternType().name())),
        new AccessControlEntry(
            IdentityAuthentication.CERTIFICATE.principal(client.name()),
            "*",
            org.apache.kafka.common.acl.AclOperation.valueOf(operation.name()),
            AclPermissionType.ALLOW));
  }

  /** Only these ACLs exist afterwards, and the broker uses them. */
  private static void grant(Set<AclBinding> acls) throws Exception {
    admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get();
    admin.createAcls(acls).all().get();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> Set.copyOf(admin.describeAcls(AclBindingFilter.ANY).values().get()).equals(acls));
  }

  @Test
  void clients_all_haveWork() {
    assertThat(CLIENTS.stream().map(ClientIdentity::name).filter(c -> !WITHOUT_PROGRAM.contains(c)))
        .containsExactlyInAnyOrderElementsOf(work.clients());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rights")
  void client_withoutOneRight_fails(Right right) throws Exception {
    Work of = work.of(right.client(), right.acl());
    grant(right.acls());
    assertThat(of.run()).as("with all rights").isEmpty();
    var others = new HashSet<>(right.acls());
    others.remove(right.acl());
    grant(others);

    assertThat(of.run()).as("without " + right).isPresent();
  }
}

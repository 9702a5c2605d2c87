package dev.openshiftkafka.pod.rebalance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.ArgumentMatchers.anyMap;
import static org.mockito.ArgumentMatchers.anySet;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.atLeast;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigType;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.PartitionReassignment;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ElectionNotNeededException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.ArgumentCaptor;

/** Requests of a reassignment of topic t on brokers 0 to 3, with a mocked Admin client. */
class ReassignmentsTest {
  private static final TopicPartition ZERO = new TopicPartition("t", 0);
  private static final TopicPartition ONE = new TopicPartition("t", 1);

  @TempDir private Path folder;
  private final Admin admin = mock(Admin.class, RETURNS_DEEP_STUBS);
  private final StringWriter out = new StringWriter();
  private final Reassignments reassignments =
      new Reassignments(admin, 5_000_000, new PrintWriter(out));

  @BeforeEach
  void cluster() {
    when(admin.describeCluster().nodes())
        .thenReturn(done(List.of(node(0), node(1), node(2), node(3))));
    when(admin.listTopics(any(ListTopicsOptions.class)).names()).thenReturn(done(Set.of("t")));
    when(admin.describeTopics(anyCollection()).topicNameValues())
        .thenReturn(described(List.of(0, 1), List.of(1, 2)));
    when(admin.listPartitionReassignments().reassignments()).thenReturn(done(Map.of()));
    when(admin.alterPartitionReassignments(anyMap()).values()).thenReturn(Map.of());
    when(admin.incrementalAlterConfigs(anyMap()).values()).thenReturn(Map.of());
    when(admin.incrementalAlterConfigs(anyMap()).all()).thenReturn(done(null));
    when(admin.describeLogDirs(anyCollection()).allDescriptions()).thenReturn(done(Map.of()));
  }

  private static Node node(int id) {
    return new Node(id, "b" + id, 9092, "zone-" + id);
  }

  private static <T> KafkaFuture<T> done(T value) {
    return KafkaFuture.completedFuture(value);
  }

  @SuppressWarnings("unchecked")
  private Map<ConfigResource, Map<String, String>> changed() {
    ArgumentCaptor<Map<ConfigResource, Collection<AlterConfigOp>>> captor =
        ArgumentCaptor.forClass(Map.class);
    verify(admin, atLeast(0)).incrementalAlterConfigs(captor.capture());
    var changed = new HashMap<ConfigResource, Map<String, String>>();
    for (var request : captor.getAllValues()) {
      if (request != null) {
        request.forEach(
            (resource, operations) ->
                changed.put(
                    resource,
                    operations.stream()
                        .collect(
                            Collectors.toMap(
                                operation -> operation.configEntry().name(),
                                operation ->
                                    operation.opType() == OpType.DELETE
                                        ? "deleted"
                                        : operation.configEntry().value()))));
      }
    }
    return changed;
  }

  @SuppressWarnings("unchecked")
  private Map<TopicPartition, List<Integer>> reassigned() {
    ArgumentCaptor<Map<TopicPartition, Optional<NewPartitionReassignment>>> captor =
        ArgumentCaptor.forClass(Map.class);
    verify(admin, atLeast(1)).alterPartitionReassignments(captor.capture());
    // The first call is that of the stub.
    return captor.getValue().entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, target -> target.getValue().orElseThrow().targetReplicas()));
  }

  private static ConfigResource resource(ConfigResource.Type type, String name) {
    return new ConfigResource(type, name);
  }

  @Test
  void run_newReplicas_throttlesThenReassigns() throws Exception {
    when(admin.describeTopics(anyCollection()).topicNameValues())
        .thenReturn(described(List.of(0, 1), List.of(1, 2)))
        .thenReturn(described(List.of(3, 1), List.of(2, 1)));

    reassignments.run(Map.of(ZERO, List.of(3, 1), ONE, List.of(2, 1)));

    assertThat(reassigned()).isEqualTo(Map.of(ZERO, List.of(3, 1), ONE, List.of(2, 1)));
    var changed = changed();
    assertThat(changed.get(resource(ConfigResource.Type.BROKER, "2")))
        .containsEntry("leader.replication.throttled.rate", "5000000")
        .containsEntry("follower.replication.throttled.rate", "5000000");
    // Partition 1 only changes its order, which copies nothing.
    assertThat(changed.get(resource(ConfigResource.Type.TOPIC, "t")))
        .containsEntry("leader.replication.throttled.replicas", "0:0,0:1")
        .containsEntry("follower.replication.throttled.replicas", "0:3");
  }

  @SafeVarargs
  private static Map<String, KafkaFuture<TopicDescription>> described(List<Integer>... replicas) {
    var partitions = new ArrayList<TopicPartitionInfo>();
    for (int i = 0; i < replicas.length; i++) {
      List<Node> nodes = replicas[i].stream().map(ReassignmentsTest::node).toList();
      partitions.add(new TopicPartitionInfo(i, nodes.get(0), nodes, nodes));
    }
    return Map.of("t", done(new TopicDescription("t", false, partitions)));
  }

  /** As after an interruption: the cluster moves partition 0, and partition 1 is done. */
  @Test
  void run_alreadyInProgress_onlyWaits() throws Exception {
    var moving = new PartitionReassignment(List.of(3, 1, 0), List.of(3), List.of(0));
    when(admin.listPartitionReassignments().reassignments())
        .thenReturn(done(Map.of(ZERO, moving)))
        .thenReturn(done(Map.of(ZERO, moving)))
        .thenReturn(done(Map.of(ZERO, moving)))
        .thenReturn(done(Map.of()));
    when(admin.describeTopics(anyCollection()).topicNameValues())
        .thenReturn(described(List.of(3, 1, 0), List.of(1, 2)))
        .thenReturn(described(List.of(3, 1), List.of(1, 2)));

    reassignments.run(Map.of(ZERO, List.of(3, 1), ONE, List.of(1, 2)));

    assertThat(out.toString())
        .contains("reassignment started: 0 partitions")
        .contains("1 partitions still moving");
    // The interrupted program may not have come to set the throttle.
    assertThat(changed().get(resource(ConfigResource.Type.TOPIC, "t")))
        .containsEntry("leader.replication.throttled.replicas", "0:0,0:1")
        .containsEntry("follower.replication.throttled.replicas", "0:3");
  }

  @Test
  void elect_otherLeaders_electsThePreferred() throws Exception {
    when(admin.electLeaders(any(ElectionType.class), anySet()).partitions())
        .thenReturn(
            done(
                Map.of(
                    ZERO,
                    Optional.empty(),
                    ONE,
                    Optional.of(new ElectionNotNeededException("leads")))));

    reassignments.elect(Set.of(ZERO, ONE));

    verify(admin).electLeaders(ElectionType.PREFERRED, Set.of(ZERO, ONE));
    assertThat(out.toString()).isEmpty();
  }

  private void configs(ConfigResource resource, ConfigSource source, String... names) {
    List<ConfigEntry> entries =
        Arrays.stream(names)
            .map(
                name ->
                    new ConfigEntry(
                        name, "1", source, false, false, List.of(), ConfigType.STRING, null))
            .toList();
    when(admin.describeConfigs(anyCollection()).values())
        .thenReturn(Map.of(resource, done(new Config(entries))));
    when(admin.describeConfigs(anyCollection()).all())
        .thenReturn(done(Map.of(resource, new Config(entries))));
  }

  @Test
  void removeThrottles_noReassignment_deletesThemOnly() throws Exception {
    ConfigResource topic = resource(ConfigResource.Type.TOPIC, "t");
    configs(
        topic,
        ConfigSource.DYNAMIC_TOPIC_CONFIG,
        "leader.replication.throttled.replicas",
        "follower.replication.throttled.replicas",
        "retention.ms");

    reassignments.removeThrottles();

    assertThat(changed())
        .isEqualTo(
            Map.of(
                topic,
                Map.of(
                    "leader.replication.throttled.replicas",
                    "deleted",
                    "follower.replication.throttled.replicas",
                    "deleted")));
  }

  @Test
  void removeThrottles_reassignmentInProgress_keepsThem() throws Exception {
    when(admin.listPartitionReassignments().reassignments())
        .thenReturn(
            done(Map.of(ZERO, new PartitionReassignment(List.of(0), List.of(), List.of()))));

    reassignments.removeThrottles();

    verify(admin, never()).describeConfigs(anyCollection());
  }

  private void metadataLevel(short level) {
    var range = mock(FinalizedVersionRange.class);
    when(range.maxVersionLevel()).thenReturn(level);
    var metadata = mock(FeatureMetadata.class);
    when(metadata.finalizedFeatures()).thenReturn(Map.of("metadata.version", range));
    when(admin.describeFeatures().featureMetadata()).thenReturn(done(metadata));
  }

  @Test
  void cordons_kafka43_changeBrokers() throws Exception {
    metadataLevel((short) 30);
    configs(
        resource(ConfigResource.Type.BROKER, "0"),
        ConfigSource.DYNAMIC_BROKER_CONFIG,
        "cordoned.log.dirs");

    new Cordons(admin, new PrintWriter(out)).apply(Set.of(0), Set.of());

    assertThat(out.toString()).isEqualTo("broker 0 is no longer cordoned\n");
    assertThat(changed().get(resource(ConfigResource.Type.BROKER, "0")))
        .isEqualTo(Map.of("cordoned.log.dirs", "deleted"));
  }

  @Test
  void cordons_brokerLeaves_isCordoned() throws Exception {
    metadataLevel((short) 30);
    configs(resource(ConfigResource.Type.BROKER, "3"), ConfigSource.DEFAULT_CONFIG);

    new Cordons(admin, new PrintWriter(out)).apply(Set.of(), Set.of(3));

    assertThat(out.toString()).isEqualTo("broker 3 is cordoned: it gets no new replicas\n");
    assertThat(changed().get(resource(ConfigResource.Type.BROKER, "3")))
        .isEqualTo(Map.of("cordoned.log.dirs", "*"));
  }

  @Test
  void cordons_beforeKafka43_saysWhatIsNotCordoned() throws Exception {
    metadataLevel((short) 29);

    new Cordons(admin, new PrintWriter(out)).apply(Set.of(0), Set.of(3, 4));

    assertThat(out.toString()).startsWith("brokers [3, 4] are not cordoned, which needs metadata");
    assertThat(changed()).isEmpty();
  }

  @Test
  void assignmentFile_written_isRead() throws Exception {
    Path file = folder.resolve("plan.json");
    var replicas = Map.of(ZERO, List.of(3, 1), ONE, List.of(1, 2));

    AssignmentFile.write(file, replicas);

    assertThat(AssignmentFile.read(file)).isEqualTo(replicas);
  }
}

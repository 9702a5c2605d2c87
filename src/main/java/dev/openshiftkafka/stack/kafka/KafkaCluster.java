package dev.openshiftkafka.stack.kafka;

import static dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource.inProject;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.core.v1.ConfigMap;
import com.pulumi.kubernetes.networking.v1.NetworkPolicy;
import com.pulumi.kubernetes.networking.v1.NetworkPolicyArgs;
import com.pulumi.resources.Resource;
import dev.openshiftkafka.config.CertificateSource;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.guard.DeploymentSnapshot;
import dev.openshiftkafka.guard.QuorumForm;
import dev.openshiftkafka.kubernetes.ClientCredentials;
import dev.openshiftkafka.kubernetes.ClientIdentity;
import dev.openshiftkafka.kubernetes.DeploymentContext;
import dev.openshiftkafka.kubernetes.Identity;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.kubernetes.NodeSetPlan;
import dev.openshiftkafka.kubernetes.Operand;
import dev.openshiftkafka.kubernetes.OperandComponent;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import dev.openshiftkafka.kubernetes.ServiceCa;
import dev.openshiftkafka.stack.monitoring.JmxExporter;
import dev.openshiftkafka.stack.readiness.Readiness;
import dev.openshiftkafka.stack.security.Certificates;
import dev.openshiftkafka.stack.security.Passwords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Brokers and quorum, and the NetworkPolicies of all operands, which are created before any pod.
 */
public final class KafkaCluster implements Operand {
  private final StackConfig config;
  private final List<Operand> others;
  private final List<NodeSet> sets;
  private final Certificates certificates;
  private final Passwords passwords;

  /**
   * Creates the operand.
   *
   * @param others the other enabled operands
   */
  public KafkaCluster(StackConfig config, List<Operand> others) {
    this.config = config;
    this.others = List.copyOf(others);
    this.sets = sets(new ClusterId(config, false), QuorumForm.of(Map.of(), config));
    this.certificates = new Certificates(config, clients(others));
    this.passwords = new Passwords(config);
  }

  /** Common names of the certificates of the stack's clients that have rights. */
  private static List<String> clients(List<Operand> others) {
    return Stream.concat(
            Stream.of(Identity.ADMIN.commonName(), ClientIdentity.TOOLS.name()),
            others.stream()
                .flatMap(operand -> operand.identity().stream())
                .filter(client -> !client.acls().isEmpty())
                .map(ClientIdentity::name))
        .distinct()
        .toList();
  }

  /** ZooKeeper servers, KRaft controllers, then brokers. */
  private List<NodeSet> sets(ClusterId id, QuorumForm form) {
    var all = new ArrayList<NodeSet>();
    if (config.hasZooKeeper()) {
      all.add(ZooKeeper.of(config));
    }
    if (config.hasControllers()) {
      all.add(Controllers.of(config, id, form));
    }
    all.add(Brokers.of(config, id, form));
    return List.copyOf(all);
  }

  @Override
  public boolean enabled() {
    return true;
  }

  @Override
  public List<String> serviceAccounts() {
    return Stream.concat(sets.stream().map(NodeSet::name), passwords.serviceAccount().stream())
        .toList();
  }

  /** The default-deny policy, and those of brokers and quorum. */
  @Override
  public Map<String, NetworkPolicyArgs> networkPolicies() {
    List<NodeAccess> access =
        others.stream().flatMap(operand -> operand.nodeAccess().stream()).toList();
    return new NetworkRules(config, access).all();
  }

  @Override
  public void addObjects(ResourceInventory inventory) {
    if (config.exporter().enabled()) {
      inventory.add(inProject("", "configmaps"), JmxExporter.CONFIG_MAP);
    }
    inventory.add(inProject("", "configmaps"), Readiness.NAME);
    certificates.addTo(inventory);
    passwords.addTo(inventory);
    if (hasServiceCa()) {
      inventory.add(inProject("", "configmaps"), ServiceCa.CONFIG_MAP);
    }
    if (ClientCredentials.areNeeded(config)) {
      inventory.add(inProject("", "configmaps"), ClientCredentials.CONFIG_MAP);
    }
    for (NodeSet set : sets) {
      NodeSetComponent.addTo(inventory, config.project().name(), set);
    }
  }

  private boolean hasServiceCa() {
    return config.security() != null
        && config.security().certificates().source() == CertificateSource.SERVICE_CA;
  }

  @Override
  public void declare(DeploymentContext context) {
    context.brokers(
        new OperandComponent(
            "openshiftkafka:kafka:KafkaCluster",
            "kafka",
            context.inProject(),
            component -> declare(component, context)));
  }

  /** The StorageClasses and PersistentVolumes of quorum and brokers. */
  @Override
  public void declareOutsideProject(DeploymentContext context) {
    for (NodeSet set : sets) {
      new OperandComponent(
          "openshiftkafka:kafka:Volumes",
          set.name(),
          context.inProject(),
          component ->
              new ClusterStorage(
                      new NodeSetVolumes(config.project().name(), set),
                      NodeSetPlan.isProtected(config, set.name()),
                      component)
                  .declare(context.volumeIds()));
    }
  }

  private void declare(OperandComponent component, DeploymentContext context) {
    var before = new ArrayList<Resource>();
    var policies = new LinkedHashMap<>(networkPolicies());
    others.forEach(operand -> policies.putAll(operand.networkPolicies()));
    // NetworkPolicies are created before the pods and deleted after them.
    policies.forEach(
        (name, args) -> before.add(new NetworkPolicy(name, args, component.child().build())));
    before.add(
        new ConfigMap(Readiness.NAME, Readiness.configMap(config), component.child().build()));
    if (config.exporter().enabled()) {
      before.add(
          new ConfigMap(
              JmxExporter.CONFIG_MAP,
              JmxExporter.configMap(config.project().name()),
              component.child().build()));
    }
    before.addAll(certificates.declare(component));
    if (hasServiceCa()) {
      before.add(
          new ConfigMap(
              ServiceCa.CONFIG_MAP,
              ServiceCa.configMap(config.project()),
              component.child().ignoreChanges("data").build()));
    }
    before.addAll(passwords.declare(component, List.copyOf(before)));
    if (ClientCredentials.areNeeded(config)) {
      before.add(
          new ConfigMap(
              ClientCredentials.CONFIG_MAP,
              ClientCredentials.configMap(config),
              component.child().build()));
    }
    boolean kept =
        config.migration() != null || DeploymentSnapshot.keepsClusterId(context.deployed());
    if (kept) {
      context.addToSnapshot(Output.of(DeploymentSnapshot.keptClusterId()));
    }
    before.addAll(
        new PlainClientsCheck(config).declareCheck(component, context, List.copyOf(before)));
    QuorumForm form = QuorumForm.of(context.deployed(), config);
    var migration = new MigrationJobs(config);
    var quorum = new QuorumJobs(config);
    for (NodeSet set : sets(new ClusterId(config, kept), form)) {
      if (set.name().equals(Names.CONTROLLERS)) {
        before.addAll(migration.declareCheck(component, List.copyOf(before)));
        // Controllers find the voters in the metadata only when these were written there.
        before.addAll(quorum.declareBefore(component, context, List.copyOf(before)));
      }
      if (set.name().equals(Names.BROKERS)) {
        before.addAll(new Rebalance(config).declareBefore(component, context, List.copyOf(before)));
        // A broker that still has replicas fails the update before its pod stops.
        before.addAll(
            new BrokerRemoval(config).declareCheck(component, context, List.copyOf(before)));
        before.addAll(migration.declareRevert(component, List.copyOf(before)));
      }
      // Brokers depend on the quorum, so an edit of both never restarts both at the same time. A
      // destroy deletes the quorum after the brokers: without it they cannot shut down cleanly, and
      // are killed when their grace period ends.
      before.add(declare(set, component, context, before).statefulSet());
    }
    // After a failure the last form remains, and the next update compares with it.
    Map<String, String> entry = form.snapshot(context.deployed(), config);
    context.addToSnapshot(before.get(before.size() - 1).urn().applyValue(urn -> entry));
  }

  private NodeSetComponent declare(
      NodeSet set, OperandComponent component, DeploymentContext context, List<Resource> before) {
    return new NodeSetComponent(
        set, config, context.volumeIds(), before, component.childComponent());
  }
}

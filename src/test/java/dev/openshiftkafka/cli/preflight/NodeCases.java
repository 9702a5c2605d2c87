package dev.openshiftkafka.cli.preflight;

import static dev.openshiftkafka.cli.preflight.PreflightCase.failure;
import static dev.openshiftkafka.cli.preflight.PreflightCase.ok;
import static dev.openshiftkafka.cli.preflight.PreflightCase.skipped;
import static dev.openshiftkafka.cli.preflight.PreflightCase.warning;

import java.util.List;
import java.util.stream.Stream;

/** Cases of {@link NodeChecks} and {@link StorageChecks}. */
final class NodeCases {
  private static final String LARGE = "{cpu: 7500m, memory: 30Gi, pods: 250}";
  private static final String LABEL = "{node-role.kubernetes.io/kafka: ''}";
  private static final String TAINT =
      "{taints: [{key: node-role.kubernetes.io/kafka, effect: NoSchedule}]}";

  private NodeCases() {}

  static List<PreflightCase> all() {
    return Stream.of(zones(), dedicatedAndPressure(), room(), driver(), volumes())
        .flatMap(List::stream)
        .toList();
  }

  /** Creates two usable nodes, and a third one of the case. */
  private static PreflightFixture third(
      PreflightFixture w, String allocatable, String labels, String spec) {
    return w.node("node-a", "eu-west-1a")
        .node("node-b", "eu-west-1b")
        .node("node-c", "eu-west-1c", allocatable, labels, spec);
  }

  private static List<PreflightCase> zones() {
    return List.of(
        ok(
            "cluster.nodes-per-zone",
            "1 in eu-west-1a, 1 in eu-west-1b, 1 in eu-west-1c",
            PreflightFixture::nodes),
        failure(
            "cluster.nodes-per-zone",
            "zone eu-west-1c: no node has the label topology.kubernetes.io/zone=eu-west-1c; add",
            w -> w.node("node-a", "eu-west-1a").node("node-b", "eu-west-1b")),
        failure(
            "cluster.nodes-per-zone",
            "zone eu-west-1c: none of its nodes is usable: node-c is cordoned",
            w -> third(w, LARGE, "{}", "{unschedulable: true}")),
        failure(
            "cluster.nodes-per-zone",
            "node-c has the taint node-role.kubernetes.io/infra:NoSchedule",
            w ->
                third(
                    w,
                    LARGE,
                    "{}",
                    "{taints: [{key: node-role.kubernetes.io/infra, effect: NoSchedule}]}")),
        failure(
            "cluster.nodes-per-zone",
            "node-a lacks the label node-role.kubernetes.io/kafka",
            w -> w.edit("dedicatedNodes", true).nodes()),
        ok("cluster.nodes-per-zone", "the stack adds 1 m6i.2xlarge in each zone", w -> {})
            .of("prod"),
        ok(
            "cluster.nodes-dedicated",
            "1 nodes have the label and the taint",
            w -> third(w.edit("dedicatedNodes", true), LARGE, LABEL, TAINT)));
  }

  private static List<PreflightCase> dedicatedAndPressure() {
    return List.of(
        warning(
            "cluster.nodes-dedicated",
            "node node-c: has the label node-role.kubernetes.io/kafka but not the taint",
            w -> third(w.edit("dedicatedNodes", true), LARGE, LABEL, "{}")),
        skipped("cluster.nodes-dedicated", "dedicatedNodes is false", w -> {}),
        ok("cluster.nodes-architecture", "amd64", PreflightFixture::nodes),
        failure(
            "cluster.nodes-architecture",
            "nodes: have the architectures amd64, s390x; use nodes of amd64 or arm64",
            w -> w.nodes().apply(otherArchitecture("s390x"))),
        warning(
            "cluster.nodes-architecture",
            "nodes: have the architectures amd64, arm64",
            w -> w.nodes().apply(otherArchitecture("arm64"))),
        ok("cluster.nodes-pressure", "3 nodes without pressure", PreflightFixture::nodes),
        failure(
            "cluster.nodes-pressure",
            "node sick: has DiskPressure: 2 GiB are left; free resources on it",
            w ->
                w.nodes()
                    .apply(
                        """
                        apiVersion: v1
                        kind: Node
                        metadata: {name: sick}
                        status:
                          conditions: [{type: DiskPressure, status: "True", message: 2 GiB are left}]
                        """)));
  }

  private static String otherArchitecture(String architecture) {
    return """
        apiVersion: v1
        kind: Node
        metadata: {name: other, labels: {topology.kubernetes.io/zone: eu-west-1a}}
        status:
          nodeInfo: {architecture: %s, bootID: "", containerRuntimeVersion: "", kernelVersion: "",
            kubeProxyVersion: "", kubeletVersion: "", machineID: "", operatingSystem: linux,
            osImage: "", systemUUID: ""}
          conditions: [{type: Ready, status: "True"}]
        """
        .formatted(architecture);
  }

  /** Returns a running pod of another project. */
  private static String pod(String node, String memory) {
    return """
        apiVersion: v1
        kind: Pod
        metadata: {name: other, namespace: others-PROJECT}
        spec:
          nodeName: %s
          containers: [{name: other, image: example.com/other:1, resources: {requests: {memory: %s}}}]
        """
        .formatted(node, memory);
  }

  private static List<PreflightCase> room() {
    return List.of(
        ok("cluster.nodes-size", "every pod fits", PreflightFixture::nodes),
        failure(
            "cluster.nodes-size",
            "pod kafka-kafka-2: requests 2070m CPU and 16.4 GiB, more than any node of eu-west-1c",
            w -> third(w, "{cpu: '4', memory: 15Gi}", "{}", "{}")),
        skipped("cluster.nodes-size", "no usable node in zone eu-west-1a", w -> {}),
        ok(
            "cluster.nodes-room",
            "all brokers and quorum pods fit",
            w -> w.nodes().apply(pod("node-a", "10Gi"))),
        failure(
            "cluster.nodes-room",
            "zone eu-west-1a: no room for pod kafka-kafka-0, which requests 2070m CPU and 16.4 GiB;"
                + " free: 7500m CPU and 10.0 GiB",
            w -> w.nodes().apply(pod("node-a", "20Gi"))),
        failure(
            "cluster.nodes-room",
            "zone eu-west-1c: no room for pod kafka-zookeeper-2",
            w -> third(w, "{cpu: '4', memory: 17Gi}", "{}", "{}")),
        skipped(
                "cluster.nodes-room",
                "the nodes do not exist yet; aws.instance-size checks their type",
                w -> {})
            .of("prod"));
  }

  static String csiNode(String node, String driver, int count) {
    return """
        apiVersion: storage.k8s.io/v1
        kind: CSINode
        metadata: {name: %s}
        spec: {drivers: [{name: %s, nodeID: i-%s, allocatable: {count: %d}}]}
        """
        .formatted(node, driver, node, count);
  }

  private static PreflightFixture csiNodes(PreflightFixture w, int count) {
    return w.nodes()
        .apply(csiNode("node-a", "ebs.csi.aws.com", 25))
        .apply(csiNode("node-b", "ebs.csi.aws.com", 25))
        .apply(csiNode("node-c", "ebs.csi.aws.com", count));
  }

  static final String DRIVER =
      """
      apiVersion: storage.k8s.io/v1
      kind: CSIDriver
      metadata: {name: ebs.csi.aws.com}
      spec: {attachRequired: true}
      """;

  private static List<PreflightCase> driver() {
    return List.of(
        ok("cluster.storage-driver", "ebs.csi.aws.com", w -> w.apply(DRIVER)),
        failure("cluster.storage-driver", "CSIDriver ebs.csi.aws.com: not found", w -> {}),
        skipped("cluster.storage-driver", "no volume uses EBS", w -> {}).of("local"),
        ok("cluster.storage-driver-nodes", "runs on 3 nodes", w -> csiNodes(w, 25)),
        failure(
            "cluster.storage-driver-nodes",
            "node node-c: its CSINode does not list the driver ebs.csi.aws.com",
            w ->
                w.nodes()
                    .apply(csiNode("node-a", "ebs.csi.aws.com", 25))
                    .apply(csiNode("node-b", "ebs.csi.aws.com", 25))
                    .apply(csiNode("node-c", "efs.csi.aws.com", 25))),
        ok("cluster.storage-attach-limit", "can attach its volumes", w -> csiNodes(w, 25)),
        failure(
            "cluster.storage-attach-limit",
            "zone eu-west-1c: its nodes can attach 1 more EBS volumes, but its pods need 2",
            w ->
                csiNodes(w, 2)
                    .apply(
                        """
                        apiVersion: storage.k8s.io/v1
                        kind: VolumeAttachment
                        metadata: {name: other}
                        spec: {attacher: ebs.csi.aws.com, nodeName: node-c, source: {persistentVolumeName: x}}
                        """)));
  }

  private static String storageClass(String provisioner, String reclaim) {
    return """
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: PROJECT-kafka-kafka-eu-west-1a}
        provisioner: %s
        reclaimPolicy: %s
        volumeBindingMode: WaitForFirstConsumer
        allowVolumeExpansion: true
        """
        .formatted(provisioner, reclaim);
  }

  private static String volume(String namespace, String status) {
    return """
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: PROJECT-datadir-kafka-kafka-0}
        spec:
          capacity: {storage: 500Gi}
          accessModes: [ReadWriteOnce]
          csi: {driver: ebs.csi.aws.com, volumeHandle: vol-0a000000000000001}
          claimRef: {namespace: %s, name: datadir-kafka-kafka-0}
        status: %s
        """
        .formatted(namespace, status);
  }

  private static List<PreflightCase> volumes() {
    return List.of(
        ok(
            "cluster.storage-classes",
            "1 exist, with the declared settings",
            w -> w.apply(storageClass("ebs.csi.aws.com", "Retain"))),
        failure(
            "cluster.storage-classes",
            "kafka-kafka-eu-west-1a: reclaimPolicy is Delete, not Retain; delete it once no claim",
            w -> w.apply(storageClass("ebs.csi.aws.com", "Delete"))),
        failure(
            "cluster.storage-classes",
            "provisioner is kubernetes.io/aws-ebs, not ebs.csi.aws.com",
            w -> w.apply(storageClass("kubernetes.io/aws-ebs", "Retain"))),
        ok(
                "cluster.storage-volumes",
                "1 exist, for claims of the project",
                w -> w.apply(volume("PROJECT", "{phase: Available}")))
            .of("existing"),
        failure(
                "cluster.storage-volumes",
                "is bound to a claim of project shop; choose another project.name",
                w -> w.apply(volume("shop", "{phase: Bound}")))
            .of("existing"),
        failure(
                "cluster.storage-volumes",
                "has phase Failed: cannot be recycled; delete it",
                w -> w.apply(volume("PROJECT", "{phase: Failed, message: cannot be recycled}")))
            .of("existing"));
  }
}

package dev.openshiftkafka.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openshiftkafka.testing.TestJson;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The local nodes, relabelled as app nodes on AWS, and the volumes of the cluster. */
final class Nodes {
  private static final String ZONE = "topology.kubernetes.io/zone=";
  private static final String OWNED = "node-role.kubernetes.io/kafka";

  private Nodes() {}

  /** Relabels the nodes as dedicated nodes in the zones a, b and c of a region. */
  static void joinZonesOf(String region) {
    for (String zone : List.of("a", "b", "c")) {
      label(zone, ZONE + region + zone, OWNED + "=");
    }
  }

  static void returnToLocalZones() {
    for (String zone : List.of("a", "b", "c")) {
      label(zone, ZONE + "local-" + zone, OWNED + "-");
    }
  }

  /** Returns the volume handle of each claim, by the claim's name. */
  static Map<String, String> volumeHandles() {
    var handles = new TreeMap<String, String>();
    TestJson.parse(Shell.kubectl("get", "pv", "-o", "json"))
        .get("items")
        .forEach(
            item -> {
              JsonNode spec = item.get("spec");
              handles.put(
                  spec.get("claimRef").get("name").asText(),
                  spec.get("csi").get("volumeHandle").asText());
            });
    return handles;
  }

  /** Waits until the kubelets have resized the file systems of this many claims. */
  static void awaitClaimsOf(String size, int claims) {
    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                Shell.kubectl(
                            "get",
                            "pvc",
                            "-n",
                            LocalStack.NAMESPACE,
                            "-o",
                            "jsonpath={.items[*].status.capacity.storage}")
                        .split(size + "( |$)", -1)
                        .length
                    == claims + 1);
  }

  private static void label(String zone, String... labels) {
    Shell.kubectl("label", "node", "--overwrite", "node-" + zone, labels[0], labels[1]);
  }
}

package dev.openshiftkafka.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;

/** What must hold between the layers and the rest of the configuration. */
record LayerChecks(List<Layer> layers, AwsConfig aws, String ignition, List<String> zones) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  void run(Checks checks, BrokersConfig brokers, QuorumConfig quorum) {
    if (layers == null) {
      return;
    }
    if (layers.isEmpty() || new HashSet<>(layers).size() < layers.size()) {
      checks.fault("layers", layers, "must name aws, openshift or both, each once");
    }
    boolean onAws = layers.contains(Layer.AWS);
    if (!onAws) {
      refuseDeclared(checks, "kafka", brokers == null ? null : brokers.volume());
      refuseDeclared(checks, "quorum", quorum == null ? null : quorum.volume());
    }
    checkIgnition(checks);
    if (onAws && aws != null) {
      checkZones(checks);
      if (mode() == NodeMode.MACHINESETS && !layers.contains(Layer.OPENSHIFT)) {
        checks.fault(
            "aws.nodes.mode",
            "machinesets",
            "needs layer openshift, which the MachineSets are made through: add it to layers, or"
                + " use instances");
      }
    }
  }

  private NodeMode mode() {
    return aws == null || aws.nodes() == null ? null : aws.nodes().mode();
  }

  private static void refuseDeclared(Checks checks, String set, VolumeConfig volume) {
    if (volume != null && volume.isDeclared()) {
      checks.fault(
          set + ".volume.handles",
          null,
          "is required with source ebs, one entry per pod, unless layers has aws, which then"
              + " declares the volumes");
    }
  }

  private void checkIgnition(Checks checks) {
    boolean instances = layers.contains(Layer.AWS) && mode() == NodeMode.INSTANCES;
    if (instances && ignition == null) {
      checks.fault("ignition", null, "is required with aws.nodes.mode instances");
    }
    if (ignition != null && !isPointer(ignition)) {
      checks.fault(
          "ignition",
          null,
          "must be a pointer ignition of specification 3, as in the cluster's secret"
              + " worker-user-data-managed");
    }
  }

  private static boolean isPointer(String text) {
    try {
      JsonNode root = JSON.readTree(text);
      JsonNode merged = root.at("/ignition/config/merge");
      return root.at("/ignition/version").asText().startsWith("3.")
          && merged.isArray()
          && !merged.isEmpty();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private void checkZones(Checks checks) {
    if (zones == null || aws.region() == null) {
      return;
    }
    for (int i = 0; i < zones.size(); i++) {
      checks.that(
          "zones[" + i + "]",
          zones.get(i),
          zone -> zone.startsWith(aws.region()),
          "is not in aws.region " + aws.region() + ": change one of the two");
    }
    var network = aws.network();
    if (network != null && network.declaresVpc() && zones.size() > AwsNetworkConfig.MAX_ZONES) {
      checks.fault(
          "zones",
          zones,
          "are more than the eight for which a declared VPC has room: name fewer, or use an"
              + " existing VPC");
    }
    if (network == null || network.privateSubnets() == null || network.declaresVpc()) {
      return;
    }
    var given = new TreeSet<>(network.privateSubnets().keySet());
    if (!given.isEmpty() && !given.equals(new TreeSet<>(zones))) {
      checks.fault(
          "aws.network.privateSubnets",
          given,
          "must name each of " + zones + " and no other: give one subnet per zone");
    }
  }
}

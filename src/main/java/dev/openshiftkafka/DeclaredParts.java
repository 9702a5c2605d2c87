package dev.openshiftkafka;

import dev.openshiftkafka.config.Layer;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import dev.openshiftkafka.stack.benchmark.BenchmarkStep;
import dev.openshiftkafka.stack.kafka.ClusterObjects;
import dev.openshiftkafka.stack.kafka.KafkaCluster;
import dev.openshiftkafka.stack.monitoring.Observability;
import dev.openshiftkafka.stack.openshift.AppMachines;
import dev.openshiftkafka.stack.openshift.Project;
import dev.openshiftkafka.stack.rdkafka.LibrdkafkaClient;
import dev.openshiftkafka.stack.topics.Topics;
import dev.openshiftkafka.stack.ui.WebUi;
import java.util.ArrayList;
import java.util.List;

/** What a configuration declares, by name: the project and the rights of the deployer need it. */
final class DeclaredParts {
  private DeclaredParts() {}

  /** Service accounts of all pods. */
  static List<String> serviceAccounts(StackConfig config) {
    var accounts = new ArrayList<>(KafkaCluster.serviceAccounts(config));
    accounts.addAll(Observability.serviceAccounts(config));
    if (config.benchmark().enabled()) {
      accounts.add(BenchmarkStep.serviceAccount());
    }
    if (config.client().enabled()) {
      accounts.add(LibrdkafkaClient.serviceAccount());
    }
    if (config.topics().isWanted()) {
      accounts.add(Topics.serviceAccount());
    }
    if (config.ui().enabled()) {
      accounts.addAll(WebUi.serviceAccounts(config));
    }
    return accounts;
  }

  /** The names of all objects of the cluster that a configuration declares. */
  static ResourceInventory objects(StackConfig config) {
    var objects = new ResourceInventory();
    if (config.has(Layer.OPENSHIFT)) {
      Project.addTo(objects, config.project());
      ClusterObjects.addTo(objects, config);
      AppMachines.addTo(objects, config);
      if (config.benchmark().enabled()) {
        BenchmarkStep.addTo(objects);
      }
      if (config.client().enabled()) {
        LibrdkafkaClient.addTo(objects, config);
      }
      if (config.topics().isWanted()) {
        Topics.addTo(objects);
      }
      if (config.ui().enabled()) {
        WebUi.addTo(objects, config);
      }
      Observability.addTo(objects, config);
    }
    return objects;
  }
}

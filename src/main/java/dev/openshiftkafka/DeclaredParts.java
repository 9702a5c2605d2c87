package dev.openshiftkafka;

import dev.openshiftkafka.benchmark.BenchmarkStep;
import dev.openshiftkafka.config.Layer;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kafka.ClusterObjects;
import dev.openshiftkafka.kafka.KafkaCluster;
import dev.openshiftkafka.librdkafka.LibrdkafkaClient;
import dev.openshiftkafka.observability.Observability;
import dev.openshiftkafka.openshift.AppMachines;
import dev.openshiftkafka.openshift.DeclaredObjects;
import dev.openshiftkafka.openshift.Project;
import dev.openshiftkafka.topics.Topics;
import dev.openshiftkafka.ui.WebUi;
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
  static DeclaredObjects objects(StackConfig config) {
    var objects = new DeclaredObjects();
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

package dev.openshiftkafka.config;

import java.util.List;

/** What must hold between the web UI and the rest of the configuration. */
record UiChecks(UiConfig ui, List<Layer> layers, MetadataMode metadata, ProjectConfig project) {
  private static final int LONGEST_LABEL = 63;

  void run(Checks checks) {
    if (ui == null
        || ui.kind() == null
        || !ui.enabled()
        || layers == null
        || !layers.contains(Layer.OPENSHIFT)) {
      return;
    }
    if (ui.kind() == UiKind.CMAK && metadata == MetadataMode.KRAFT) {
      checks.fault(
          "ui.kind",
          "cmak",
          "needs ZooKeeper, where it finds the brokers and keeps what it knows: choose kafbat, or"
              + " metadata zookeeper");
    }
    if (ui.kind() == UiKind.CMAK && ui.images() != null && ui.images().cmak() == null) {
      checks.fault(
          "ui.images.cmak",
          null,
          "is required with ui.kind cmak, because nobody maintains an image of it: name one that you"
              + " trust, by its digest");
    }
    if (ui.host() == null) {
      checkHost(checks);
    }
  }

  private void checkHost(Checks checks) {
    if (ui.applicationDomain() == null) {
      checks.fault(
          "ui.applicationDomain",
          null,
          "is required for the host of the UI's Route: oc get ingresses.config cluster --output"
              + " jsonpath={.spec.domain}; or set ui.host, or ui.kind to none");
    } else if (project != null && UiConfig.label(project).length() > LONGEST_LABEL) {
      checks.fault(
          "ui.host",
          null,
          "is required, because "
              + UiConfig.label(project)
              + " is longer than the 63 characters that a part of a host may have");
    }
  }
}

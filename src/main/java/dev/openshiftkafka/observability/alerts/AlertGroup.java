package dev.openshiftkafka.observability.alerts;

import java.util.List;

/** Alerts that are evaluated together. */
record AlertGroup(String name, List<Alert> alerts) {}

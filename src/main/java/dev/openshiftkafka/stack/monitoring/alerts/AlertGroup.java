package dev.openshiftkafka.stack.monitoring.alerts;

import java.util.List;

/** Alerts that are evaluated together. */
record AlertGroup(String name, List<Alert> alerts) {}

package dev.openshiftkafka.stack.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openshiftkafka.config.ExporterRulesConfig;
import io.prometheus.jmx.JmxCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/**
 * What the exporter remembers of each topic: its cache is the only thing in its heap that grows
 * with them, by an entry for each attribute and rule up to the one that matches.
 */
class ExporterCacheTest {
  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();
  private static final int TOPICS = 20;

  /** The attributes of a Meter of Kafka's metrics library. */
  private static final Map<String, Object> METER =
      Map.of(
          "Count", 7L,
          "EventType", "requests",
          "FifteenMinuteRate", 0.1,
          "FiveMinuteRate", 0.2,
          "MeanRate", 0.3,
          "OneMinuteRate", 0.4,
          "RateUnit", "SECONDS");

  private static long cached() throws JMException {
    String file =
        ExporterRules.text(
            "broker", new ExporterRulesConfig(List.of(), List.of()), "127.0.0.1:5555");
    var registry = new PrometheusRegistry();
    new JmxCollector(file.substring(file.indexOf('\n') + 1)).register(registry);
    registry.scrape();
    DataPointSnapshot count =
        registry.scrape("jmx_scrape_cached_beans"::equals).get(0).getDataPoints().get(0);
    return (long) ((GaugeDataPointSnapshot) count).getValue();
  }

  private static ObjectName meter(int topic) throws JMException {
    return new ObjectName(
        "kafka.server:type=BrokerTopicMetrics,name=MessagesInPerSec,topic=cached-" + topic);
  }

  @Test
  void aMeterOfATopicIsOneEntry() throws JMException {
    long before = cached();
    for (int topic = 0; topic < TOPICS; topic++) {
      SERVER.registerMBean(new FixedMBean(METER), meter(topic));
    }
    try {
      assertEquals(TOPICS, cached() - before);
    } finally {
      for (int topic = 0; topic < TOPICS; topic++) {
        SERVER.unregisterMBean(meter(topic));
      }
    }
  }
}

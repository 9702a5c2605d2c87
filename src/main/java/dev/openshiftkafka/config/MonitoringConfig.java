package dev.openshiftkafka.config;

/** How Prometheus collects metrics from the pods. */
public record MonitoringConfig(
    @Key(
            doc =
                "`podMonitor`: PodMonitors, for OpenShift's user workload monitoring and other"
                    + " Prometheus operators. `annotations`: prometheus.io/scrape, port and path on"
                    + " the pods, for a Prometheus that is configured to discover them; a change"
                    + " from or to `annotations` causes a rolling restart. `none`: neither.",
            defaultsTo = "\"podMonitor\"")
        ScrapeMode scrape,
    @Key(
            doc =
                "Scrape interval, which is also the interval at which the consumer lag exporter"
                    + " reads the groups, in s or m. With `annotations` it applies only to the lag"
                    + " exporter; the scrape interval is configured in Prometheus.",
            defaultsTo = "\"30s\"")
        String interval,
    @Key(doc = "Scrape timeout, in s or m.", defaultsTo = "\"10s\"") String scrapeTimeout,
    @Key(doc = "Consumer lag exporter.", defaultsTo = "{}") LagExporterConfig lag) {
  private static final int MIN_INTERVAL = 5;

  /** Prometheus treats a series as stale after five minutes; two samples must fit in. */
  private static final int MAX_INTERVAL = 120;

  /** Checks the durations, and that a scrape ends before the next one begins. */
  public MonitoringConfig {
    Checks.run(
        checks -> {
          checks
              .that(
                  "interval",
                  interval,
                  given -> isDuration(given) && inRange(PrometheusDuration.seconds(given)),
                  "must be from 5s to 2m, such as 30s; with longer intervals, Prometheus treats"
                      + " series as stale")
              .that(
                  "scrapeTimeout",
                  scrapeTimeout,
                  MonitoringConfig::isDuration,
                  "must be an integer with s or m, such as 10s");
          if (interval != null
              && scrapeTimeout != null
              && isDuration(interval)
              && isDuration(scrapeTimeout)
              && PrometheusDuration.seconds(scrapeTimeout)
                  >= PrometheusDuration.seconds(interval)) {
            checks.fault(
                "scrapeTimeout",
                scrapeTimeout,
                "must be less than interval (" + interval + "); lower it or raise interval");
          }
        });
  }

  private static boolean isDuration(String text) {
    return PrometheusDuration.isDuration(text);
  }

  private static boolean inRange(int seconds) {
    return seconds >= MIN_INTERVAL && seconds <= MAX_INTERVAL;
  }
}

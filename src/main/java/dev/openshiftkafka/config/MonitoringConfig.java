package dev.openshiftkafka.config;

/** How metrics are collected from the pods. */
public record MonitoringConfig(
    @Key(
            doc =
                "`podMonitor`: objects PodMonitor, for OpenShift's monitoring of user workloads and any"
                    + " other Prometheus operator. `annotations`: prometheus.io/scrape, port and path at"
                    + " the pods, for a Prometheus that is told to look for them; a change from or to"
                    + " it restarts the members one after the other. `none`: neither.",
            defaultsTo = "\"podMonitor\"")
        ScrapeMode scrape,
    @Key(
            doc =
                "Time between two scrapes, and between two looks at the consumer groups, in s or m."
                    + " With `annotations` only the latter: the rest is Prometheus's own setting.",
            defaultsTo = "\"30s\"")
        String interval,
    @Key(doc = "How long one scrape may take.", defaultsTo = "\"10s\"") String scrapeTimeout,
    @Key(doc = "The exporter of consumer lag.", defaultsTo = "{}") LagExporterConfig lag) {
  private static final int SHORTEST = 5;

  /** A series counts as gone five minutes after its last sample; two must fit in. */
  private static final int LONGEST = 120;

  /** Checks each duration, and that a scrape has ended when the next one begins. */
  public MonitoringConfig {
    String every = interval;
    String timeout = scrapeTimeout;
    Checks.run(
        checks -> {
          checks
              .that(
                  "interval",
                  every,
                  given -> isDuration(given) && inRange(PrometheusDuration.seconds(given)),
                  "must be from 5s to 2m, such as 30s: graphs and alerts take a series without"
                      + " samples for gone")
              .that(
                  "scrapeTimeout",
                  timeout,
                  MonitoringConfig::isDuration,
                  "must be a whole number with s or m, such as 10s");
          if (every != null
              && timeout != null
              && isDuration(every)
              && isDuration(timeout)
              && PrometheusDuration.seconds(timeout) >= PrometheusDuration.seconds(every)) {
            checks.fault(
                "scrapeTimeout",
                timeout,
                "must be below interval (" + every + "); lower it or raise the interval");
          }
        });
  }

  private static boolean isDuration(String text) {
    return PrometheusDuration.isDuration(text);
  }

  private static boolean inRange(int seconds) {
    return seconds >= SHORTEST && seconds <= LONGEST;
  }
}

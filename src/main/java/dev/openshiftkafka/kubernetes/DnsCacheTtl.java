package dev.openshiftkafka.kubernetes;

/** The DNS cache of JVMs that connect to pods. */
public final class DnsCacheTtl {
  /**
   * Limits the cache to one second. A restarted pod has a new IP address. By default the JVM uses
   * the old one for up to 30 s (security property networkaddress.cache.ttl), and a connection to an
   * unused address takes up to 10 s to fail (Kafka's socket.connection.setup.timeout.ms): for that
   * time, leaders and followers of the restarted broker make no progress. The system property has
   * effect while the security property is not set.
   */
  public static final String JVM_FLAG = "-Dsun.net.inetaddr.ttl=1";

  private DnsCacheTtl() {}
}

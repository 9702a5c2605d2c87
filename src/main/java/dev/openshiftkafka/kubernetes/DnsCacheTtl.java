package dev.openshiftkafka.kubernetes;

/** How JVMs find pods by name. */
public final class DnsCacheTtl {
  /**
   * A pod that comes back has another address. The JVM would go on with the old one for up to 30 s
   * (its networkaddress.cache.ttl), and a connection to an address that nobody has takes up to ten
   * more to fail (Kafka's socket.connection.setup.timeout.ms): as long, whoever led or followed
   * beside the broker that was restarted would stand still. This system property counts for as long
   * as no security property says otherwise, in seconds.
   */
  public static final String JVM_FLAG = "-Dsun.net.inetaddr.ttl=1";

  private DnsCacheTtl() {}
}
